"""When a turn ends: a Limit of the table applied to the moments of one case."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from openbeian.procedure.engine import Limit, Start
from openbeian.workdays import Due, add_workdays, local_day


@dataclass(frozen=True, slots=True)
class Moments:
    """The aware datetimes that limits are counted from; None where it has not happened."""

    last_move: datetime
    submission: datetime | None = None
    number: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a turn: the day in Shanghai, and the exact moment where hours count."""

    on: date
    provisional: bool
    at: datetime | None = None


def deadline(limit: Limit | None, moments: Moments) -> Deadline | None:
    """Return the end of a turn, or None where the table sets no limit."""
    if limit is None:
        return None
    start = _start(limit, moments)
    if limit.hours:
        end = start + timedelta(hours=limit.hours)
        return Deadline(local_day(end), provisional=False, at=end)
    if limit.days:
        return Deadline(local_day(start) + timedelta(days=limit.days), provisional=False)
    due: Due = add_workdays(local_day(start), limit.working_days)
    return Deadline(due.date, provisional=due.provisional)


def _start(limit: Limit, moments: Moments) -> datetime:
    chosen = {
        Start.LAST_MOVE: moments.last_move,
        Start.SUBMISSION: moments.submission,
        Start.NUMBER: moments.number,
    }[limit.start]
    return chosen or moments.last_move
