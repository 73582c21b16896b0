"""Until when each turn lasts: counted in Shanghai, in working days or days or hours as stated."""

from datetime import UTC, datetime, timedelta

import pytest

from cases import HOUR
from openbeian import workdays
from openbeian.cases import turns
from openbeian.filings.services import administration
from openbeian.outbox.models import Effect
from openbeian.procedure.filing import ADMINISTRATION_WORKING_DAYS
from openbeian.workdays import local_day

pytestmark = pytest.mark.django_db

NEW_YEARS_EVE_2027 = datetime(2027, 12, 20, 2, tzinfo=UTC)


@pytest.fixture
def by_law(case, settings):
    """A case that passed our review in a house that counts by the law."""
    settings.OPENBEIAN_EDITION = "current-regulation"
    case.brought_to("draft")
    identity = "services[1].documents[webmaster_certificate]"
    return case.edited({identity: [case.uploaded(identity)]}).submitted().passed()


def lie(case, **how_long):
    """Let a case lie for a while."""
    case.at += timedelta(**how_long)
    return case


def twenty_days_from(moment):
    return workdays.add_workdays(local_day(moment), ADMINISTRATION_WORKING_DAYS).date


class TestTheAdministrationsTwentyDays:
    def test_by_the_founding_document_they_run_from_the_submission(self, case):
        case.brought_to("ready_to_submit")
        filing = lie(case, days=3).handed_over().filing
        assert filing.due_on == twenty_days_from(filing.submitted_at)
        assert filing.due_on.isoformat() == "2026-12-22"

    def test_by_the_law_they_run_from_the_hand_over(self, by_law):
        filing = lie(by_law, days=3).handed_over().filing
        assert filing.due_on == twenty_days_from(filing.handed_over_at)
        assert filing.due_on.isoformat() == "2026-12-25"

    def test_neither_receipt_nor_verification_moves_them(self, by_law):
        handed_over = by_law.handed_over().filing
        lie(by_law, days=2).received()
        assert by_law.filing.due_on == handed_over.due_on
        lie(by_law, days=2).sms_asked()
        lie(by_law, hours=5).sms_passed()
        assert by_law.filing.due_on == handed_over.due_on

    def test_a_second_hand_over_begins_them_anew_by_the_law(self, by_law):
        first = by_law.handed_over().sms_asked().filing
        lie(by_law, days=5)
        administration.record_sms_failed(
            filing_id=by_law.id, actor=by_law.house.reviewer, at=by_law.at
        )
        assert by_law.handed_over().filing.handed_over_at > first.handed_over_at
        assert by_law.filing.due_on == twenty_days_from(by_law.at)

    def test_a_corrected_application_gets_its_own(self, case):
        case.brought_to("refused")
        lie(case, days=10).asked().corrected().passed().handed_over()
        assert case.filing.due_on == twenty_days_from(case.filing.submitted_at)

    def test_what_rests_on_a_year_without_a_notice_is_provisional(self, case):
        case.at = NEW_YEARS_EVE_2027
        case.brought_to("ready_to_submit").handed_over()
        assert case.filing.due_provisional
        assert turns.turn(case.filing, case.at).provisional
        told = Effect.objects.get(payload__template="handed_to_administration").secret()
        assert told["due_provisional"] is True

    def test_what_is_settled_has_no_last_day(self, case):
        filing = case.brought_to("approved").filing
        assert (filing.due_on, filing.due_at, filing.due_provisional) == (None, None, False)


class TestTheVerification:
    def test_it_lasts_24_hours_to_the_moment(self, case):
        filing = case.brought_to("sms_verification").filing
        assert filing.due_at == case.at + timedelta(hours=24)
        assert filing.due_on == local_day(filing.due_at)
        told = Effect.objects.get(payload__template="sms_verification_asked").secret()
        assert datetime.fromisoformat(told["until"]) == filing.due_at

    def test_a_receipt_that_comes_late_gives_no_further_hours(self, case):
        case.brought_to("ready_to_submit").handed_over().sms_asked()
        due = case.filing.due_at
        lie(case, hours=10).received()
        assert case.filing.due_at == due

    def test_once_passed_it_is_the_administrations_turn_again(self, case):
        filing = case.brought_to("sms_verification").sms_passed().filing
        assert filing.due_at is None
        assert turns.turn(filing, case.at).situation.turn == "administration"


class TestTheProvidersTwoDays:
    @pytest.mark.parametrize(
        ("submitted", "due"),
        [
            ("2026-11-24T02:00", "2026-11-26"),
            ("2026-11-26T02:00", "2026-11-30"),
            ("2026-11-24T15:59", "2026-11-26"),
            ("2026-11-24T16:01", "2026-11-27"),
            ("2026-12-30T02:00", "2027-01-04"),
        ],
        ids=["a Tuesday", "a Thursday", "before midnight in Shanghai", "after it", "new year"],
    )
    def test_weekends_and_holidays_do_not_count(self, case, submitted, due):
        case.at = datetime.fromisoformat(submitted).replace(tzinfo=UTC) - 3 * HOUR
        case.drafted().submitted()
        assert case.filing.due_on.isoformat() == due

    def test_the_days_left_are_counted_down_and_below_nothing(self, case):
        filing = case.brought_to("provider_review").filing
        left = [
            turns.turn(filing, case.at + timedelta(days=days)).working_days_left
            for days in (0, 1, 2, 3, 6)
        ]
        assert left == [2, 1, 0, -1, -2]


@pytest.mark.parametrize("state", ["draft", "correction_requested"])
def test_the_applicants_turn_lasts_45_days(case, state):
    filing = case.brought_to(state).filing
    assert filing.due_on == local_day(case.at) + timedelta(days=45)
    assert not filing.due_provisional
