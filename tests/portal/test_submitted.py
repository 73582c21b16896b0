"""What was submitted can be read again, whoever has the turn, and is changed by nothing here."""

import pytest

from examples import OWNER

ADDRESS = "entity.certificate_address"


@pytest.mark.parametrize("state", ["provider_review", "at_administration", "refused", "approved"])
def test_the_answers_and_the_documents_are_there_to_read(case, applicant, state):
    case.brought_to(state)
    page = applicant.get("submitted", case.id)
    assert page.heading.startswith("What you submitted")
    assert "上海市浦东新区示例路100号3楼" in page.main
    assert OWNER.mobile in page.main
    [licence] = page.links("business_licence.jpg")
    assert applicant.client.get(licence).status_code == 200
    assert not page.find("//main//form | //main//*[contains(@class, 'govuk-button')]")
    assert not page.links("Change")


def test_the_status_leads_to_it(case, applicant):
    case.brought_to("provider_review")
    page = applicant.get("status", case.id)
    assert page.links("What you submitted") == [f"/applications/{case.id}/submitted/"]


def test_a_draft_was_not_submitted(case, applicant):
    case.drafted()
    assert not applicant.get("status", case.id).links("What you submitted")
    assert applicant.get("submitted", case.id, status=404)


def test_it_is_the_last_version_and_not_what_is_being_corrected(case, applicant):
    case.brought_to("correction_requested").edited({ADDRESS: "上海市浦东新区示例路100号3幢302室"})
    assert "3幢302室" not in applicant.get("submitted", case.id).main
    case.signed_again().submitted()
    assert "3幢302室" in applicant.get("submitted", case.id).main


def test_in_chinese_it_is_said_in_chinese(case, visitor, company):
    case.brought_to("provider_review")
    page = visitor(company, language="zh-hans").get("submitted", case.id)
    assert page.heading == "已提交的内容"
    assert "2026年11月24日 12:30提交。仅供查阅，不可修改。" in page.main


def test_it_is_the_applicants_own(case, other, visitor):
    case.brought_to("provider_review")
    other.get("submitted", case.id, status=404)
    visitor(case.house.reviewer).get("submitted", case.id, status=403)
