"""Sign-up, sign-in and the second step look like the house, in both languages."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache

from openbeian.accounts.models import User

pytestmark = [pytest.mark.urls("ui.small_house"), pytest.mark.django_db]

ENTRANCES = [
    ("/accounts/login/", "Sign in", "登录"),
    ("/accounts/signup/", "Create an account", "注册账号"),
    ("/accounts/password/reset/", "Forgotten password", "忘记密码"),
    ("/accounts/password/reset/done/", "Look into your mail", "请查收邮件"),
    ("/accounts/password/reset/key/1-wrong/", "This link no longer works", "链接已失效"),
    ("/accounts/password/reset/key/done/", "Your password is changed", "密码已修改"),
    ("/accounts/inactive/", "This account is closed", "账号已停用"),
]
MANAGED = [
    ("/accounts/email/", "E-mail address", "电子邮箱"),
    ("/accounts/password/change/", "Change the password", "修改密码"),
    ("/accounts/2fa/", "Sign-in with two steps", "两步验证登录"),
    ("/accounts/logout/", "Sign out?", "确定退出登录？"),
    ("/accounts/reauthenticate/", "Is it still you?", "请验证身份"),
]
PASSWORD = "a-long-walk-in-the-hills"


@pytest.fixture
def member(client) -> User:
    """Somebody who has just signed in with a password, for the first time today."""
    cache.clear()
    user = User.objects.create_user("li.na@beichen.example", PASSWORD)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return user


@pytest.mark.parametrize(("address", "english", "chinese"), ENTRANCES)
def test_an_entrance_speaks_both_languages(page_at, said, address, english, chinese) -> None:
    for language, heading in (("en", english), ("zh-CN", chinese)):
        page = page_at(address, language=language)
        assert said(page.xpath("//h1")[0]) == heading
        assert page.find_class("ob-wordmark")
        assert page.find_class("ob-language")


@pytest.mark.parametrize("asked", MANAGED, ids=lambda asked: asked[0])
def test_a_member_s_page_speaks_both_languages(page_at, said, member, asked) -> None:
    for language, heading in (("en", asked[1]), ("zh-CN", asked[2])):
        page = page_at(asked[0], language=language)
        assert said(page.xpath("//h1")[0]) == heading
        assert member.email in said(page.find_class("ob-header__person")[0])


def test_signing_in_and_out_is_said_without_a_number_for_a_name(client, member) -> None:
    assert "You are signed in." in client.get("/accounts/email/").text
    client.post("/accounts/logout/")
    assert "You are signed out." in client.get("/accounts/login/").text


def test_a_stranger_s_error_is_said_beside_the_field(client) -> None:
    answer = client.post("/accounts/login/", {"login": "", "password": ""})
    assert "There are 2 things to mend" in answer.text
    assert '<a href="#id_login">' in answer.text


def test_signing_up_asks_for_the_code_that_was_sent(client, said) -> None:
    answer = client.post(
        "/accounts/signup/",
        {"email": "wei@beichen.example", "password1": PASSWORD, "organisation": "北辰精密仪器"},
        follow=True,
    )
    assert "Confirm your e-mail address" in answer.text
    assert "wei@beichen.example" in answer.text
    wrong = client.post("/accounts/confirm-email/", {"code": "000000"})
    assert "There is one thing to mend" in wrong.text


def test_a_forgotten_password_is_chosen_anew(client, member) -> None:
    client.logout()
    key = default_token_generator.make_token(member)
    page = client.get(
        f"/accounts/password/reset/key/{user_pk_to_url_str(member)}-{key}/", follow=True
    )
    assert "Choose a new password" in page.text


def test_a_new_password_that_is_missing_is_asked_for(client, member) -> None:
    assert client.post("/accounts/password/change/", {}).text.count("Fill this in.") >= 2


def test_a_second_address_can_be_added(client, member) -> None:
    client.post("/accounts/email/", {"action_add": "1", "email": "second@beichen.example"})
    assert member.emailaddress_set.filter(primary=True).get().email == member.email


@pytest.mark.usefixtures("member")
def test_somebody_who_guesses_is_told_to_wait(client) -> None:
    guesses = [client.post("/accounts/reauthenticate/", {"password": "guess"}) for _ in range(11)]
    cache.clear()
    assert guesses[-1].status_code == 429
    assert "Wait five minutes" in guesses[-1].text


class TestSecondStep:
    """Sign-in with an authenticator app."""

    @pytest.fixture
    def protected(self, member) -> User:
        TOTP.activate(member, generate_totp_secret())
        RecoveryCodes.activate(member)
        return member

    @pytest.mark.usefixtures("member")
    def test_turning_it_on_shows_the_picture_and_the_key(self, client) -> None:
        page = client.get("/accounts/2fa/totp/activate/")
        assert 'alt="QR code for the authenticator app"' in page.text
        assert page.context["form"].secret in page.text

    @pytest.mark.usefixtures("protected")
    def test_the_page_tells_whether_it_is_on(self, client) -> None:
        page = client.get("/accounts/2fa/")
        assert "Turn it off" in page.text
        assert "10 unused codes" in page.text

    def test_codes_can_be_seen_and_made_anew(self, client, protected) -> None:
        page = client.get("/accounts/2fa/recovery-codes/")
        row = Authenticator.objects.get(user=protected, type=Authenticator.Type.RECOVERY_CODES)
        assert row.wrap().get_unused_codes()[0] in page.text
        assert (
            "The old codes end at once."
            in client.get("/accounts/2fa/recovery-codes/generate/").text
        )

    @pytest.mark.usefixtures("protected")
    def test_it_can_be_turned_off(self, client) -> None:
        assert (
            "The password alone will then open" in client.get("/accounts/2fa/totp/deactivate/").text
        )

    def test_the_sign_in_asks_for_the_code(self, client, protected) -> None:
        client.logout()
        page = client.post(
            "/accounts/login/", {"login": protected.email, "password": PASSWORD}, follow=True
        )
        assert "Enter the code that your authenticator app shows now" in page.text

    @pytest.mark.usefixtures("protected")
    def test_a_code_shows_that_it_is_still_you(self, client) -> None:
        page = client.get("/accounts/2fa/reauthenticate/")
        assert "Is it still you?" in page.text
        assert "Another way" in page.text
