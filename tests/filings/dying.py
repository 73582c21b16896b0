"""Kills a verb at its first step, its second … until it comes through (see house_program).

A step is a statement or a commit, before and after. After each death a fresh look finds the verb
done or not done, and where it is done the next attempt of the person finds that out.
"""

import os
from itertools import count

from django.core.management import call_command
from django.db import connection

import invariants
from cases import Case, found_company, found_house
from filings.verbs import VERBS
from house_program import exit_code, fork
from openbeian.errors import DomainError

KILLED = 137
STARTS = {"submit": "draft", "record_approval": "at_administration"}


class Steps:
    """Counts the steps of this process and ends it, as `kill -9` would, at the fatal one."""

    def __init__(self, fatal):
        self.fatal = fatal
        self.taken = 0

    def step(self):
        self.taken += 1
        if self.taken == self.fatal:
            os._exit(KILLED)

    def arm(self):
        connection.execute_wrappers.append(self.around_a_statement)
        commit = connection._commit

        def around_a_commit():
            self.step()
            commit()
            self.step()

        connection._commit = around_a_commit

    def around_a_statement(self, execute, *call):
        self.step()
        result = execute(*call)
        self.step()
        return result


def run_to_the_end(case, verb):
    """Start again after each death; return what was found after it."""
    before = case.filing.state
    actor = case.applicant if verb == "submit" else case.house.reviewer
    torn, done_before = [], 0
    for fatal in count(1):
        code = exit_code(fork(lambda fatal=fatal: die_in(verb, case, actor, fatal)))
        try:
            invariants.hold()
        except AssertionError as fault:
            torn.append([fatal, str(fault)])
        if code == 0:
            break
        if case.filing.state != before:
            done_before += 1
            assert is_refused(verb, case, actor)
            break
        assert code == KILLED, code
    return {"torn": torn, "killed": fatal - 1 + done_before, "done_before_the_end": done_before}


def die_in(verb, case, actor, fatal):
    Steps(fatal).arm()
    VERBS[verb](case, actor)


def is_refused(verb, case, actor):
    """Whoever tries again with a form of their own learns that it is done."""
    try:
        VERBS[verb](case, actor)
    except DomainError:
        return True
    return False


def main(verb):
    call_command("migrate", verbosity=0, skip_checks=True)
    case = Case(found_house(), found_company()).brought_to(STARTS[verb])
    return run_to_the_end(case, verb)
