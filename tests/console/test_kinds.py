"""Cases that are about something registered: what the reviewer sees and can record."""

import pytest

from openbeian.filings.models import Filing
from openbeian.procedure.filing import State
from openbeian.registry.models import Service
from openbeian.registry.subjects import Subject, SubjectKind

NAME = "services[1].name"


@pytest.fixture
def changing(case):
    case.brought_to("approved").changing({NAME: "示例新官网"})
    return case.submitted().claimed()


@pytest.fixture
def cancelling(case):
    case.brought_to("approved")
    return case.cancelling(Subject(SubjectKind.SERVICE, Service.objects.get().pk)).submitted()


def at_administration(case):
    return case.passed().handed_over().sms_asked().sms_passed()


def test_a_change_shows_what_was_registered_beside_what_shall_be(changing, reviewer):
    page = reviewer.get("case", changing.id)
    assert "Change of registered facts" in page.main
    assert "differences from what is registered" in page.main
    assert "示例合资科技官网" in page.main
    assert "示例新官网" in page.main


def test_its_approval_is_recorded_without_a_number(changing, reviewer):
    at_administration(changing)
    page = reviewer.get("case", changing.id)
    assert "Record the approval of the change" in page.buttons
    assert "Record the approval" not in page.buttons
    reviewer.post("record_change", changing.id)
    assert Filing.objects.get(pk=changing.id).state_now is State.APPROVED
    assert Service.objects.get().name == "示例新官网"


def test_a_cancellation_cannot_be_sent_back_for_correction(cancelling, reviewer):
    page = reviewer.get("case", cancelling.id)
    assert "Cancel a website" in page.main
    assert "Ask for correction" not in page.buttons


def test_its_approval_ends_the_website(cancelling, reviewer):
    at_administration(cancelling)
    reviewer.post("record_cancellation", cancelling.id)
    assert not Service.objects.in_force().exists()
    assert "沪ICP备2026006107号-1" in reviewer.get("case", cancelling.id).main


def test_the_numbers_of_a_new_filing_are_refused(changing, reviewer):
    at_administration(changing)
    page = reviewer.get("record_approval", changing.id, status=409)
    assert page.code == "move.not_allowed"
