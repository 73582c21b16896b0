"""Whatever statement fails within a verb, nothing of it is done; and the next attempt does it all.

The same by killing the process: see `filings.dying`.
"""

from itertools import count

import pytest
from django.db import OperationalError, connection

import invariants
from cases import Case, found_company, found_house
from everything import rows
from filings.verbs import VERBS
from openbeian.filings.services import begin
from own_database import run_program

pytestmark = pytest.mark.django_db(transaction=True)

# a verb -> where it starts, and by whom
INTERRUPTED = {
    "submit": ("draft", "applicant"),
    "withdraw": ("provider_review", "applicant"),
    "ask_for_correction": ("provider_review", "reviewer"),
    "decline": ("provider_review", "senior"),
    "hand_over": ("ready_to_submit", "reviewer"),
    "record_approval": ("at_administration", "reviewer"),
    "record_refusal": ("at_administration", "reviewer"),
}


class FailsAt:
    """Lets the database fail once, at the n-th statement from now on."""

    def __init__(self, fatal):
        self.fatal = fatal
        self.seen = 0

    def __call__(self, execute, sql, params, many, context):
        self.seen += 1
        if self.seen == self.fatal:
            raise OperationalError("the disk is full")
        return execute(sql, params, many, context)


@pytest.fixture
def case():
    return Case(found_house(), found_company())


def statements_until_success(work):
    """Fail at the first statement, the second … and return how many it took in the end."""
    for fatal in count(1):
        fault = FailsAt(fatal)
        before = rows()
        try:
            with connection.execute_wrapper(fault):
                work()
        except OperationalError:
            assert rows() == before, f"something is left of what failed at statement {fatal}"
        else:
            return fault.seen
    raise AssertionError


@pytest.mark.parametrize("verb", INTERRUPTED)
def test_a_verb_that_fails_anywhere_is_not_done_at_all(case, verb):
    state, who = INTERRUPTED[verb]
    case.brought_to(state)
    actor = case.applicant if who == "applicant" else getattr(case.house, who)
    tried = statements_until_success(lambda: VERBS[verb](case, actor))
    assert tried > 10
    invariants.hold()


def test_beginning_that_fails_anywhere_is_not_done_at_all(case):
    tried = statements_until_success(lambda: begin.begin(actor=case.applicant, at=case.at))
    assert tried > 5
    invariants.hold()


def test_two_verbs_in_a_row_are_found_half_done(case):
    """The control: what is not one transaction does not pass the test above."""
    case.brought_to("provider_review")

    def take_and_pass():
        VERBS["claim"](case, case.house.reviewer)
        VERBS["pass_review"](case, case.house.reviewer)

    with pytest.raises(AssertionError, match="something is left"):
        statements_until_success(take_and_pass)


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["submit", "record_approval"])
def test_a_process_that_is_killed_anywhere_leaves_all_or_nothing(verb, own_database, tmp_path):
    outcome = run_program("filings.dying", verb, database=own_database, var=tmp_path)
    assert outcome["torn"] == []
    assert outcome["killed"] > 20
    assert outcome["done_before_the_end"] > 0, "the commit itself was never cut"
