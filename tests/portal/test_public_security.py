"""The public-security filing: days left, data to copy, what was applied for, and what came."""

from datetime import timedelta
from uuid import uuid4

import pytest

from cases import Case, declared_by
from openbeian.config import clock
from openbeian.procedure.psb import Flag, State
from openbeian.psb import services
from portal.conftest import NOW

REFUSED = "网站负责人手机号码无法接通。"


@pytest.fixture
def due(case):
    """A website that has its number and owes the filing."""
    return case.brought_to("approved").public_security()


@pytest.fixture
def applied(case, due):
    return services.record_applied(case_id=due.pk, actor=case.applicant, at=case.at)


def again(case):
    return type(case).objects.get(pk=case.pk)


def test_the_page_says_how_many_days_are_left(due, applicant):
    page = applicant.get("public_security", due.pk)
    assert page.turn.startswith("Your turn · until 24 December 2026 · ")
    assert "working day" not in page.main
    assert "29 calendar days left, until 24 December 2026" in page.main


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (28, "1 calendar day left"),
        (29, "0 calendar days left"),
        (30, "The 30 days ended on 24 December 2026."),
    ],
)
def test_the_days_run_out(due, applicant, monkeypatch, days, said):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=days))
    assert said in applicant.get("public_security", due.pk).main


def test_the_data_is_there_to_copy_in_chinese(due, applicant):
    page = applicant.get("public_security", due.pk)
    rows = dict(
        zip(
            page.words("//dt[@class='ob-sheet__label']"),
            page.find("//dd[@class='ob-sheet__value']"),
            strict=False,
        )
    )
    number = rows["ICP number of the service 网站备案号"]
    assert number.xpath("string(.//button/@data-copy)") == due.icp_number
    registrar = rows["Registrar 域名注册服务机构"]
    assert "not known to us" in registrar.text_content()
    assert registrar.xpath(".//button") == []


def test_personal_data_is_folded_away_until_asked_for(due, applicant):
    page = applicant.get("public_security", due.pk)
    assert page.find("//dl[@class='ob-sheet'][not(ancestor::details)]") == []
    assert page.find("//details[@open]") == []
    assert page.answer["Cache-Control"] == "private, no-store"


def test_the_data_sheet_is_a_pdf(due, applicant):
    page = applicant.get("data_sheet", due.pk)
    assert page.content.startswith(b"%PDF")
    assert page.answer["Content-Type"] == "application/pdf"
    assert page.answer["Content-Disposition"].startswith("attachment")


def test_having_applied_is_noted(due, applicant):
    assert applicant.post("psb_applied", due.pk).location == f"/public-security/{due.pk}/"
    assert again(due).state_now is State.AT_PUBLIC_SECURITY
    page = applicant.get("public_security", due.pk)
    assert page.turn.startswith("The public security organ’s turn")
    assert "I have applied" not in page.main


def test_applying_twice_is_refused(applied, applicant):
    assert applicant.post("psb_applied", applied.pk, status=409).code == "move.not_allowed"


@pytest.mark.parametrize("typed", ["沪公网安备 31011502000017 号", "31011502000017"])
def test_the_number_is_entered_in_any_spelling(applied, applicant, typed):
    applicant.post("psb_number", applied.pk, number=typed)
    assert again(applied).psb_number == "沪公网安备31011502000017号"
    page = applicant.get("public_security", applied.pk)
    assert "沪公网安备31011502000017号" in page.words("//*[@class='ob-plaque__number']")
    assert page.find("//main//form") == []


def test_the_number_can_be_entered_at_once(due, applicant):
    applicant.post("psb_number", due.pk, number="31011502000017")
    assert again(due).state_now is State.REGISTERED


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Fill this in."),
        ("沪公网安备310115号", "14 digits, but 6"),
        ("京公网安备31011502000017号", "京 belongs to codes that begin with 11"),
        ("nothing of the kind", "looks like"),
    ],
)
def test_an_unreadable_number_is_said_beside_the_field_and_kept(due, applicant, typed, said):
    page = applicant.post("psb_number", due.pk, status=422, number=typed)
    assert said in page.errors("number")
    assert page.find("//input[@name='number']/@value") == ([typed] if typed else [])
    assert again(due).state_now is State.DUE


def test_a_refusal_is_kept_with_its_words(applied, applicant):
    applicant.post("psb_refusal", applied.pk, words=REFUSED)
    refused = again(applied)
    assert (refused.state_now, refused.flags_now) == (State.DUE, frozenset({Flag.REFUSED}))
    page = applicant.get("public_security", applied.pk)
    assert page.words("//blockquote") == [REFUSED]
    assert "I have applied" in page.main


def test_a_refusal_without_words_is_asked_for_them(applied, applicant):
    page = applicant.post("psb_refusal", applied.pk, status=422, words=" ")
    assert page.errors("words") == "Error: Fill this in."
    assert page.find("//details[@open]//textarea")


def test_what_was_not_applied_for_cannot_be_refused(due, applicant):
    assert applicant.post("psb_refusal", due.pk, status=409, words=REFUSED).code


def test_the_number_of_another_website_is_not_taken_twice(case, due, visitor, house, other_company):
    services.record_number(
        case_id=due.pk, actor=case.applicant, number="31011502000017", at=case.at
    )
    declared = declared_by("上海另例贸易有限公司", domain="lingli.cn", serial=20001)
    theirs = Case(house, other_company, declared, entity_number="沪ICP备2026006108号")
    their_case = theirs.brought_to("approved").public_security()
    page = visitor(other_company).post(
        "psb_number", their_case.pk, status=422, number="31011502000017"
    )
    assert "belongs to another website" in page.errors("number")


@pytest.mark.parametrize("route", ["public_security", "data_sheet"])
def test_somebody_else_s_case_is_not_found(due, other, route):
    other.get(route, due.pk, status=404)


@pytest.mark.parametrize("route", ["psb_applied", "psb_number", "psb_refusal"])
def test_nothing_can_be_recorded_for_somebody_else(due, other, route):
    other.post(route, due.pk, status=404, number="31011502000017", words=REFUSED)
    assert again(due).state_now is State.DUE


def test_a_case_that_is_not_there_is_not_found(applicant):
    applicant.get("public_security", uuid4(), status=404)


def test_the_page_is_chinese_for_a_chinese_reader(due, visitor, company):
    page = visitor(company, language="zh-hans").get("public_security", due.pk)
    assert page.heading == "公安联网备案"
    assert "剩余 29天，截止2026年12月24日" in page.main
