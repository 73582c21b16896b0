"""The demo's people: one for each role, made once, with what they need to sign in."""

import pytest
from django.contrib.auth import authenticate

from openbeian.accounts.models import Membership, Organisation, User
from openbeian.accounts.queries import actor_of
from openbeian.config import demo_data
from openbeian.procedure.permissions import Role

pytestmark = pytest.mark.django_db


def test_there_is_somebody_for_each_role_that_a_person_can_have():
    accounts = demo_data.seed()
    roles = {account.role for account in accounts}
    assert roles == set(Role) - {Role.SYSTEM}
    for account in accounts:
        user = User.objects.get(email=account.email)
        assert actor_of(user).role is account.role
        assert user.emailaddress_set.get().verified
        assert account.purpose.zh


def test_they_sign_in_with_the_password_that_is_printed(rf):
    demo_data.seed()
    for account in demo_data.ACCOUNTS:
        user = authenticate(rf.post("/"), email=account.email, password=demo_data.PASSWORD)
        assert user.email == account.email


def test_seeding_again_changes_nothing():
    demo_data.seed()
    before = list(User.objects.values())
    demo_data.seed()
    assert list(User.objects.values()) == before


def test_the_provider_is_one_organisation_and_the_applicant_another():
    demo_data.seed()
    assert Organisation.objects.count() == 2
    provider = Membership.objects.exclude(role=Role.APPLICANT.value)
    assert provider.values("organisation").distinct().count() == 1
    assert User.objects.get(email="applicant@demo.example").mobile == demo_data.APPLICANT_MOBILE
