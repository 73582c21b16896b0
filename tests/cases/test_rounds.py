"""The round over the cases: each by itself, and what failed is told at the end."""

from uuid import UUID

import pytest

from openbeian.cases.rounds import attend_each

CASES = [UUID(int=number) for number in range(4)]


def test_it_counts_the_cases_for_which_something_was_done():
    assert attend_each(CASES, lambda case: case.int % 2 == 0) == 2
    assert attend_each([], lambda _case: True) == 0


def test_one_that_fails_stops_no_other():
    seen = []

    def attend(case):
        seen.append(case)
        if case.int in {1, 2}:
            raise ZeroDivisionError(case)
        return True

    with pytest.raises(ExceptionGroup) as faults:
        attend_each(CASES, attend)
    assert seen == CASES
    assert [fault.args[0].int for fault in faults.value.exceptions] == [1, 2]


def test_an_order_to_stop_is_obeyed_at_once():
    def attend(_case):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attend_each(CASES, attend)
