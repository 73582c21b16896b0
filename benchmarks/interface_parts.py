"""The parts of a file's way to an administration and back, each timed."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import house
from django.db import connection

import ready_drafts
from authority import both_sides
from cases import found_house
from openbeian.authority.models import Administration, Download
from openbeian.authority.services import connections, downloads, line, queue
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.commands.sandbox import UNIT_ID, USER_NAME
from openbeian.filings.models import Filing
from openbeian.filings.services import review
from openbeian.filings.services.submit import submit
from sandbox.served import PASSWORD, Server, environ

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
GOAL = 60.0
THERE_AND_BACK = ("collected", "sent_and_checked", "decided", "fetched_and_applied")


def measure(records: int) -> int:
    """Measure, print, and return 1 where the goal is missed."""
    var = house.VAR / "administration"
    var.mkdir()
    server = Server(var)
    server.start()
    try:
        _at_the_desk(server, "quiet")
        seconds = _parts(server, records)
    finally:
        server.stop()
    total = sum(seconds[name] for name in THERE_AND_BACK)
    said = {name: round(taken, 1) for name, taken in seconds.items()}
    print(json.dumps({"records": records, **said, "there_and_back": round(total, 1)}))
    return 0 if total <= GOAL else 1


def _parts(server: Server, records: int) -> dict[str, float]:
    people = found_house()
    administration = connections.connect(
        province="310000",
        endpoint=server.base,
        credentials=Credentials(UNIT_ID, USER_NAME, PASSWORD),
        actor=people.operator,
        at=AT,
    )
    filings = _passed(records, people.reviewer)

    def hand_over() -> None:
        for filing_id in filings:
            queue.hand_over(filing_id=filing_id, actor=people.reviewer, at=AT)

    parts = {
        "handed_over": hand_over,
        "collected": lambda: _collect_all(administration),
        "sent_and_checked": lambda: line.advance(administration.pk, at=AT),
        "decided": lambda: _at_the_desk(server, "approve"),
        "fetched_and_applied": lambda: _fetch_all(administration),
    }
    before = _cpu_seconds()
    seconds = {name: house.timed(part) for name, part in parts.items()}
    seconds["cpu_of_the_house"] = _cpu_seconds() - before
    _check(server, records)
    return seconds


def _passed(records: int, reviewer: object) -> list[object]:
    """Make as many applications that passed the review."""
    made = list(ready_drafts.companies(records, at=AT))
    for each in made:
        submit(filing_id=each.filing_id, actor=each.actor, key=str(each.filing_id), at=AT)
        review.claim(filing_id=each.filing_id, actor=reviewer, at=AT)
        review.pass_review(filing_id=each.filing_id, actor=reviewer, at=AT)
    return [each.filing_id for each in made]


def _collect_all(administration: Administration) -> None:
    while queue.collect(administration, at=AT):
        pass


def _fetch_all(administration: Administration) -> None:
    while downloads.receive(administration.pk, at=AT):
        pass


def _at_the_desk(server: Server, *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "authority.desk", *words],
        env=environ(server.var) | {"DJANGO_SETTINGS_MODULE": "openbeian.sandbox.settings"},
        check=True,
    )


def _check(server: Server, records: int) -> None:
    """Stop where a figure would be of work that was not done."""
    if Filing.objects.filter(state="approved").count() != records:
        raise SystemExit("not everything was approved")
    if Download.objects.exclude(state="acknowledged").exists():
        raise SystemExit("not everything was let go")
    database = server.var / "sandbox" / "sandbox.sqlite3"
    both_sides.hold(both_sides.asking(connection), both_sides.reading(database), unit=UNIT_ID)


def _cpu_seconds() -> float:
    """Return what this process has spent, which no neighbour on the machine lengthens much."""
    spent = os.times()
    return spent.user + spent.system
