"""A house and a sandbox that is a process of its own, with a wire between them that can be torn.

Each test gets a house and an account of its own; the sandbox serves them all, one at a time.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

import requests
from django.db import connection

from authority import both_sides
from authority.torn_wire import TornWire, torn_wire
from cases import Case, declared_by, found_company, found_house
from openbeian.authority.models import Administration, Download, Upload
from openbeian.authority.services import connections, queue, rounds
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.filings.models import Filing
from openbeian.outbox.models import Effect
from openbeian.outbox.services import deliver_due
from sandbox.served import PASSWORD, Server, environ

FIRST_UNIT, ACCOUNTS = 310_000_100, 60
USER = "demo"
MOST_ROUNDS = 40
WITH_OFFICER = """
    SELECT o.id FROM sandbox_order o JOIN sandbox_provider p ON p.id = o.provider_id
    WHERE o.state = 'with_officer' AND p.unit_id = {unit} ORDER BY o.id"""


class Sandbox:
    """The process, its database as a file, its clock, and the wire to it."""

    def __init__(self, server: Server, wire: TornWire) -> None:
        self.server = server
        self.wire = wire
        self.units = iter(range(FIRST_UNIT, FIRST_UNIT + ACCOUNTS))
        self.serials = count(1)

    @property
    def database(self) -> Path:
        return self.server.var / "sandbox" / "sandbox.sqlite3"

    def ask(self, question: str, *values: object) -> list[tuple]:
        with closing(sqlite3.connect(self.database, timeout=30)) as database, database:
            return database.execute(question, values).fetchall()

    def arm(self, kind: str, method: str = "", times: int = 1, seconds: float = 0) -> None:
        """Arm a fault of the sandbox's own."""
        asked = {"kind": kind, "method": method, "times": times, "seconds": seconds}
        answer = requests.post(f"{self.server.base}/faults.json", json=asked, timeout=10)
        answer.raise_for_status()

    def armed(self) -> list[dict]:
        answer = requests.get(f"{self.server.base}/faults.json", timeout=10)
        return answer.json()["armed"]

    def decide(self, unit: int, decision: str, code: int = 1002, opinion: str = "") -> int:
        """Let an officer decide, at the desk, all that waits of one provider."""
        with requests.Session() as browser:
            waiting = [order for (order,) in self.ask(WITH_OFFICER.format(unit=unit))]
            for order in waiting:
                page = f"{self.server.base}/desk/{order}/"
                browser.get(page, timeout=10)
                form = {"decision": decision, "officer": "李审核", "code": code}
                form |= {"opinion": opinion, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
                answer = browser.post(page, form, allow_redirects=False, timeout=10)
                assert answer.status_code == 302, answer.text
        return len(waiting)

    def shift_clock(self, by: timedelta) -> None:
        words = json.dumps({"offset_seconds": by.total_seconds()})
        (self.server.var / "clock.json").write_text(words, encoding="utf-8")

    def forget_everything_odd(self) -> None:
        """Stand as a fresh sandbox does, but for what it has taken."""
        requests.delete(f"{self.server.base}/faults.json", timeout=10)
        self.wire.faults.clear()
        (self.server.var / "clock.json").unlink(missing_ok=True)


@contextmanager
def a_sandbox(var: Path) -> Iterator[Sandbox]:
    """Serve a sandbox with accounts for many houses, where nobody is asked by SMS."""
    server = Server(var)
    server.start()
    for words in (["quiet"], ["accounts", str(FIRST_UNIT), str(ACCOUNTS)]):
        subprocess.run(
            [sys.executable, "-m", "authority.desk", *words],
            env=environ(var) | {"DJANGO_SETTINGS_MODULE": "openbeian.sandbox.settings"},
            check=True,
        )
    with torn_wire(("127.0.0.1", server.port)) as wire:
        try:
            yield Sandbox(server, wire)
        finally:
            server.stop()


class TwoSides:
    """One house at the sandbox, with the clock of the house."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.unit = next(sandbox.units)
        self.house = found_house()
        self.at = Case(self.house, None).at
        self.cases: list[Case] = []
        self.connect()

    def connect(self, **changes) -> None:
        given = {
            "province": "310000",
            "endpoint": f"http://127.0.0.1:{self.sandbox.wire.port}/310000",
            "credentials": Credentials(self.unit, USER, PASSWORD),
            "actor": self.house.operator,
            "at": self.at,
        }
        connections.connect(**(given | changes))

    def halt(self) -> None:
        connections.halt(province="310000", actor=self.house.operator, at=self.at)

    def release(self) -> None:
        connections.release(province="310000", actor=self.house.operator, at=self.at)

    @property
    def halted(self) -> bool:
        return Administration.objects.get().halted

    def hand_over(self, number: int = 1) -> "TwoSides":
        """Hand so many new applications over, each in a file of its own."""
        for _ in range(number):
            serial = next(self.sandbox.serials)
            name = f"上海示例{serial}号贸易有限公司"
            company = found_company(name, email=f"{serial}@company.example")
            declared = declared_by(name, domain=f"fault-{serial}.cn", serial=serial)
            case = Case(self.house, company, declared, self.at).brought_to("ready_to_submit")
            self.cases.append(case)
            self.at = max(self.at, case.at)
            queue.hand_over(filing_id=case.id, actor=self.house.reviewer, at=self.at)
            queue.collect(Administration.objects.get(), at=self.at)
        return self

    def run(self, rounds_: int = 1, minutes: int = 6) -> "TwoSides":
        """Let so many rounds of the worker pass; six minutes are longer than any pause."""
        for _ in range(rounds_):
            self.at += timedelta(minutes=minutes)
            rounds.tick(at=self.at)
            deliver_due(at=self.at)
        return self

    def approve(self) -> "TwoSides":
        self.sandbox.decide(self.unit, "approve")
        return self

    def refuse(self, code: int = 1020, opinion: str = "网站名称不规范") -> "TwoSides":
        self.sandbox.decide(self.unit, "refuse", code, opinion)
        return self

    def bury(self) -> None:
        """Let the leases of a worker that died run out."""
        Upload.objects.exclude(leased_until=None).update(leased_until="2000-01-01T00:00:00Z")
        Effect.objects.exclude(leased_until=None).update(leased_until="2000-01-01T00:00:00Z")

    def uploads(self) -> list[tuple[int, str]]:
        return list(Upload.objects.order_by("sequence").values_list("sequence", "state"))

    def states(self) -> list[str]:
        return [case.filing.state for case in self.cases]

    def hold(self, *states: str) -> None:
        """Work until nothing is left to do, then check what both databases say.

        `states` are what has become of the applications, in their order; all approved where none
        is named.
        """
        for _ in range(MOST_ROUNDS):
            self.run()
            if self._is_at_rest():
                break
        assert self.states() == list(states or ["approved"] * len(self.cases))
        assert self.sandbox.armed() == []
        assert not self.sandbox.wire.faults
        both_sides.hold(both_sides.asking(connection), self.sandbox.ask, unit=self.unit)

    def _is_at_rest(self) -> bool:
        answered = not Filing.objects.filter(state="at_administration").exists()
        open_files = Download.objects.filter(state__in=["stored", "applied"])
        waiting = self.sandbox.ask(both_sides.WAITING.format(unit=self.unit))
        return answered and not waiting and not open_files.exists()
