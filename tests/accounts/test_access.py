"""A page names its permission or is refused; what somebody may do is read afresh each time."""

import pytest
from django.core.exceptions import PermissionDenied

from cases import found_company, found_house, user_of
from openbeian.accounts import access
from openbeian.accounts.models import Membership, User
from openbeian.procedure.permissions import Permission, Role

pytestmark = [pytest.mark.django_db, pytest.mark.urls("accounts.doors")]


@pytest.fixture
def applicant(client):
    user = user_of(found_company())
    client.force_login(user)
    return user


@pytest.fixture
def reviewer(client):
    user = user_of(found_house().reviewer)
    client.force_login(user)
    return user


class TestStrangers:
    def test_a_public_page_is_for_everybody(self, client):
        assert client.get("/").content == b"come in"

    def test_any_other_page_asks_them_to_sign_in_and_brings_them_back(self, client):
        answer = client.get("/desk/?page=2")
        assert (answer.status_code, answer["Location"]) == (
            302,
            "/accounts/login/?next=/desk/%3Fpage%3D2",
        )

    def test_a_page_that_forgot_its_permission_is_refused(self, client):
        for page in ("/forgotten/", "/forgotten/class/"):
            assert client.get(page).status_code == 403

    def test_a_page_that_asks_who_it_is_refuses(self, client):
        assert client.get("/named/").status_code == 403

    def test_the_pages_of_the_library_guard_themselves(self, client):
        assert client.get("/accounts/login/").status_code == 200
        assert client.get("/accounts/email/").status_code == 302


class TestMembers:
    def test_a_role_that_holds_the_permission_is_let_in(self, client, applicant):
        assert client.get("/desk/").content.decode() == applicant.email

    def test_a_role_that_does_not_is_refused(self, client, applicant):
        assert client.post("/office/").status_code == 403
        assert applicant.memberships.get().role == Role.APPLICANT

    def test_a_page_that_forgot_its_permission_is_refused_even_so(self, client, reviewer):
        assert client.get("/forgotten/").status_code == 403
        assert reviewer.is_active

    def test_a_decorator_below_keeps_the_permission(self, client, reviewer):
        assert client.post("/office/").content.decode() == Role.REVIEWER
        assert client.get("/office/").status_code == 405
        assert reviewer.is_active

    def test_who_loses_the_membership_is_out_at_the_next_request(self, client, applicant):
        assert client.get("/desk/").status_code == 200
        Membership.objects.filter(user=applicant).delete()
        assert client.get("/desk/").status_code == 403
        assert client.get("/").status_code == 200

    def test_who_acts_for_nobody_is_refused_and_not_sent_round_in_circles(self, client):
        client.force_login(User.objects.create_user("nobody@example.cn"))
        assert client.get("/desk/", follow=True).status_code == 403

    def test_who_changes_posts_has_the_new_role_at_the_next_request(self, client, applicant):
        Membership.objects.filter(user=applicant).update(role=Role.REVIEWER.value)
        assert client.get("/desk/").status_code == 403
        assert client.post("/office/").status_code == 200

    def test_a_closed_account_is_out_at_the_next_request(self, client, applicant):
        User.objects.filter(pk=applicant.pk).update(is_active=False)
        assert client.get("/desk/").status_code == 302


def test_the_permission_of_a_page_is_found_on_it():
    @access.requires(Permission.AUDIT_READ)
    def page(_request):
        raise NotImplementedError

    assert access.permission_of(page) is Permission.AUDIT_READ
    assert access.permission_of(lambda _request: None) is None


def test_who_is_asked_for_where_nobody_is_is_refused(rf):
    request = rf.get("/")
    request.actor = None
    with pytest.raises(PermissionDenied):
        access.actor(request)
