"""Until when a turn lasts."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.procedure.deadlines import Moments, deadline
from openbeian.procedure.engine import Limit, Start

MOVED = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
SUBMITTED = datetime(2026, 4, 20, 2, 0, tzinfo=UTC)
ISSUED = datetime(2026, 1, 30, 2, 0, tzinfo=UTC)
MOMENTS = Moments(last_move=MOVED, submission=SUBMITTED, number=ISSUED)


def test_no_limit_has_no_end():
    assert deadline(None, MOMENTS) is None


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (Start.LAST_MOVE, date(2026, 10, 16)),
        (Start.SUBMISSION, date(2026, 5, 20)),
        (Start.NUMBER, date(2026, 3, 5)),
    ],
)
def test_twenty_working_days_run_from_the_moment_that_the_table_names(start, end):
    assert deadline(Limit(start, working_days=20), MOMENTS).on == end


def test_a_moment_that_has_not_happened_falls_back_to_the_last_move():
    limit = Limit(Start.SUBMISSION, working_days=20)
    assert deadline(limit, Moments(last_move=MOVED)).on == date(2026, 10, 16)


def test_hours_end_at_a_moment_and_on_its_day_in_shanghai():
    end = deadline(Limit(Start.LAST_MOVE, hours=24), Moments(datetime(2026, 9, 14, 17, tzinfo=UTC)))
    assert end.at == datetime(2026, 9, 15, 17, tzinfo=UTC)
    assert end.on == date(2026, 9, 16)


def test_calendar_days_ignore_holidays():
    end = deadline(Limit(Start.NUMBER, days=30), MOMENTS)
    assert end.on == date(2026, 3, 1)
    assert end.provisional is False


def test_a_limit_beyond_the_published_calendar_is_provisional():
    late = Moments(datetime(2026, 12, 20, 2, tzinfo=UTC))
    assert deadline(Limit(Start.LAST_MOVE, working_days=20), late).provisional is True


@given(st.dates(date(2004, 1, 2), date(2040, 1, 1)), st.integers(1, 60))
def test_a_deadline_is_never_before_its_start(day, days):
    moments = Moments(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    end = deadline(Limit(Start.LAST_MOVE, working_days=days), moments)
    assert end.on > day
