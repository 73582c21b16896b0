"""Reads the calendar files: ours, and an operator's that add or replace years."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from openbeian.datafiles import DataError, Evidence, Faults, Row, read
from openbeian.text import Text
from openbeian.workdays.calendar import Calendar, Year

OWN_FILE = Path(__file__).parent / "data" / "calendar.yaml"
_FIRST_SATURDAY = 5


class CalendarError(DataError):
    """A calendar file does not hold what is needed."""

    code: ClassVar[str] = "workdays.calendar"
    message: ClassVar[Text] = Text(
        "The working-day calendar has {count} fault(s): {list}",
        "工作日历文件存在{count}处错误：{list}",
    )


def load(paths: Sequence[Path] = ()) -> Calendar:
    """Read our calendar and then the files given; a year read later replaces the whole year.

    An operator's file holds `years` as ours does and may leave out the rest. Raises
    CalendarError with every fault of every file.
    """
    faults = Faults()
    names: dict[str, Text] = {}
    fixed: dict[tuple[int, int], Text] = {}
    years: dict[int, Year] = {}
    for path in (OWN_FILE, *paths):
        file = read(path, faults)
        if path == OWN_FILE:
            _holidays(file, names, fixed)
        years |= {year.year: year for year in _years(file, names)}
        file.close()
    faults.stop(CalendarError)
    return Calendar(tuple(years.values()), fixed)


def _holidays(file: Row, names: dict[str, Text], fixed: dict[tuple[int, int], Text]) -> None:
    statute = file.row("statute")
    statute.evidence()
    statute.close()
    for row in file.rows("holidays"):
        name = row.text("id")
        names[name] = row.own_words()
        for day in row.list_of("fixed", str):
            month, _, number = day.partition("-")
            fixed[int(month), int(number)] = names[name]
        row.close()


def _years(file: Row, names: dict[str, Text]) -> Iterator[Year]:
    seen: set[int] = set()
    for row in file.rows("years", name="year"):
        number = row.whole("year")
        if number in seen:
            row.fault("the year is given twice")
        seen.add(number)
        off = _off(row, names)
        working = frozenset(row.list_of("days_worked", date))
        evidence: Evidence = row.evidence()
        row.close()
        _check(row, number, off, working)
        yield Year(number, off, working, evidence)


def _off(row: Row, names: dict[str, Text]) -> dict[date, Text]:
    off: dict[date, Text] = {}
    for span in row.rows("days_off", name="from"):
        holiday = span.text("holiday")
        first, last = span.day("from"), span.day("to")
        span.close()
        if holiday not in names:
            span.fault(f"holiday {holiday} is not known")
            continue
        if not timedelta(0) <= last - first <= timedelta(days=31):
            span.fault("the days off end before they begin, or last for more than a month")
            continue
        for number in range((last - first).days + 1):
            off[first + timedelta(days=number)] = names[holiday]
    return off


def _check(row: Row, year: int, off: dict[date, Text], working: frozenset[date]) -> None:
    """A notice speaks of its year and the December before; it gives work on weekends only."""
    for day in sorted(off.keys() | working):
        if day.year != year and (day.year, day.month) != (year - 1, 12):
            row.fault(f"{day} is not in the year")
    for day in sorted(working):
        if day in off:
            row.fault(f"{day} is both off and worked")
        if day.weekday() < _FIRST_SATURDAY:
            row.fault(f"{day} is worked in any case")
