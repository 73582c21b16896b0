"""A person names the unit that files, and says where and in which language messages reach them."""

import pytest
from django.test import Client

from accounts.people import found_person
from cases import user_of
from openbeian.accounts.models import Organisation, User
from openbeian.accounts.queries import actor_of
from openbeian.audit.models import Event
from openbeian.procedure.permissions import Role
from portal.visitor import Visitor

pytestmark = pytest.mark.django_db

UNIT = {"organisation": "上海北辰精密仪器有限公司", "mobile": "138 1111 2222"}


@pytest.fixture
def newcomer(db) -> User:
    """Somebody who proved their address and acts for nobody yet."""
    return found_person()


@pytest.fixture
def arrived(newcomer) -> Visitor:
    client = Client(headers={"accept-language": "en"})
    client.force_login(newcomer)
    return Visitor(client)


class TestTheUnit:
    def test_the_front_door_leads_whoever_has_none_to_it(self, arrived):
        assert arrived.get("home", status=302).location == "/accounts/organisation/"

    def test_once_named_they_act_for_it(self, arrived, newcomer):
        assert arrived.post("organisation", **UNIT).location == "/"
        actor = actor_of(newcomer)
        newcomer.refresh_from_db()
        assert actor.role is Role.APPLICANT
        assert Organisation.objects.get(pk=actor.tenant).name == UNIT["organisation"]
        assert newcomer.mobile == "13811112222"
        assert arrived.get("dashboard").status == 200

    @pytest.mark.parametrize("wrong", [{"organisation": " "}, {"mobile": "12345"}], ids=str)
    def test_what_cannot_be_is_said_beside_the_field(self, arrived, wrong):
        page = arrived.post("organisation", status=422, **{**UNIT, **wrong})
        assert page.errors(*wrong)
        assert not Organisation.objects.exists()

    def test_who_has_one_keeps_it(self, applicant, company):
        assert applicant.post("organisation", **UNIT).location == "/"
        assert actor_of(user_of(company)) == company
        assert Organisation.objects.count() == 1

    def test_a_stranger_signs_in_first(self, visitor):
        stranger = visitor(None)
        assert stranger.get("organisation", status=302).location.startswith("/accounts/login/")
        assert stranger.post("organisation", **UNIT).location.startswith("/accounts/login/")
        assert not Organisation.objects.exists()

    def test_a_page_that_is_for_members_says_what_is_missing(self, arrived):
        page = arrived.get("dashboard", status=403)
        assert page.heading == "Your account does not stand for a unit yet"
        assert page.links("Name the unit") == ["/"]


class TestContact:
    def test_shows_what_is_kept_and_only_to_its_owner(self, applicant, company, other):
        user = user_of(company)
        user.set_mobile("13811112222")
        user.save()
        shown = applicant.get("contact")
        assert shown.find("//input[@name='mobile']/@value") == ["13811112222"]
        assert shown.find("//input[@name='language'][@checked]/@value") == ["zh-hans"]
        assert not other.get("contact").find("//input[@name='mobile']/@value")

    def test_keeps_what_is_typed(self, applicant, company):
        page = applicant.post("contact", mobile="+86 139-0000-1111", language="en")
        assert page.location == "/accounts/contact/"
        user = user_of(company)
        assert (user.mobile, user.language) == ("13900001111", "en")
        assert "Messages now reach you there." in applicant.get("contact").main

    def test_a_number_can_be_taken_back(self, applicant, company):
        applicant.post("contact", mobile="13900001111", language="en")
        applicant.post("contact", mobile="", language="en")
        assert user_of(company).mobile == ""

    @pytest.mark.parametrize(
        ("field", "typed"),
        [("mobile", "12345"), ("mobile", "+49 170 1234567"), ("language", "fr"), ("language", "")],
    )
    def test_what_cannot_be_is_said_beside_the_field(self, applicant, company, field, typed):
        given = {"mobile": "13900001111", "language": "en", field: typed}
        assert applicant.post("contact", status=422, **given).errors(field)
        assert (user_of(company).mobile, user_of(company).language) == ("", "zh-hans")

    def test_each_change_is_recorded_without_the_number(self, applicant, company):
        applicant.post("contact", mobile="13900001111", language="en")
        mobile, language = Event.objects.order_by("id")
        assert (mobile.kind, language.kind) == (
            "account:mobile:changed",
            "account:language:changed",
        )
        assert {mobile.actor_user_id, int(mobile.subject_id)} == {company.user_id}
        assert mobile.facts["mobile"].startswith("hmac-sha256:")
        assert language.facts["language"] == {"en": "English", "zh": "英文"}

    def test_what_stays_leaves_no_trace(self, applicant):
        applicant.post("contact", mobile="", language="zh-hans")
        assert not Event.objects.exists()

    @pytest.mark.parametrize("role", ["reviewer", "senior", "operator", "auditor"])
    def test_the_providers_people_have_it_too(self, visitor, house, role):
        person = visitor(getattr(house, role))
        person.post("contact", mobile="13900001111", language="en")
        assert user_of(getattr(house, role)).mobile == "13900001111"

    def test_speaks_chinese(self, visitor, company):
        page = visitor(company, language="zh-CN").get("contact")
        assert page.heading == "通知方式"

    def test_is_led_to_from_the_other_pages_of_the_account(self, applicant):
        answer = applicant.client.get("/accounts/email/")
        assert "/accounts/contact/" in answer.content.decode()

    def test_a_stranger_signs_in_first(self, visitor):
        assert visitor(None).get("contact", status=302).location.startswith("/accounts/login/")
