"""Workers that are killed at random while files go out and answers come in (see house_program).

The administration is a sandbox at an address, whose officer decides by itself and which somebody
else kills meanwhile. A clerk hands applications over, which the workers put into files; a worker
dies a second or two after its start; the last one is left alone.
"""

import os
import random
import signal
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

import ready_drafts
from authority import both_sides
from cases import found_house
from house_program import exit_code, fork
from openbeian.audit.services import verify
from openbeian.authority.models import Administration, Download, Upload, UploadRecord
from openbeian.authority.services import calls, connections, queue, rounds, settling
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.commands.sandbox import UNIT_ID, USER_NAME
from openbeian.config import clock
from openbeian.filings.models import Filing
from openbeian.filings.services import review
from openbeian.filings.services.submit import submit
from openbeian.outbox import queries as outbox
from openbeian.outbox.services import deliver
from sandbox.served import PASSWORD

PATIENCE = 240


def main(address: str, sandbox: str, count: str, seed: str) -> dict[str, object]:
    call_command("migrate", verbosity=0, skip_checks=True)
    settings.OPENBEIAN_AUTHORITY_CALL_SECONDS = 2.0
    settings.OPENBEIAN_AUTHORITY_POLL_SECONDS = 0.2
    settings.OPENBEIAN_OUTBOX = {"lease_seconds": 0.5}
    settling.FIRST_PAUSE = settling.LONGEST_PAUSE = timedelta(seconds=0.1)
    house = found_house()
    connections.connect(
        province="310000",
        endpoint=address,
        credentials=Credentials(UNIT_ID, USER_NAME, PASSWORD),
        actor=house.operator,
        at=clock.now() - timedelta(days=30),
    )
    clerk = fork(lambda: hand_over(int(count), house.reviewer))
    dice = random.Random(int(seed))
    killed = 0
    while not is_over(clerk):
        killed += killed_within(dice.uniform(0.2, 2.5))
    work_until(lambda: everything_is_decided(int(count)))
    outcome = verify()
    assert outcome.ok, outcome
    both_sides.hold(both_sides.asking(connection), both_sides.reading(Path(sandbox)), unit=UNIT_ID)
    return found() | {"killed": killed}


def hand_over(count: int, reviewer) -> None:
    for ready in ready_drafts.companies(count, at=clock.now()):
        filing = {"filing_id": ready.filing_id}
        submit(**filing, actor=ready.actor, key=str(ready.filing_id), at=clock.now())
        review.claim(**filing, actor=reviewer, at=clock.now())
        review.pass_review(**filing, actor=reviewer, at=clock.now())
        queue.hand_over(**filing, actor=reviewer, at=clock.now())


def is_over(child: int) -> bool:
    """Return whether a child ended, which must be well."""
    ended, status = os.waitpid(child, os.WNOHANG)
    assert status == 0
    return bool(ended)


def killed_within(seconds: float) -> bool:
    worker = fork(lambda: work_until(lambda: False))
    time.sleep(seconds)
    os.kill(worker, signal.SIGKILL)
    return exit_code(worker) == -signal.SIGKILL


def work_until(done) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < deadline:
        rounds.tick(at=clock.now())
        call_the_administration()
        time.sleep(0.02)


def call_the_administration() -> None:
    """Carry out what is owed to it; nobody waits for the mails of a thousand people."""
    due = outbox.due(at=clock.now()).filter(kind__in=[calls.SEND, calls.RECEIVE])
    for effect in list(due.values_list("pk", flat=True)[:20]):
        deliver(effect, at=clock.now())


def everything_is_decided(count: int) -> bool:
    decided = Filing.objects.filter(state__in=["approved", "correction_requested", "refused"])
    return decided.count() == count and not (
        Download.objects.exclude(state="acknowledged").exists()
        or Upload.objects.exclude(state="accepted").exists()
    )


def found() -> dict[str, object]:
    return {
        "uploads": Upload.objects.count(),
        "records": UploadRecord.objects.filter(upload__isnull=False).count(),
        "sent_again": Upload.objects.filter(attempts__gt=1).count(),
        "approved": Filing.objects.filter(state="approved").count(),
        "decided": Filing.objects.count(),
        "halted": Administration.objects.get().halted,
    }
