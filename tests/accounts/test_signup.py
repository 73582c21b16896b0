"""Sign-up makes the person, their organisation and their address, or nothing at all."""

import pytest
from django.core.cache import cache

from accounts.hashing import CountingHasher
from everything import untouched
from openbeian.accounts import signup
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


def test_a_person_an_organisation_and_a_membership_are_made(client):
    assert sign_up(client).status_code == 302
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


def test_a_mobile_number_is_optional(client):
    sign_up(client, mobile=" ")
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
    assert User.objects.count() == Organisation.objects.count() == 1
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


def test_when_the_organisation_cannot_be_founded_there_is_no_person_either(client, monkeypatch):
    def fail(_form, _request, _user):
        raise ZeroDivisionError

    monkeypatch.setattr(signup.Signup, "custom_signup", fail)
    client.raise_request_exception = False
    with untouched():
        assert sign_up(client).status_code == 500
    assert not Membership.objects.exists()
