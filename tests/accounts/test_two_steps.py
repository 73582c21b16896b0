"""The provider's people need a second factor where the house asks for it; applicants never do."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from accounts.people import found_person, set_up_two_steps, signed_in
from openbeian.accounts.models import Organisation, OrganisationKind
from openbeian.accounts.services import join
from openbeian.procedure.permissions import PROVIDER_ROLES, Role

pytestmark = [pytest.mark.django_db, pytest.mark.urls("accounts.doors")]

DOORS = {Role.REVIEWER: "/office/", Role.SENIOR_REVIEWER: "/office/", Role.APPLICANT: "/desk/"}


@pytest.fixture(autouse=True)
def required(settings):
    cache.clear()
    settings.OPENBEIAN_STAFF_TWO_STEPS = True


def member(role):
    kind = OrganisationKind.PROVIDER if role in PROVIDER_ROLES else OrganisationKind.APPLICANT
    user = found_person(f"{role}@provider.example")
    join(user=user, organisation=Organisation.objects.create(kind=kind), role=role)
    return user


def go(browser, role):
    """Go where a role works; everybody of the provider has a page that only manages accounts."""
    return browser.get("/self/") if role not in DOORS else browser.post(DOORS[role])


@pytest.mark.parametrize("role", sorted(PROVIDER_ROLES))
def test_staff_are_led_to_set_it_up_before_anything_else(role):
    answer = go(signed_in(member(role)), role)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/")


@pytest.mark.parametrize("role", sorted(PROVIDER_ROLES))
def test_once_it_is_set_up_they_work(role):
    browser = signed_in(member(role))
    set_up_two_steps(browser)
    assert go(browser, role).status_code == 200


def test_whoever_turns_it_off_is_asked_again():
    browser = signed_in(member(Role.REVIEWER))
    set_up_two_steps(browser)
    browser.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert go(browser, Role.REVIEWER).status_code == 302


def test_why_is_said(client):
    browser = signed_in(member(Role.REVIEWER))
    go(browser, Role.REVIEWER)
    assert "Your role signs in with two steps" in browser.get("/accounts/email/").content.decode()


def test_what_everybody_may_see_stays_open():
    assert signed_in(member(Role.REVIEWER)).get("/").content == b"come in"


def test_a_page_that_is_not_theirs_is_refused_as_before():
    assert signed_in(member(Role.AUDITOR)).post("/office/").status_code == 403


def test_applicants_may_do_without():
    assert go(signed_in(member(Role.APPLICANT)), Role.APPLICANT).status_code == 200


@pytest.mark.parametrize("role", sorted(PROVIDER_ROLES))
def test_a_demo_does_without(role, settings):
    settings.OPENBEIAN_STAFF_TWO_STEPS = False
    assert go(signed_in(member(role)), role).status_code == 200
