"""The path of an application in dates: real ones behind, estimated ones ahead.

Both faces draw it, each under titles of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import IntEnum

from openbeian.filings.models import Filing, Outcome
from openbeian.procedure.filing import ADMINISTRATION_WORKING_DAYS, Flag, State
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.procedure.psb import DUE_DAYS
from openbeian.procedure.psb import State as PsbState
from openbeian.psb.models import PublicSecurityCase
from openbeian.text import Text
from openbeian.ui.components import Step, StepState
from openbeian.workdays import add_workdays, local_day


class Station(IntEnum):
    """Where an application can be, in the order of the way."""

    DRAFT = 0
    REVIEW = 1
    SMS = 2
    ADMINISTRATION = 3
    NUMBER = 4
    PUBLIC_SECURITY = 5


type Days = Mapping[Station, date | None]

_AT = {
    State.DRAFT: Station.DRAFT,
    State.ABANDONED: Station.DRAFT,
    State.EXPIRED: Station.DRAFT,
    State.PROVIDER_REVIEW: Station.REVIEW,
    State.CORRECTION_REQUESTED: Station.REVIEW,
    State.READY_TO_SUBMIT: Station.REVIEW,
    State.DECLINED: Station.REVIEW,
    State.AT_ADMINISTRATION: Station.SMS,
    State.REFUSED: Station.ADMINISTRATION,
    State.APPROVED: Station.PUBLIC_SECURITY,
}
_LEFT = {
    Outcome.Kind.HANDED_OVER: (Station.REVIEW,),
    Outcome.Kind.SMS_PASSED: (Station.SMS,),
    Outcome.Kind.APPROVED: (Station.ADMINISTRATION, Station.NUMBER),
}
# how long the short stations take at most; the number comes on the day of the approval
_WORKING_DAYS = {Station.REVIEW: 2, Station.SMS: 1, Station.NUMBER: 0}
_REFUSED = {State.DECLINED, State.REFUSED}
_NO_CODES_YET = Text("the codes are not sent yet", "待工信部发送核验短信")
_DONE = Text("Carried out", "办结")
_STOPPED = {State.ABANDONED, State.EXPIRED, *_REFUSED}


def steps(
    filing: Filing,
    outcomes: Iterable[Outcome],
    psb: PublicSecurityCase | None,
    *,
    titles: Sequence[Text],
) -> tuple[Step, ...]:
    """Return the stations of an application, with its public-security case if it has one.

    What issues no number ends with the administration's decision.
    """
    here = _station(filing)
    left = {at: day for at, day in _behind(filing, outcomes).items() if at < here}
    days = {**_ahead(filing, here, psb), **left}
    arrived = psb is not None and psb.state_now is PsbState.REGISTERED
    if psb is not None and arrived:
        days[Station.PUBLIC_SECURITY] = local_day(psb.moved_at)
    reached = len(Station) if arrived else here
    return tuple(
        _step(filing, _title(filing, titles, station), station, reached, days)
        for station in _stations(filing)
    )


def _stations(filing: Filing) -> tuple[Station, ...]:
    kind = filing.kind_now
    left_out = set() if kind.files_with_public_security else {Station.PUBLIC_SECURITY}
    if kind is FilingKind.CANCEL_ACCESS:  # nobody is asked by SMS about a provider's own access
        left_out |= {Station.SMS}
    return tuple(station for station in Station if station not in left_out)


def _title(filing: Filing, titles: Sequence[Text], station: Station) -> Text:
    numbered = not filing.kind_now.flags
    return titles[station] if numbered or station is not Station.NUMBER else _DONE


def _step(filing: Filing, title: Text, station: Station, here: int, days: Days) -> Step:
    day = days.get(station)
    if station < here:
        return Step(title, StepState.DONE, day)
    if station > here:
        return Step(title, StepState.AHEAD, day)
    if station is Station.SMS and Flag.SMS_PENDING not in filing.flags_now:
        return Step(title, StepState.CURRENT, day, _NO_CODES_YET)
    stopped = filing.state_now in _STOPPED
    now = filing.situation.title
    note = "" if here == Station.PUBLIC_SECURITY or now.zh == title.zh else now
    refused = filing.state_now in _REFUSED
    halted = StepState.REFUSED if refused else StepState.STOPPED
    return Step(title, halted if stopped else StepState.CURRENT, day, note)


def _station(filing: Filing) -> Station:
    verified = Flag.SMS_PASSED in filing.flags_now or filing.kind_now is FilingKind.CANCEL_ACCESS
    if filing.state_now is State.AT_ADMINISTRATION and verified:
        return Station.ADMINISTRATION
    return _AT[filing.state_now]


def _behind(filing: Filing, outcomes: Iterable[Outcome]) -> dict[Station, date | None]:
    """Return when each station of the latest version was really left."""
    found: dict[Station, date | None] = {}
    if filing.state_now is not State.DRAFT and filing.submitted_at is not None:
        found[Station.DRAFT] = local_day(filing.submitted_at)
    for outcome in outcomes:
        if outcome.version == filing.version:
            for station in _LEFT.get(Outcome.Kind(outcome.kind), ()):
                found[station] = local_day(outcome.at)
    return found


def _ahead(
    filing: Filing, here: Station, psb: PublicSecurityCase | None
) -> dict[Station, date | None]:
    """Return when each station may be left if everybody takes the time that they have.

    Where an application stopped, that is the day on which it did.
    """
    if filing.state_now in _STOPPED:
        return {here: local_day(filing.moved_at)}
    if psb is not None:
        return {Station.PUBLIC_SECURITY: psb.due_on}
    day = _may_be_left(filing, here)
    found: dict[Station, date | None] = {here: day}
    for station in tuple(Station)[here + 1 :]:
        day = _after(station, day, filing) if day else None
        found[station] = day
    return found


def _may_be_left(filing: Filing, here: Station) -> date | None:
    """Return until when the present station lasts; a limit over two of them is the later one's."""
    waits_for_sms = here is Station.SMS and Flag.SMS_PENDING not in filing.flags_now
    if waits_for_sms and filing.handed_over_at is not None:
        return add_workdays(local_day(filing.handed_over_at), _WORKING_DAYS[here]).date
    return filing.due_on


def _submission(filing: Filing) -> date | None:
    """Return the day from which the administration's time runs; a correction begins it anew."""
    again = filing.state_now in {State.DRAFT, State.CORRECTION_REQUESTED}
    return None if again or filing.submitted_at is None else local_day(filing.submitted_at)


def _after(station: Station, day: date, filing: Filing) -> date:
    if station is Station.ADMINISTRATION:
        start = _submission(filing) or day
        return max(day, add_workdays(start, ADMINISTRATION_WORKING_DAYS).date)
    if station is Station.PUBLIC_SECURITY:
        return day + timedelta(days=DUE_DAYS)
    return add_workdays(day, _WORKING_DAYS[station]).date
