"""Working days: the published values, the make-up weekends and the days beyond the notices."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian import workdays
from openbeian.workdays import add_workdays, between, is_workday, load, local_day

PUBLISHED = st.dates(date(2004, 1, 1), date(2026, 12, 28))


@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param(date(2026, 1, 26), date(2026, 2, 28), id="ends on a worked Saturday"),
        pytest.param(date(2026, 1, 30), date(2026, 3, 5), id="over the Spring Festival"),
        pytest.param(date(2026, 4, 20), date(2026, 5, 20), id="over Labour Day"),
        pytest.param(date(2026, 9, 14), date(2026, 10, 16), id="over National Day"),
    ],
)
def test_twenty_working_days_from(start, due):
    assert add_workdays(start, 20) == workdays.Due(due, provisional=False)


@pytest.mark.parametrize(
    ("day", "working", "reason"),
    [
        pytest.param(date(2026, 2, 14), True, "调休上班日", id="make-up Saturday"),
        pytest.param(date(2026, 2, 17), False, "春节", id="Spring Festival"),
        pytest.param(date(2026, 3, 7), False, "周末", id="ordinary Saturday"),
        pytest.param(date(2026, 3, 9), True, "工作日", id="ordinary Monday"),
        pytest.param(date(2005, 12, 31), True, "调休上班日", id="worked by the notice of 2006"),
        pytest.param(date(2015, 9, 3), False, "抗日战争胜利70周年纪念日", id="added in the year"),
        pytest.param(date(2020, 1, 31), False, "春节", id="extended in the year"),
    ],
)
def test_a_day_in_a_published_year_is_worked_or_not_and_says_why(day, working, reason):
    answer = is_workday(day)
    assert (answer.working, answer.reason.zh, answer.provisional) == (working, reason, False)
    assert bool(answer) is working


@pytest.mark.parametrize(
    ("day", "working"),
    [
        pytest.param(date(2027, 1, 1), False, id="New Year is fixed by statute"),
        pytest.param(date(2027, 5, 2), False, id="2 May is fixed by statute"),
        pytest.param(date(2027, 10, 1), False, id="National Day is fixed by statute"),
        pytest.param(date(2027, 10, 8), True, id="Friday"),
        pytest.param(date(2027, 10, 9), False, id="Saturday"),
        pytest.param(date(1999, 3, 1), True, id="before the first notice"),
    ],
)
def test_a_day_in_a_year_without_notice_is_estimated_and_provisional(day, working):
    answer = is_workday(day)
    assert (answer.working, answer.provisional) == (working, True)


def test_a_date_that_is_reached_over_a_year_without_notice_is_provisional():
    assert add_workdays(date(2026, 12, 21), 20).provisional
    assert add_workdays(date(2027, 1, 15), -30).provisional
    assert between(date(2026, 12, 21), date(2027, 1, 4)).provisional


def test_the_last_days_of_the_last_year_wait_for_the_next_notice():
    assert not is_workday(date(2026, 12, 28)).provisional
    assert is_workday(date(2026, 12, 29)).provisional
    assert not is_workday(date(2025, 12, 31)).provisional


def test_no_day_is_added_by_zero():
    sunday_beyond = date(2027, 1, 3)
    assert add_workdays(sunday_beyond, 0) == workdays.Due(sunday_beyond, provisional=False)


def test_working_days_are_subtracted_by_a_negative_number():
    assert add_workdays(date(2026, 3, 5), -20).date == date(2026, 1, 30)
    assert add_workdays(date(2026, 2, 24), -1).date == date(2026, 2, 14)


def worked_by(library, day):
    """The library's word, with the one day that the notice of 2006 adds and it lacks."""
    return day == date(2005, 12, 31) or library(day)


def every_day(first, last):
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def test_every_published_day_agrees_with_the_seed():
    from chinese_calendar import is_workday as seed

    differing = [
        day
        for day in every_day(date(2004, 1, 1), date(2026, 12, 31))
        if bool(is_workday(day)) != worked_by(seed, day)
    ]
    assert differing == []


def test_every_published_day_agrees_with_a_second_library():
    from holidays import country_holidays

    china = country_holidays("CN", years=range(2004, 2027))
    differing = [
        day
        for day in every_day(date(2004, 1, 1), date(2026, 12, 31))
        if bool(is_workday(day)) != china.is_working_day(day)
    ]
    assert differing == []


@given(PUBLISHED, st.integers(1, 70))
def test_adding_agrees_with_counting_on_the_seeds_calendar(day, n):
    from chinese_calendar import is_workday as seed

    expected, counted = day, 0
    while counted < n and expected < date(2026, 12, 28):
        expected += timedelta(days=1)
        counted += worked_by(seed, expected)
    due = add_workdays(day, n)
    if counted == n:
        assert due == workdays.Due(expected, provisional=False)
    else:
        assert due.provisional


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(-300, 300))
def test_between_gives_back_what_was_added(day, n):
    due = add_workdays(day, n)
    count = between(day, due.date)
    assert (count.days, count.provisional) == (n, due.provisional)


@given(PUBLISHED, st.integers(0, 200), st.integers(1, 200))
def test_adding_in_two_steps_is_adding_at_once(day, first, second):
    halfway = add_workdays(day, first).date
    assert add_workdays(halfway, second).date == add_workdays(day, first + second).date


def test_a_moment_belongs_to_the_day_in_shanghai():
    assert local_day(datetime(2026, 1, 30, 15, 59, 59, tzinfo=UTC)) == date(2026, 1, 30)
    assert local_day(datetime(2026, 1, 30, 16, 0, 0, tzinfo=UTC)) == date(2026, 1, 31)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 1, 30, 16, 0))  # noqa: DTZ001 - the naive moment is the case


NOTICE_2027 = """
years:
  - year: 2027
    source: 关于2027年部分节假日安排的通知
    as_of: '2026-11-30'
    confidence: verified
    days_off:
      - {holiday: new_year, from: 2027-01-01, to: 2027-01-03}
      - {holiday: spring_festival, from: 2027-02-05, to: 2027-02-11}
    days_worked: [2026-12-27, 2027-02-20]
"""


def test_an_operators_file_adds_a_year_and_its_results_are_no_longer_provisional(tmp_path):
    notice = tmp_path / "notice-2027.yaml"
    notice.write_text(NOTICE_2027, encoding="utf-8")
    before, after = load(), load([notice])
    assert before.add_workdays(date(2026, 12, 24), 5) == workdays.Due(
        date(2026, 12, 31), provisional=True
    )
    assert after.add_workdays(date(2026, 12, 24), 5) == workdays.Due(
        date(2026, 12, 30), provisional=False
    )
    assert not after.is_workday(date(2027, 2, 8))
    assert after.years[2027].evidence.as_of == "2026-11-30"


def test_the_calendar_in_use_can_be_replaced(tmp_path):
    notice = tmp_path / "notice-2027.yaml"
    notice.write_text(NOTICE_2027, encoding="utf-8")
    ours = workdays.default()
    workdays.use(load([notice]))
    try:
        assert not is_workday(date(2027, 3, 1)).provisional
    finally:
        workdays.use(ours)
    assert is_workday(date(2027, 3, 1)).provisional


FAULTY = """
years:
  - year: 2027
    source: 通知
    as_of: later
    confidence: verified
    days_off:
      - {holiday: new_year, from: 2027-01-03, to: 2027-01-01}
      - {holiday: lantern, from: 2027-02-20, to: 2027-02-20}
      - {holiday: labour_day, from: 2027-05-01, to: 2027-05-05, name: x}
    days_worked: [2027-05-01, 2027-05-10, 2026-11-29, saturday]
  - year: 2027
    source: 通知
    as_of: '2026'
    confidence: guessed
    days_off: []
    days_worked: []
fixed: []
"""


def test_every_fault_of_a_file_is_named(tmp_path):
    file = tmp_path / "faulty.yaml"
    file.write_text(FAULTY, encoding="utf-8")
    with pytest.raises(workdays.CalendarError) as caught:
        load([file, tmp_path / "absent.yaml"])
    assert caught.value.code == "workdays.calendar"
    told = "\n".join(caught.value.faults)
    for part in (
        "faulty.yaml: 2027: 2027-01-03: the days off end before they begin",
        "holiday lantern is not known",
        "2027-05-01: unknown key name",
        "2027-05-01 is both off and worked",
        "2027-05-10 is worked in any case",
        "2026-11-29 is not in the year",
        "days_worked holds str, not date",
        "as_of is 'later'",
        "confidence is 'guessed'",
        "the year is given twice",
        "faulty.yaml: unknown key fixed",
        "absent.yaml: ",
        "years is missing",
    ):
        assert part in told
    assert "13 fault" not in caught.value.text.zh
    assert str(len(caught.value.faults)) in caught.value.text.en
