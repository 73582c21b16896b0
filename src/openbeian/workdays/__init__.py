"""Working days in mainland China (工作日): holidays, make-up weekends, and the days beyond notice.

Days are those of Asia/Shanghai. Source: the State Council's yearly notices (国务院办公厅关于部分
节假日安排的通知), see `data/calendar.yaml`. A result that rests on a year without a notice is
marked provisional and is to be worked out again once the notice is loaded.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from openbeian.workdays.calendar import Answer, Calendar, Count, Due, Year
from openbeian.workdays.loader import CalendarError, load

__all__ = [
    "Answer",
    "Calendar",
    "CalendarError",
    "Count",
    "Due",
    "Year",
    "add_workdays",
    "between",
    "default",
    "is_workday",
    "load",
    "local_day",
    "use",
]

SHANGHAI = ZoneInfo("Asia/Shanghai")
_in_use: list[Calendar] = []


def default() -> Calendar:
    """Return the calendar in use: ours, until `use` says otherwise."""
    if not _in_use:
        _in_use.append(load())
    return _in_use[0]


def use(calendar: Calendar) -> None:
    """Make a calendar, such as one with an operator's files, the one that everything asks."""
    _in_use[:] = [calendar]


def add_workdays(day: date, n: int) -> Due:
    """Return the n-th working day after a day (before it where n is negative).

    >>> add_workdays(date(2026, 1, 30), 20)
    Due(date=datetime.date(2026, 3, 5), provisional=False)
    >>> add_workdays(date(2026, 12, 21), 20).provisional
    True
    """
    return default().add_workdays(day, n)


def between(start: date, end: date) -> Count:
    """Return the working days after `start` up to and including `end`; negative backwards.

    >>> between(date(2026, 1, 30), date(2026, 3, 5))
    Count(days=20, provisional=False)
    """
    return default().between(start, end)


def is_workday(day: date) -> Answer:
    """Return whether a day is worked; the answer is true or false by itself.

    >>> bool(is_workday(date(2026, 2, 14))), is_workday(date(2026, 2, 17)).reason.zh
    (True, '春节')
    """
    return default().is_workday(day)


def local_day(at: datetime) -> date:
    """Return the day in Asia/Shanghai of an aware moment; raises ValueError for a naive one.

    >>> from datetime import UTC
    >>> local_day(datetime(2026, 1, 30, 16, 0, tzinfo=UTC))
    datetime.date(2026, 1, 31)
    """
    if at.tzinfo is None:
        msg = "a moment needs its time zone"
        raise ValueError(msg)
    return at.astimezone(SHANGHAI).date()
