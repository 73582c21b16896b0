"""Once a year: the registered facts, what a false or old one can cost, and the answer."""

from datetime import timedelta

import pytest

from openbeian.accounts.actors import SYSTEM
from openbeian.config import clock
from openbeian.registry import queries, services
from openbeian.registry.models import Entity, FactsCheck
from portal.conftest import NOW


@pytest.fixture
def check(case) -> FactsCheck:
    """The question to a company with its number."""
    case.brought_to("approved")
    [entity] = queries.registered(organisation_id=case.applicant.tenant, at=case.at)
    return services.ask_facts(entity_id=entity.id, actor=SYSTEM, at=case.at)


def test_the_facts_are_read_before_they_are_answered(check, applicant):
    page = applicant.get("facts", check.pk)
    assert page.words("//h2") == [
        "The entity 主办者信息",
        "Person in charge of the entity 主体负责人信息",
        "The website 互联网信息服务（网站）信息",
        "The webmaster 网站负责人信息",
        "Access 接入信息",
    ]
    assert "上海示例合资科技有限公司" in page.main
    assert "Answer" not in page.heading


def test_personal_numbers_are_masked(check, applicant):
    content = applicant.get("facts", check.pk).content.decode()
    assert "138****0003" in content
    for number in ("13800000003", "310104199003076428", "C7F4J2K9R", "webmaster@shili-keji.cn"):
        assert number not in content


def test_what_a_lie_can_cost_is_said_in_both_languages(check, visitor, company):
    assert "can cost a fine" in visitor(company).get("facts", check.pk).main
    chinese = visitor(company, language="zh-hans").get("facts", check.pk).main
    assert "可能被处以罚款" in chinese


def test_all_true_is_recorded(check, applicant):
    page = applicant.post("facts", check.pk, answer="true")
    assert page.location == f"/facts/{check.pk}/"
    assert FactsCheck.objects.get().answer == "true"
    page = applicant.get("facts", check.pk)
    assert "Answered on 25 November 2026: all facts are still true." in page.main
    assert page.find("//main//form") == []


def test_changed_says_how_a_change_is_applied_for(check, applicant):
    applicant.post("facts", check.pk, answer="changed")
    page = applicant.get("facts", check.pk)
    assert "Answered on 25 November 2026: facts have changed." in page.main
    assert page.find(f"//form[@action='/registrations/{Entity.objects.get().pk}/change/']")


@pytest.mark.parametrize("given", [{}, {"answer": "perhaps"}])
def test_no_answer_is_asked_for_beside_the_question(check, applicant, given):
    page = applicant.post("facts", check.pk, status=422, **given)
    assert page.errors("answer")
    assert FactsCheck.objects.get().answered_at is None


def test_a_second_answer_is_refused(check, applicant):
    applicant.post("facts", check.pk, answer="true")
    page = applicant.post("facts", check.pk, status=409, answer="changed")
    assert page.code == "registry.facts_not_asked"
    assert FactsCheck.objects.get().answer == "true"


def test_a_day_that_has_passed_is_said(check, applicant, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=30))
    assert "The day has passed. Answer now." in applicant.get("facts", check.pk).main


def test_what_was_registered_without_an_application_is_shown_too(check, applicant):
    Entity.objects.update(number="沪ICP备2026006108号")  # under which nothing was applied for
    page = applicant.get("facts", check.pk)
    assert "沪ICP备2026006107号-1" in page.main
    assert page.words("//h2") == []


def test_somebody_else_s_question_is_not_found(check, other):
    other.get("facts", check.pk, status=404)
    other.post("facts", check.pk, status=404, answer="true")
    assert FactsCheck.objects.get().answered_at is None


def test_a_question_that_was_never_asked_is_not_found(applicant):
    applicant.get("facts", 4711, status=404)
