"""The working-day calendar as a value: published years by day, every other year by estimate."""

from dataclasses import dataclass
from datetime import date, timedelta

from openbeian.datafiles import Evidence
from openbeian.text import Text

_DAY = timedelta(days=1)
_FIRST_SATURDAY = 5
# A year's notice has moved working days among the last three days of the December before it
# (2005, 2006, 2007, 2011, 2018), so these are settled only by the notice of the next year.
_UNSETTLED_FROM = (12, 29)

WEEKEND = Text("Weekend", "周末")
MAKE_UP_DAY = Text("Working day in place of another", "调休上班日")
WORKING_DAY = Text("Working day", "工作日")


@dataclass(frozen=True, slots=True)
class Due:
    """A day, and whether it rests on a year whose notice is not published."""

    date: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A number of working days, and whether it rests on a year not published."""

    days: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a day is worked, why, and whether that is an estimate; true where it is worked."""

    working: bool
    reason: Text
    provisional: bool

    def __bool__(self) -> bool:
        return self.working


@dataclass(frozen=True, slots=True)
class Year:
    """One year's notice: the holiday of each day off, the weekend days worked, its source."""

    year: int
    off: dict[date, Text]
    working: frozenset[date]
    evidence: Evidence


class Calendar:
    """Working days of mainland China by the State Council's notices, and beyond by estimate."""

    def __init__(self, years: tuple[Year, ...], fixed: dict[tuple[int, int], Text]) -> None:
        """Take the notices and, for the estimate, holidays by (month, day)."""
        self._fixed = fixed
        self.years = {year.year: year for year in years}
        self._off: dict[date, Text] = {}
        self._working: set[date] = set()
        for year in self.years.values():
            self._off |= year.off
            self._working |= year.working

    def is_settled(self, day: date) -> bool:
        """Return whether the notices that decide on this day are published."""
        unsettled = (day.month, day.day) >= _UNSETTLED_FROM
        return day.year in self.years and (not unsettled or day.year + 1 in self.years)

    def is_workday(self, day: date) -> Answer:
        """Return whether a day is worked, with the reason."""
        provisional = not self.is_settled(day)
        if day in self._working:
            return Answer(working=True, reason=MAKE_UP_DAY, provisional=provisional)
        holiday = self._off.get(day)
        if holiday is None and day.year not in self.years:
            holiday = self._fixed.get((day.month, day.day))
        if holiday is not None:
            return Answer(working=False, reason=holiday, provisional=provisional)
        if day.weekday() >= _FIRST_SATURDAY:
            return Answer(working=False, reason=WEEKEND, provisional=provisional)
        return Answer(working=True, reason=WORKING_DAY, provisional=provisional)

    def add_workdays(self, day: date, n: int) -> Due:
        """Return the n-th working day after a day, or before it where n is negative.

        The day itself is not counted and need not be a working day; n = 0 returns it. The
        result is provisional where any day that was counted over is.
        """
        step = _DAY if n > 0 else -_DAY
        left, provisional = abs(n), False
        while left:
            day += step
            answer = self.is_workday(day)
            provisional = provisional or answer.provisional
            left -= answer.working
        return Due(day, provisional)

    def between(self, start: date, end: date) -> Count:
        """Return the working days after `start` up to and including `end`.

        Negative where `end` is before `start`: the working days from `end` up to the day before
        `start`. So `between(day, add_workdays(day, n).date).days == n`.
        """
        days, provisional = 0, False
        step = _DAY if end > start else -_DAY
        day = start
        while day != end:
            day += step
            answer = self.is_workday(day)
            provisional = provisional or answer.provisional
            days += answer.working
        return Count(days if end > start else -days, provisional)
