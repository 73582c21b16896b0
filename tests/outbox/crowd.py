"""Several processes put and deliver the same effects at once (a program, see house_program)."""

import os
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_ox.models import OxTask

from house_program import exit_code, fork
from openbeian.outbox.queries import counts
from openbeian.outbox.services import deliver_due, put
from outbox.post import NOON

CROWD = 4
LETTERS = 40


def carry(effect, *, at):
    time.sleep(0.01)  # long enough for the others to see the same effect
    with Path(settings.LEDGER).open("a") as ledger:
        ledger.write(f"{os.getpid()} {effect.reference}\n")


def put_all():
    for letter in range(LETTERS):
        with transaction.atomic():
            put(kind="post.letter", reference=f"letter-{letter}", payload={}, at=NOON)
        time.sleep(0.002)


def deliver_all():
    while deliver_due(at=NOON):
        pass


def together(work):
    """Let the crowd do the same work at the same moment."""
    start = Path(f"{settings.LEDGER}.{work.__name__}")

    def wait_and_work():
        while not start.exists():
            time.sleep(0.001)
        work()

    children = [fork(wait_and_work) for _ in range(CROWD)]
    start.touch()
    return [exit_code(child) for child in children]


def main(ledger):
    settings.LEDGER = ledger
    settings.OPENBEIAN_EFFECTS = {"post.letter": "outbox.crowd.carry"}
    codes = together(put_all) + together(deliver_all)
    lines = [line.split() for line in Path(ledger).read_text().splitlines()]
    return {
        "codes": codes,
        "states": counts(),
        "tasks": OxTask.objects.count(),
        "calls": len(lines),
        "references": len({reference for _, reference in lines}),
        "hands": len({hand for hand, _ in lines}),
    }
