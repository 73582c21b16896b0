"""What the house does by itself: reminders, each told once, and the end of idle drafts."""

from datetime import timedelta

import pytest

from cases import Case, declared_by, found_company
from everything import untouched
from invariants import events_of
from openbeian.audit.queries import history
from openbeian.filings.models import Filing
from openbeian.filings.services import administration, upkeep
from openbeian.outbox.models import Effect
from openbeian.procedure.filing import State
from openbeian.registry.models import InProcess

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def told(template):
    """Return the facts of every message of a template, oldest first."""
    effects = Effect.objects.filter(payload__template=template).order_by("pk")
    return [effect.secret() for effect in effects]


def each_day(case, days, *, times=3):
    """Let the house go its round several times on each of the coming days."""
    done = 0
    for _ in range(days):
        case.at += DAY
        done += sum(upkeep.tick(at=case.at) for _ in range(times))
    return done


class TestIdleDrafts:
    @pytest.mark.parametrize("state", ["draft", "correction_requested"])
    def test_two_reminders_come_before_the_end_and_then_it_expires(self, case, state):
        case.brought_to(state)
        assert each_day(case, 60) == 3
        points = [
            event.facts["point"]
            for event in history(case.filing.subject).filter(kind="filing:application:remind")
        ]
        assert points == [14, 3]
        assert case.filing.state_now is State.EXPIRED
        assert events_of(case.filing, "filing:application:expire") == 1
        assert len(told("draft_expired")) == 1

    def test_a_reminder_names_the_last_day(self, case):
        case.brought_to("draft")
        each_day(case, 31)
        assert told("draft_expiring") == [
            {
                "reference": case.filing.reference,
                "company": "上海示例合资科技有限公司",
                "domain": "shili-keji.cn",
                "due": case.filing.due_on.isoformat(),
                "due_provisional": False,
            }
        ]

    def test_the_last_day_itself_still_counts(self, case):
        case.brought_to("draft")
        each_day(case, 45)
        assert case.filing.state_now is State.DRAFT
        each_day(case, 1)
        assert case.filing.state_now is State.EXPIRED

    def test_points_that_were_slept_through_are_not_made_up_for(self, case):
        case.brought_to("draft")
        case.at += 43 * DAY
        assert upkeep.tick(at=case.at) == 1
        [event] = history(case.filing.subject).filter(kind="filing:application:remind")
        assert event.facts["point"] == 3

    def test_a_house_that_slept_for_a_year_expires_it_at_once(self, case):
        case.brought_to("draft")
        case.at += 365 * DAY
        assert upkeep.tick(at=case.at) == 1
        assert case.filing.state_now is State.EXPIRED
        assert told("draft_expiring") == []

    def test_work_on_the_draft_begins_the_count_anew(self, case):
        case.brought_to("draft")
        each_day(case, 40)
        case.edited({"services[1].remark": "新的说明"})
        assert each_day(case, 30) == 0
        each_day(case, 3)
        assert len(told("draft_expiring")) == 2

    def test_an_expired_correction_frees_its_domain(self, case, house):
        case.brought_to("correction_requested")
        each_day(case, 46)
        assert not InProcess.objects.in_force().exists()
        other = found_company("上海另例贸易有限公司", email="bao@linglimaoyi.cn")
        declared = declared_by("上海另例贸易有限公司", domain="shili-keji.cn", serial=7)
        assert Case(house, other, declared).brought_to("provider_review").filing.version == 1

    def test_after_the_end_the_same_organisation_can_begin_another(self, case):
        case.brought_to("draft")
        each_day(case, 46)
        assert case.drafted().filing.state_now is State.DRAFT

    def test_a_clock_that_goes_back_reminds_nobody_twice(self, case):
        case.brought_to("draft")
        each_day(case, 31)
        with untouched():
            for days in (0, 1, 20):
                upkeep.tick(at=case.at - days * DAY)


class TestTheVerification:
    def test_a_silent_person_is_reminded_after_1_12_and_20_hours(self, case):
        case.brought_to("sms_verification")
        began = case.at
        for minutes in range(0, 30 * 60, 10):
            upkeep.tick(at=began + timedelta(minutes=minutes))
        assert [facts["hours"] for facts in told("sms_verification_reminder")] == [23, 12, 4]

    def test_after_the_last_moment_nobody_is_told_that_there_is_time(self, case):
        case.brought_to("sms_verification")
        with untouched():
            upkeep.tick(at=case.at + timedelta(hours=24))
            upkeep.tick(at=case.at + timedelta(days=3))

    def test_once_it_passed_nobody_is_reminded(self, case):
        case.brought_to("sms_verification").sms_passed()
        with untouched():
            upkeep.tick(at=case.at + timedelta(hours=5))

    def test_a_second_verification_has_reminders_of_its_own(self, case):
        case.brought_to("sms_verification")
        upkeep.tick(at=case.at + timedelta(hours=2))
        case.at += timedelta(hours=20)
        administration.record_sms_failed(filing_id=case.id, actor=case.house.reviewer, at=case.at)
        case.handed_over().sms_asked()
        upkeep.tick(at=case.at + timedelta(hours=2))
        assert len(told("sms_verification_reminder")) == 2

    def test_the_receipt_that_comes_meanwhile_reminds_nobody_twice(self, case):
        case.brought_to("ready_to_submit").handed_over().sms_asked()
        upkeep.tick(at=case.at + timedelta(hours=1))
        case.received()
        with untouched():
            upkeep.tick(at=case.at + timedelta(hours=1))


@pytest.mark.parametrize(
    "state",
    ["provider_review", "ready_to_submit", "at_administration", "refused", "approved", "declined"],
)
def test_what_waits_for_somebody_else_is_left_alone(case, state):
    case.brought_to(state)
    with untouched():
        assert each_day(case, 60, times=1) == 0


def test_one_case_that_fails_stops_no_other(case, house, monkeypatch):
    case.brought_to("draft")
    other = Case(house, found_company("上海另例贸易有限公司", email="bao@linglimaoyi.cn"))
    other.brought_to("draft")
    expire = upkeep._expire

    def stumble(filing, at):
        if filing.pk == case.id:
            raise ZeroDivisionError
        expire(filing, at)

    monkeypatch.setattr(upkeep, "_expire", stumble)
    with pytest.raises(ExceptionGroup) as faults:
        upkeep.tick(at=case.at + 60 * DAY)
    assert [type(fault) for fault in faults.value.exceptions] == [ZeroDivisionError]
    states = dict(Filing.objects.values_list("pk", "state"))
    assert states == {case.id: "draft", other.id: "expired"}


@pytest.mark.parametrize("state", ["provider_review", "abandoned"])
def test_what_was_settled_meanwhile_is_left_alone(case, state):
    """Between the look over all cases and the lock on this one the applicant acted."""
    case.brought_to(state)
    with untouched():
        assert upkeep._attend(filing_id=case.id, at=case.at + 60 * DAY) is False
