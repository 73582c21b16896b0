"""Sign-up makes a person; their organisation and mobile number wait for the confirmed address."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.hashing import CountingHasher
from accounts.people import PASSWORD, found_person, signed_in
from everything import untouched
from openbeian.accounts import pending, signup
from openbeian.accounts.models import Membership, Organisation, User
from openbeian.accounts.queries import actor_of
from openbeian.notices.models import Notice
from openbeian.procedure.permissions import Role

pytestmark = [pytest.mark.django_db, pytest.mark.urls("accounts.doors")]

NEW = {
    "email": "Wei@Beichen.Example",
    "password1": "a-long-walk-in-the-hills",
    "organisation": "上海北辰精密仪器有限公司",
    "mobile": "+86 138-1111-2222",
}


@pytest.fixture(autouse=True)
def a_fresh_count_of_attempts():
    cache.clear()


def sign_up(client, *, language="en", **changes):
    headers = {"Accept-Language": language}
    return client.post("/accounts/signup/", {**NEW, **changes}, headers=headers)


def mailed_code():
    """Return the code of the latest mail; the next one may be sent at once."""
    cache.clear()
    letter = Notice.objects.filter(template="account_code").last().letter.text
    return re.search(r"^[A-Z0-9-]{6,}$", letter, re.MULTILINE).group(0)


def confirm(client, *, code=None):
    """Type a code: the one that was mailed last, or another."""
    return client.post("/accounts/confirm-email/", {"code": code or mailed_code()})


def test_a_person_an_organisation_and_a_membership_are_made(client):
    assert sign_up(client).status_code == 302
    assert confirm(client).status_code == 302
    user = User.objects.get(email="wei@beichen.example")
    actor = actor_of(user)
    assert actor.role is Role.APPLICANT
    assert Organisation.objects.get(pk=actor.organisation_id).name == NEW["organisation"]
    assert user.mobile == "13811112222"
    assert user.check_password(NEW["password1"])


@pytest.mark.parametrize(("language", "kept"), [("en", "en"), ("zh-CN", "zh-hans")])
def test_messages_come_in_the_language_of_the_page(client, language, kept):
    sign_up(client, language=language)
    assert User.objects.get().language == kept


def test_the_address_has_to_be_confirmed_before_anything_else(client):
    sign_up(client)
    assert client.get("/desk/").status_code == 302
    assert not User.objects.get().emailaddress_set.get().verified


class TestBeforeTheAddressIsConfirmed:
    """Anybody can sign up with anybody's address."""

    def test_there_is_neither_an_organisation_nor_a_mobile_number(self, client):
        sign_up(client)
        assert not Organisation.objects.exists()
        assert User.objects.get().mobile == ""

    def test_a_wrong_code_changes_nothing(self, client):
        sign_up(client)
        with untouched():
            confirm(client, code="000000")
        assert not Membership.objects.exists()

    def test_who_proves_the_address_after_a_new_password_inherits_nothing(self, client):
        squatter = Client()
        sign_up(squatter, organisation="攻击者", mobile="13900001111")
        code_of_the_squatter = mailed_code()
        owner = User.objects.get()
        set_new_password(client, owner)
        signed_in(owner, client)
        confirm(client)
        assert client.get("/named/").status_code == 403
        confirm(squatter, code=code_of_the_squatter)
        owner.refresh_from_db()
        assert owner.emailaddress_set.get().verified
        assert (owner.mobile, Organisation.objects.count()) == ("", 0)
        assert squatter.get("/accounts/email/").status_code == 302

    def test_who_comes_back_in_another_browser_names_the_unit_again(self, client):
        sign_up(Client())
        mailed_code()
        signed_in(User.objects.get(), client)
        confirm(client)
        assert client.get("/accounts/email/").status_code == 200
        assert not Membership.objects.exists()

    def test_what_one_person_told_is_never_another_persons(self, rf):
        told, other = (found_person(f"{name}@beichen.example") for name in "ab")
        request = rf.get("/")
        request.session = {}
        pending.remember(request, told, name=NEW["organisation"], mobile="13811112222")
        pending.fulfil(request, other)
        pending.fulfil(request, told)
        assert (actor_of(other), actor_of(told)) == (None, None)


def set_new_password(client, user):
    """Follow the link of a mail that a new password was asked for by."""
    client.post("/accounts/password/reset/", {"email": user.email})
    letter = Notice.objects.filter(template="account_password").last().letter.text
    path = re.search(r"/accounts/password/reset/key/\S+", letter).group(0)
    form = client.get(path, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})


def test_a_mobile_number_is_optional(client):
    sign_up(client, mobile=" ")
    confirm(client)
    assert User.objects.get().mobile == ""


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        pytest.param("mobile", "12345", "mobile", id="a number that is none"),
        pytest.param("organisation", "", "organisation", id="no organisation"),
        pytest.param("password1", "12345678", "password1", id="a password that all know"),
        pytest.param("email", "no address", "email", id="no address"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_made(client, field, typed, said):
    answer = sign_up(client, **{field: typed})
    assert answer.status_code == 200
    assert said in answer.context["form"].errors
    assert not User.objects.exists()
    assert answer.context["form"].data["email"] == (typed if field == "email" else NEW["email"])


def test_a_mobile_number_is_refused_in_the_language_of_the_page(client):
    answer = sign_up(client, language="zh-CN", mobile="12345")
    [message] = answer.context["form"].errors["mobile"]
    assert "位" in message or "号" in message


def test_an_address_that_is_known_is_not_given_away(client):
    sign_up(client)
    client.logout()
    cache.clear()
    answer = sign_up(client, organisation="别的单位")
    assert answer.status_code == 302
    assert User.objects.count() == 1
    assert Notice.objects.filter(template="account_exists").exists()


def test_nor_does_the_time_tell_which_goes_into_hashing_the_password(client, settings):
    settings.PASSWORD_HASHERS = ["accounts.hashing.CountingHasher"]
    counts = []
    for _ in ("new", "known"):
        with CountingHasher.counted() as count:
            sign_up(client)
        counts.append(count())
        client.logout()
        cache.clear()
    assert counts == [1, 1]


def test_when_the_organisation_cannot_be_founded_the_address_stays_unconfirmed(client, monkeypatch):
    def fail(**_details):
        raise ZeroDivisionError

    sign_up(client)
    monkeypatch.setattr(pending, "found_organisation", fail)
    client.raise_request_exception = False
    with untouched():
        assert confirm(client).status_code == 500


def test_when_a_sign_up_fails_half_way_there_is_no_person(client, monkeypatch):
    def fail(_form, _request, _user):
        raise ZeroDivisionError

    monkeypatch.setattr(signup.Signup, "custom_signup", fail)
    client.raise_request_exception = False
    with untouched():
        assert sign_up(client).status_code == 500
    assert not Membership.objects.exists()
