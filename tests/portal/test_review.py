"""Reading everything once more, and submitting: once, with nothing lost on the way."""

from uuid import uuid4

import pytest

from cases import Case, declared_by, found_company
from openbeian.filings.models import DeclarationVersion, Filing
from openbeian.procedure.filing import State


def key_of(page) -> str:
    [key] = page.find("//input[@name='key']/@value")
    return key


def found(page) -> list[str]:
    """Return what was found, as one line each."""
    return page.words("//li[@class='ob-finding']")


def test_all_answers_stand_on_the_page_each_with_its_change(case, applicant):
    case.drafted()
    page = applicant.get("review", case.id)
    titles = [
        title.split(" ")[0] for title in page.words("//h2[@class='govuk-summary-card__title']")
    ]
    assert titles == ["The", "Person", "The", "The", "Access", "Documents"]
    rows = dict(
        zip(
            page.words("//dt[@class='govuk-summary-list__key']"),
            page.words("//dd[@class='govuk-summary-list__value']"),
            strict=True,
        )
    )
    assert rows["Name of the entity 主办者名称"] == "上海示例合资科技有限公司"
    assert rows["Kind of entity 主办者类别"] == "Joint venture"
    assert rows["Registered capital (RMB) 注册资本（人民币元）"] == "¥ 120,000,000"
    assert rows["IP addresses 网站IP地址"] == "203.0.113.10"
    assert rows["Domain name certificate 域名证书"] == "domain_certificate.jpg"
    changes = page.find("//dd[@class='govuk-summary-list__actions']/a/@href")
    assert f"/applications/{case.id}/entity/?check=1#f-entity-name" in changes


def test_in_chinese_the_answers_are_chinese(case, visitor, company):
    case.drafted()
    page = visitor(company, language="zh-hans").get("review", case.id)
    assert page.heading == "核对并提交"
    assert "中外合资（合作）企业" in page.main


def test_a_complete_draft_can_be_submitted_and_leads_to_its_status(case, applicant):
    case.drafted()
    page = applicant.get("review", case.id)
    answer = applicant.post("submit", case.id, key=key_of(page))
    assert answer.location == f"/applications/{case.id}/"
    assert case.filing.state_now is State.PROVIDER_REVIEW


def test_a_lost_connection_and_a_second_submit_make_one_submission(case, applicant):
    case.drafted()
    key = key_of(applicant.get("review", case.id))
    first = applicant.post("submit", case.id, key=key)
    second = applicant.post("submit", case.id, key=key)
    assert first.location == second.location
    assert DeclarationVersion.objects.count() == 1
    assert Filing.objects.count() == 1


def test_another_submit_of_what_is_submitted_is_a_conflict(case, applicant):
    case.drafted()
    applicant.post("submit", case.id, key=str(uuid4()))
    assert (
        applicant.post("submit", case.id, status=409, key=str(uuid4())).code == "move.not_allowed"
    )


@pytest.mark.parametrize("key", ["", "x" * 65, "a b"], ids=["none", "too long", "odd"])
def test_a_form_without_a_fit_key_is_not_taken(case, applicant, key):
    case.drafted()
    assert applicant.post("submit", case.id, status=409, key=key).code == "filing.request_key_unfit"
    assert case.filing.state_now is State.DRAFT


def test_what_is_empty_is_one_line_for_each_section_not_a_wall(applicant):
    applicant.post("begin")
    filing = Filing.objects.get()
    page = applicant.get("review", filing.pk)
    lines = found(page)
    assert len(lines) == 5
    assert "answers are still missing:" in lines[0]
    assert not page.find("//input[@name='key']")


def test_what_is_wrong_comes_with_remedy_reason_and_place(case, applicant):
    case.drafted().edited({"province": "320000"})
    page = applicant.get("review", case.id)
    [line] = [one for one in found(page) if "Apply in Shanghai." in one]
    assert "Published guidance on ICP filing" in line
    assert page.find("//li[@class='ob-finding']//a/@href")[0] == (
        f"/applications/{case.id}/entity/?check=1#f-province"
    )


def test_a_missing_document_leads_to_its_place(case, applicant):
    case.drafted().edited({"services[1].documents[webmaster_photo]": []})
    page = applicant.get("review", case.id)
    assert (
        f"/applications/{case.id}/documents/#f-services-1-documents-webmaster-photo"
        in page.find("//li[@class='ob-finding']//a/@href")
    )


def test_must_mend_stands_before_look_at(case, applicant):
    case.drafted().edited(
        {"province": "320000", "entity.leader.mobile": "13800000003"}  # that of the webmaster
    )
    page = applicant.get("review", case.id)
    headings = page.words("//div[@class='ob-findings']//h3")
    assert headings[0].endswith("must be mended")
    assert headings[1].endswith("to note")


def test_a_submit_of_what_is_not_ready_shows_why_with_everything_kept(case, applicant):
    case.drafted().edited({"province": "320000"})
    page = applicant.post("submit", case.id, status=422, key=str(uuid4()))
    assert "It was not submitted. Everything you typed is kept." in page.main
    assert "mend what stands in the way: 1." in page.main
    assert "Apply in Shanghai." in page.main
    assert case.filing.state_now is State.DRAFT


def test_a_domain_under_way_elsewhere_is_said_with_its_place(case, house, visitor, applicant):
    theirs = found_company("上海另例贸易有限公司", email="bao@lingli.cn")
    declaration = declared_by("上海另例贸易有限公司", domain="shili-keji.cn", serial=7)
    Case(house, theirs, declaration).brought_to("provider_review")
    case.drafted()
    page = applicant.post("submit", case.id, status=422, key=str(uuid4()))
    assert "Another application for shili-keji.cn is under way here." in page.main
    assert page.links("To the domain") == [
        f"/applications/{case.id}/service/?check=1#f-services-1-domains-1-name"
    ]


def test_corrections_are_submitted_again_and_nothing_else_can_be_changed(case, applicant):
    case.brought_to("correction_requested").edited(
        {"entity.certificate_address": "上海市浦东新区示例路100号3幢302室"}
    ).signed_again()
    page = applicant.get("review", case.id)
    changes = page.find("//dd[@class='govuk-summary-list__actions']/a/@href")
    documents = f"/applications/{case.id}/documents/"
    assert changes == [
        f"/applications/{case.id}/entity/?check=1#f-entity-certificate-address",
        f"{documents}#f-entity-documents-application-form",
        f"{documents}#f-services-1-documents-verification-form",
    ]
    [button] = page.words("//form[contains(@action, '/submit/')]//button")
    assert button == "I confirm that all of it is true: submit again"
    applicant.post("submit", case.id, key=key_of(page))
    assert case.filing.version == 2


def test_corrections_that_are_not_made_are_said_before_the_submission(case, applicant):
    case.brought_to("correction_requested")
    page = applicant.get("review", case.id)
    assert "1 of 1 corrections is not made yet" in page.main
    assert page.links("See what to correct") == [f"/applications/{case.id}/corrections/"]
    [button] = page.find("//form[contains(@action, '/submit/')]//button/@class")
    assert "govuk-button--secondary" in button
    case.edited({"entity.certificate_address": "上海市浦东新区示例路100号3幢302室"}).signed_again()
    assert "not made yet" not in applicant.get("review", case.id).main


def test_where_nothing_is_found_that_is_said_with_what_comes_then(case, applicant):
    case.drafted()
    [banner] = applicant.get("review", case.id).words("//div[contains(@class, 'ob-banner--done')]")
    assert banner == (
        "Nothing has to be mended.After you submit we review by 27 November 2026; you can take it"
        " back until we hand it over."
    )
    case.edited({"province": "320000"})
    assert "Nothing has to be mended" not in applicant.get("review", case.id).main


def test_a_submission_is_confirmed_with_its_reference(case, applicant):
    case.drafted()
    page = applicant.get("review", case.id)
    applicant.post("submit", case.id, key=key_of(page))
    said = f"Submitted on 25 November 2026, 09:30. Reference {case.filing.reference}."
    assert said in applicant.get("status", case.id).main
    assert said not in applicant.get("status", case.id).main


def test_what_is_not_to_be_edited_can_be_read_as_it_was_submitted(case, applicant):
    case.brought_to("provider_review")
    submitted = f"/applications/{case.id}/submitted/"
    assert applicant.get("review", case.id, status=302).location == submitted
    assert applicant.get("documents", case.id, status=302).location == submitted
    assert applicant.get("section", case.id, "entity", status=302).location == submitted


def test_what_was_given_up_as_a_draft_has_its_status_alone(case, applicant):
    case.brought_to("abandoned")
    assert applicant.get("review", case.id, status=302).location == f"/applications/{case.id}/"
    assert applicant.get("submitted", case.id, status=404)


def test_somebody_elses_application_is_neither_read_nor_submitted(case, other):
    case.drafted()
    assert other.get("review", case.id, status=404)
    assert other.post("submit", case.id, status=404, key=str(uuid4()))
    assert case.filing.state_now is State.DRAFT
