"""Where the demo plays: a house of its own, with a clock of its own, that is gone afterwards."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from openbeian.commands import house, mailbox, ports, practice
from openbeian.commands.demo.browser import Browser
from openbeian.commands.supervisor import Program, openbeian

PATIENCE = 30.0
LOOK_EVERY = 0.1
FIRST_PORT = 18400


class Failed(Exception):
    """The house did not do what the story says; the message names what was expected."""


@dataclass(slots=True)
class Stage:
    """The house and its administration, and the people at their browsers."""

    address: str
    administration: str  # where the sandbox answers for the demo's province
    folder: Path
    applicant: Browser = field(init=False)
    reviewer: Browser = field(init=False)
    officer: Browser = field(init=False)
    filing: str = ""
    service_number: str = ""
    submissions: list[date] = field(default_factory=list)
    approvals: list[date] = field(default_factory=list)
    verified: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.applicant = Browser(self.address)
        self.reviewer = Browser(self.address)
        self.officer = Browser(self.administration)

    @property
    def today(self) -> date:
        """The present day in Shanghai, by the house's clock."""
        from openbeian import workdays

        return workdays.local_day(self.now)

    @property
    def now(self) -> datetime:
        """The present, by the house's clock."""
        from openbeian.config import clock

        return clock.now()

    def pass_working_days(self, start: date, count: int) -> None:
        """Let working days pass until so many have gone by since a day."""
        from openbeian import workdays
        from openbeian.config import clock

        target = workdays.add_workdays(start, count).date
        clock.advance(timedelta(days=(target - self.today).days))

    def letters(self, address: str) -> list[str]:
        """Return the text of every e-mail that has reached an address, oldest first."""
        arrived = mailbox.messages(self.folder / "mailbox")
        found = [letter for letter in arrived if letter["To"] == address]
        bodies = (letter.get_body(("plain",)) for letter in found)
        return [str(body.get_content()) for body in bodies if body is not None]

    def wait_for[T](self, fact: Callable[[], T | None], what: str) -> T:
        """Return what comes to pass; the worker needs a moment. Raises Failed."""
        deadline = time.monotonic() + PATIENCE
        while not (found := fact()):
            if time.monotonic() > deadline:
                raise Failed(what)
            time.sleep(LOOK_EVERY)
        return found

    def drained(self) -> bool:
        """Return whether nothing is owed any more that is due by now."""
        from openbeian.outbox import queries

        return (
            not queries.due(at=self.now).exists()
            and not queries.overdue(at=self.now, by=timedelta()).exists()
        )


@contextmanager
def fresh_house(folder: Path) -> Iterator[tuple[Stage, list[Program]]]:
    """Prepare an empty house and its administration, whatever the environment says of others."""
    web = ports.free_from(FIRST_PORT)
    mail = ports.free_from(web + 1)
    sandbox = ports.free_from(mail + 1)
    address = f"http://{ports.LOOPBACK}:{web}"
    kept = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("OPENBEIAN_")]:
        del os.environ[name]
    os.environ |= {
        "OPENBEIAN_MODE": "demo",
        "OPENBEIAN_VAR": str(folder),
        "OPENBEIAN_BASE_URL": address,
        "OPENBEIAN_SMTP_URL": f"smtp://{ports.LOOPBACK}:{mail}",
        "OPENBEIAN_ROUND_SECONDS": "1",
        "OPENBEIAN_AUTHORITY_POLL_SECONDS": "1",
        "DJANGO_SETTINGS_MODULE": "openbeian.config.settings",
    }
    try:
        house.enter()
        house.bring_up_to_date()
        from openbeian.commands import seed

        seed.sow()
        practice.connect(sandbox)
        yield (
            Stage(address, practice.address(sandbox), folder),
            [
                openbeian("mailbox", "--port", str(mail), port=mail),
                openbeian("worker", "--interval", "0.1"),
                openbeian("web", "--port", str(web), port=web),
                practice.program(sandbox),
            ],
        )
    finally:
        os.environ.clear()
        os.environ.update(kept)
