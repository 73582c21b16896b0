"""Several processes write the log at the same time (a program, see house_program)."""

import time
from itertools import pairwise

from django.db import transaction

from audit.club import BOOKED, COURT, NOON, SECRETARY
from house_program import exit_code, fork
from openbeian.audit import kinds
from openbeian.audit.models import Event
from openbeian.audit.services import record, verify

WRITERS = 4
ROWS = 40


def write(writer):
    for row in range(ROWS):
        with transaction.atomic():
            hours = f"{writer}/{row}"
            record(BOOKED, subject=COURT, actor=SECRETARY, at=NOON, facts={"hours": hours})
        time.sleep(0.003)  # or the first writer keeps SQLite's file to itself


def main():
    kinds.register(BOOKED)
    children = [fork(lambda writer=writer: write(writer)) for writer in range(WRITERS)]
    codes = [exit_code(child) for child in children]
    told = [event.facts["hours"] for event in Event.objects.all()]
    outcome = verify()
    return {
        "codes": codes,
        "rows": outcome.rows,
        "ok": outcome.ok,
        "different": len(set(told)),
        "turns": sum(one[0] != other[0] for one, other in pairwise(told)),
    }
