"""Dies at its first step, at its second … until a run comes through (see house_program).

A step is a statement or a commit, before and after, and the call to the world outside, before and
after. Each run decides one case and tells the post office of it; then a fresh process picks up
whatever is left. `naive` is the control: it decides, commits and then calls, with no outbox.
"""

import itertools
import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django_ox.models import OxTask

from house_program import exit_code, fork
from openbeian.accounts.actors import SYSTEM
from openbeian.audit.kinds import Kind, register
from openbeian.audit.models import Event
from openbeian.audit.services import record, verify
from openbeian.outbox.models import Effect, State
from openbeian.outbox.services import deliver_due, put
from openbeian.text import Text
from outbox.post import NOON

DECIDED = Kind("post:case:decided", Text("Case {subject} was decided", "{subject}号已决"))
KILLED = 137


class Steps:
    """Counts the steps of this process and ends it, as `kill -9` would, at the fatal one."""

    fatal = 0
    taken = 0

    def step(self):
        self.taken += 1
        if self.taken == self.fatal:
            os._exit(KILLED)

    def arm(self, fatal):
        self.fatal = fatal
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


STEPS = Steps()


def tell(reference):
    """The world outside: what it was told is on the disk when this returns."""
    STEPS.step()
    with Path(settings.LEDGER).open("a") as ledger:
        ledger.write(f"{reference}\n")
        ledger.flush()
        os.fsync(ledger.fileno())
    STEPS.step()


def carry(effect, *, at):
    tell(effect.reference)


def decide(case, *, with_outbox):
    with transaction.atomic():
        record(DECIDED, subject=("case", str(case)), actor=SYSTEM, at=NOON)
        if with_outbox:
            put(kind="post.letter", reference=f"case-{case}", payload={"case": case}, at=NOON)
    if with_outbox:
        deliver_due(at=NOON)
    else:
        tell(f"case-{case}")


def pick_up():
    while deliver_due(at=NOON + timedelta(days=1)):
        pass


def run_to_the_first_survivor(*, with_outbox):
    """Return how many runs it took; all but the last died."""
    for case in itertools.count(1):

        def life(case=case):
            STEPS.arm(case)
            decide(case, with_outbox=with_outbox)

        code = exit_code(fork(life))
        assert exit_code(fork(pick_up)) == 0
        if code == 0:
            return case
        assert code == KILLED, code
    raise AssertionError


def judge(cases):
    told = Path(settings.LEDGER).read_text().split()
    tasks = {args[0] for args in OxTask.objects.values_list("args", flat=True)}
    decided = set(Event.objects.values_list("subject_id", flat=True))
    faults = {"lost": [], "unowed": [], "torn": [], "unsettled": []}
    for case in range(1, cases + 1):
        reference, is_decided = f"case-{case}", str(case) in decided
        effect = Effect.objects.filter(reference=reference).first()
        if is_decided != (reference in told):
            faults["lost" if is_decided else "unowed"].append(case)
        if is_decided != (effect is not None) or (effect and effect.pk not in tasks):
            faults["torn"].append(case)
        if effect and effect.state != State.DONE:
            faults["unsettled"].append(case)
    again = sorted({reference for reference in told if told.count(reference) > 1})
    chain = verify()
    return {"runs": cases, "chain": [chain.ok, chain.rows], "again": again, **faults}


def main(variant, ledger):
    register(DECIDED)
    settings.LEDGER = ledger
    settings.OPENBEIAN_EFFECTS = {"post.letter": "outbox.crash.carry"}
    # a lease that has run out as soon as it is taken: nobody waits here
    settings.OPENBEIAN_OUTBOX = {"lease_seconds": -1}
    return judge(run_to_the_first_survivor(with_outbox=variant == "outbox"))
