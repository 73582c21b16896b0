"""Changing, cancelling and bringing a website here, as the applicant does it on the pages."""

import pytest

from openbeian.filings.models import Filing
from openbeian.procedure.filing import State
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.registry.models import Access, Entity, Service

ELSEWHERE = "沪ICP备2026000417号-3"


@pytest.fixture
def approved(case):
    return case.brought_to("approved")


def open_filing():
    return Filing.objects.exclude(state=State.APPROVED.value).get()


def begin_change(applicant):
    return applicant.post("change", Entity.objects.get().pk, status=302)


def test_a_change_begins_from_the_card_and_leads_to_the_tasks(approved, applicant):
    [form] = applicant.get("registrations").find("//form[contains(@action, '/change/')]")
    assert form.get("action") == f"/registrations/{Entity.objects.get().pk}/change/"
    page = begin_change(applicant)
    assert open_filing().kind_now is FilingKind.CHANGE
    tasks = applicant.get("tasks", open_filing().pk)
    assert page.location == f"/applications/{open_filing().pk}/tasks/"
    assert "This is what is registered." in tasks.main
    assert "Change of registered facts" in tasks.main


def test_what_a_change_cannot_alter_is_not_asked(approved, applicant):
    begin_change(applicant)
    page = applicant.get("section", open_filing().pk, "entity")
    names = page.find("//form//@name")
    assert "entity.certificate_address" in names
    assert not {"province", "entity.certificate.number"} & set(names)


def test_a_change_of_nothing_is_refused_with_everything_kept(approved, applicant):
    begin_change(applicant)
    filing = open_filing()
    page = applicant.post("submit", filing.pk, status=422, key="of-nothing")
    assert "Nothing differs from what is registered." in page.main
    assert Filing.objects.get(pk=filing.pk).state_now is State.DRAFT


def test_a_second_application_is_not_begun_beside_an_open_one(approved, applicant):
    begin_change(applicant)
    reference = open_filing().reference
    page = applicant.post(
        "cancel", "entity", Entity.objects.get().pk, status=302, reason="no_longer_operated"
    )
    assert page.location == "/registrations/"
    assert (
        f"The application {reference} is open." in applicant.get("registrations").content.decode()
    )


@pytest.mark.parametrize(
    ("kind", "model", "filed"),
    [
        ("entity", Entity, FilingKind.CANCEL_ENTITY),
        ("service", Service, FilingKind.CANCEL_SERVICE),
        ("access", Access, FilingKind.CANCEL_ACCESS),
    ],
)
def test_a_cancellation_says_what_it_means_and_is_submitted(
    approved, applicant, kind, model, filed
):
    row = model.objects.get()
    page = applicant.get("cancel", kind, row.pk)
    assert filed.text.en in page.heading
    assert page.words("//*[contains(@class, 'govuk-warning-text')]")
    page = applicant.post("cancel", kind, row.pk, status=302, reason="no_longer_operated")
    filing = open_filing()
    assert page.location == f"/applications/{filing.pk}/review/"
    review = applicant.get("review", filing.pk)
    assert "I want this cancelled: submit" in review.words("//button")
    applicant.post("submit", filing.pk, status=302, key=f"cancel-{kind}")
    assert open_filing().state_now is State.PROVIDER_REVIEW
    assert filed.text.en in applicant.get("status", filing.pk).main


def test_a_reason_must_be_given(approved, applicant):
    entity = Entity.objects.get().pk
    page = applicant.post("cancel", "entity", entity, status=422)
    assert page.errors("reason")


@pytest.mark.parametrize("kind", ["entity", "service", "access"])
def test_what_is_of_others_is_not_found(approved, other, kind):
    row = {"entity": Entity, "service": Service, "access": Access}[kind].objects.get()
    other.get("cancel", kind, row.pk, status=404)
    other.post("cancel", kind, row.pk, status=404, reason="no_longer_operated")
    other.post("change", Entity.objects.get().pk, status=404)


def test_a_domain_is_nothing_that_is_cancelled(approved, applicant):
    applicant.get("cancel", "domain", 1, status=404)


def test_a_website_of_elsewhere_begins_with_its_number(applicant):
    page = applicant.post("add_access", status=302, number="沪icp备2026000417-3", password="mima")
    filing = open_filing()
    assert page.location == f"/applications/{filing.pk}/tasks/"
    assert (filing.target, filing.password) == ({"number": ELSEWHERE}, "mima")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("沪ICP备2026000417号", "is the number of the entity"),
        ("12345", "An ICP number looks like"),
        ("", "required"),
    ],
)
def test_another_number_is_refused_beside_its_field(applicant, number, said):
    page = applicant.post("add_access", status=422, number=number, password="mima")
    assert said in page.errors("number") or page.errors("number")
    assert "mima" not in page.content.decode()


def test_whoever_only_reads_is_offered_nothing(approved, house, visitor):
    approved.changing({})
    assert visitor(house.auditor).get("registrations", status=403)


def test_after_the_approval_the_pages_say_so(approved, applicant):
    approved.changing({"services[1].name": "示例新官网"}).submitted().claimed().passed()
    approved.handed_over().sms_asked().sms_passed().changed()
    page = applicant.get("status", approved.id)
    assert page.heading.startswith("Change approved")
    assert "Public security" not in " ".join(page.words("//ol[contains(@class, 'ob-path')]//li"))
    row = Service.objects.get()
    applicant.post("cancel", "service", row.pk, status=302, reason="no_longer_operated")
    approved.id = open_filing().pk
    approved.submitted().claimed().passed().handed_over().sms_asked().sms_passed().cancelled()
    page = applicant.get("status", approved.id)
    assert page.heading.startswith("Cancelled")
    assert "Take the number off the website" in page.main
