"""The front door, the page about ICP, and the desk with what there is to do."""

from datetime import timedelta

import pytest
from django.test import Client

from cases import Case, found_company, user_of
from openbeian.accounts.actors import SYSTEM
from openbeian.config import clock
from openbeian.psb import services as psb
from openbeian.registry import queries as registry
from openbeian.registry import services
from openbeian.registry.models import Party
from openbeian.registry.services import Cause
from openbeian.registry.subjects import Subject, SubjectKind

NUMBER = "沪ICP备2026006107号-1"


def test_a_stranger_is_shown_the_way_and_asked_whether_they_may(visitor, db):
    page = visitor(None).get("home")
    assert page.heading == "A website hosted in mainland China needs an ICP registration"
    assert page.links("May I file? Answer six questions") == ["/eligibility/"]
    assert page.words("//*[@class='ob-path__title']") == [
        "Prepare",
        "Our review",
        "SMS verification",
        "Administration",
        "ICP number",
        "Public security",
    ]


def test_the_front_door_speaks_chinese_to_who_reads_chinese(visitor, db):
    page = visitor(None, language="zh-hans").get("home")
    assert page.find("/html/@lang") == ["zh-Hans"]
    assert page.links("回答六个问题") == ["/eligibility/"]


def test_the_language_is_switched_on_the_page_itself(db):
    client = Client(headers={"accept-language": "en"})
    client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/about/"})
    assert "关于ICP备案" in client.get("/about/").content.decode()


@pytest.mark.parametrize(
    ("who", "leads_to"),
    [("applicant", "/applications/"), ("reviewer", "/console/"), ("auditor", "/console/")],
)
def test_whoever_has_signed_in_goes_to_their_own(house, company, visitor, who, leads_to):
    actor = company if who == "applicant" else getattr(house, who)
    assert visitor(actor).get("home", status=302).location == leads_to


def test_the_guide_says_who_may_have_what_as_the_rulebook_has_it(visitor, db):
    page = visitor(None).get("about")
    rows = [row for row in page.rows if row.startswith(("Wholly", "Joint", "Repr"))]
    assert rows == [
        "Wholly foreign-owned enterprise (WFOE) | Yes | No",
        "Joint venture | Yes | Yes",
        "Representative office (RO) | Yes | No",
    ]
    assert "Gaming | Business License of Internet Culture" in page.rows
    assert "Proof of registered capital" in page.main


def test_before_the_first_application_one_button_begins(applicant):
    page = applicant.get("dashboard")
    assert "You have no application yet." in page.main
    assert page.find("//form[@action='/applications/begin/']//button")
    assert page.links("Not sure?") == ["/eligibility/"]


def test_the_open_application_is_named_with_its_turn_and_where_to_go_on(case, applicant):
    case.drafted()
    page = applicant.get("dashboard")
    assert page.turn.startswith("Your turn · until 8 January 2027")
    assert page.links("Go on with the application") == [f"/applications/{case.id}/tasks/"]
    assert not page.find("//form[@action='/applications/begin/']")


def test_what_waits_for_others_leads_to_its_status(case, applicant):
    case.brought_to("provider_review")
    page = applicant.get("dashboard")
    assert page.turn.startswith("Our turn")
    assert page.links("See where it stands") == [f"/applications/{case.id}/"]


def test_while_the_ministry_waits_for_the_code_the_status_says_how(case, applicant):
    case.brought_to("sms_verification")
    page = applicant.get("dashboard")
    assert page.turn.startswith("Your turn")
    assert page.links("See where it stands") == [f"/applications/{case.id}/"]


def test_after_the_number_the_desk_says_what_is_owed(case, applicant):
    case.brought_to("approved")
    page = applicant.get("dashboard")
    [duty] = page.words("//li[contains(@class, 'govuk-task-list__item')]")
    assert duty.startswith(f"Public-security filing of {NUMBER}")
    assert duty.endswith("Days left: 29")
    assert f"{NUMBER} | 示例合资科技官网 | To be filed | In force" in page.rows
    assert page.words("//form[@action='/applications/begin/']") == ["Add a website"]


def test_a_suspension_comes_first_of_what_is_to_be_done(case, applicant):
    case.brought_to("approved")
    [holding] = services_of(case)
    services.suspend(
        subject=Subject(SubjectKind.SERVICE, holding),
        cause=Cause(Party.ADMINISTRATION, "网站内容与备案不符", "zh-hans"),
        actor=case.house.senior,
        at=case.at,
    )
    page = applicant.get("dashboard")
    first, *_ = page.words("//li[contains(@class, 'govuk-task-list__item')]")
    assert first == f"{NUMBER} is suspended: see why Mend it"
    assert f"{NUMBER} | 示例合资科技官网 | To be filed | Suspended" in page.rows


@pytest.mark.parametrize(
    ("days", "said"),
    [(29, "Days left: 1"), (30, "Today is the last day"), (31, "Overdue")],
)
def test_the_last_day_and_what_is_late_is_said(case, applicant, monkeypatch, days, said):
    case.brought_to("approved")
    monkeypatch.setattr(clock, "now", lambda: case.at + timedelta(days=days))
    [duty] = applicant.get("dashboard").words("//li[contains(@class, 'govuk-task-list__item')]")
    assert duty.endswith(said)


def test_what_public_security_has_registered_is_no_longer_owed(case, applicant):
    case.brought_to("approved")
    psb.record_number(
        case_id=case.public_security().pk,
        actor=case.applicant,
        number="沪公网安备31011502000345号",
        at=case.at,
    )
    page = applicant.get("dashboard")
    assert "What is still to do" not in page.main
    assert "沪公网安备31011502000345号" in page.main


def test_the_yearly_question_stands_among_what_is_to_be_done(case, applicant):
    case.brought_to("approved")
    [entity] = registry.registered(organisation_id=case.applicant.tenant, at=case.at)
    services.ask_facts(entity_id=entity.id, actor=SYSTEM, at=case.at)
    page = applicant.get("dashboard")
    *_, question = page.words("//li[contains(@class, 'govuk-task-list__item')]")
    assert question.startswith("Are the facts of 沪ICP备2026006107号 still true?")


def services_of(case) -> list[int]:
    return [case.public_security().service_id]


def test_the_desk_of_one_company_holds_nothing_of_another(case, visitor):
    case.brought_to("approved")
    stranger = found_company("上海另例贸易有限公司", email="bao@lingli.cn")
    page = visitor(stranger).get("dashboard")
    assert NUMBER not in page.main
    assert case.filing.reference not in page.main


def test_after_an_end_another_application_may_be_begun(case, applicant):
    case.brought_to("abandoned")
    page = applicant.get("dashboard")
    [begin] = page.words("//form[@action='/applications/begin/']//button")
    assert begin == "Begin another ICP filing"


def test_the_desk_asks_for_a_sign_in(db):
    answer = Client().get("/applications/")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/applications/"


def test_the_desk_does_not_grow_slower_with_what_is_on_it(
    house, company, django_assert_max_num_queries
):
    Case(house, company).brought_to("approved")
    client = Client()
    client.force_login(user_of(company))
    with django_assert_max_num_queries(15):
        client.get("/applications/")
