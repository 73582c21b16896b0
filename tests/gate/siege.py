"""Writes, asks and kills at random, and judges every answer by what the registry said when.

Run by `house_program` over a database and a data folder of its own. The gate may always say that it
does not know. What it does say must be what held at the moment for which it vouches, or later.
"""

import os
import random
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
from django.conf import settings
from django.core.management import call_command

from gate.running import Program, eventually, free_port
from openbeian.config import clock
from openbeian.registry import services
from openbeian.registry.answers import answer
from openbeian.registry.models import Domain, Standing, StandingKind
from openbeian.registry.subjects import Subject, SubjectKind
from registry import town

DOMAINS = tuple(f"d{number}.cn" for number in range(8))
FILED = DOMAINS[:4]
NEVER = datetime.min.replace(tzinfo=UTC)


class History:
    """What the registry said of each domain: between which two moments each answer began."""

    def __init__(self):
        self.spans = {name: [(NEVER, NEVER, self.now(name))] for name in DOMAINS}

    @staticmethod
    def now(name):
        return answer(name, at=clock.now()).status.value

    def write(self, name, work):
        began = clock.now()
        work()
        self.spans[name].append((began, clock.now(), self.now(name)))

    def allowed(self, name, as_of):
        """Return what may be said of a domain by who vouches for this moment."""
        spans = self.spans[name]
        base = max(place for place, (_, ended, _) in enumerate(spans) if ended <= as_of)
        return {status for _, _, status in spans[base:]}


class Siege:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.var = Path(settings.OPENBEIAN_VAR)
        self.port = free_port()
        self.history = History()
        self.wrong, self.known, self.unknown, self.kills = [], 0, 0, 0
        self.feed = self.program("gate", "feed")
        self.gate = self.program("gate", "--port", str(self.port))
        self.builder = None

    def program(self, *words):
        return Program(*words, environ=os.environ, log=self.var / f"{words[-1]}.log")

    def run(self, steps):
        self.come_up()
        for _ in range(steps):
            self.dice.choices([self.write, self.ask, self.kill], [4, 8, 1])[0]()
            time.sleep(self.dice.uniform(0, 0.05))
        for program in (self.feed, self.gate):
            self.start_again(program)
        eventually(self.agrees)
        return self.outcome()

    def come_up(self):
        eventually(lambda: self.ask() > 0)

    def write(self):
        name = self.dice.choice(DOMAINS)
        at, listed = clock.now(), self.history.now(name) == "blocked"
        if listed:
            act = {"domain": name, "reason": "已移出", "actor": town.SENIOR, "at": at}
            self.history.write(name, lambda: services.unblacklist(**act))
        elif name in FILED and self.dice.random() < 0.6:
            self.history.write(name, lambda: self.suspend_or_lift(name, at))
        else:
            act = {"domain": name, "reason": "涉诈", "source": "HMDLB", "actor": town.SENIOR}
            self.history.write(name, lambda: services.blacklist(**act, at=at))

    def suspend_or_lift(self, name, at):
        domain = Domain.objects.get(name=name)
        held = Standing.objects.in_force().filter(domain=domain, kind=StandingKind.SUSPENDED)
        if standing := held.first():
            services.lift(standing_id=standing.pk, because="已整改", actor=town.SENIOR, at=at)
        else:
            subject = Subject(SubjectKind.DOMAIN, domain.pk)
            cause = town.ADMINISTRATION_SAYS
            services.suspend(subject=subject, cause=cause, actor=town.SENIOR, at=at)

    def ask(self):
        """Ask for all domains and judge; return how many the gate knew something of."""
        try:
            answers = self.answers()
        except httpx.TransportError:
            return 0
        told = [one for one in answers if one["reason"] not in {"store_missing", "store_old"}]
        for one in told:
            as_of = datetime.fromisoformat(one["as_of"])
            if one["status"] not in self.history.allowed(one["host"], as_of):
                self.wrong.append(one)
        self.known += len(told)
        self.unknown += len(answers) - len(told)
        return len(told)

    def answers(self):
        url = f"http://127.0.0.1:{self.port}/v1/verify"
        return httpx.post(url, json={"domains": DOMAINS}, timeout=5).json()["answers"]

    def kill(self):
        self.kills += 1
        match self.dice.choice(["feed", "gate", "builder", "damage"]):
            case "feed":
                self.start_again(self.feed)
            case "gate":
                self.start_again(self.gate)
            case "builder":
                if self.builder is not None:
                    self.builder.kill()
                self.builder = self.program("gate", "build")
            case "damage":
                self.damage()

    def damage(self):
        """Swap the current store for a file that was cut off, as a bad disk or hand might."""
        folder = self.var / "gate"
        cut = folder / "store-00.lmdb"
        cut.write_bytes((folder / "current").read_bytes()[:9000])
        link = folder / "current.bad"
        link.unlink(missing_ok=True)
        link.symlink_to(cut.name)
        link.replace(folder / "current")

    @staticmethod
    def start_again(program):
        program.kill()
        program.start()

    def agrees(self):
        return all(one["status"] == self.history.now(one["host"]) for one in self.answers())

    def outcome(self):
        for program in filter(None, (self.feed, self.gate, self.builder)):
            program.kill()
        return {
            "wrong": self.wrong,
            "known": self.known,
            "unknown": self.unknown,
            "kills": self.kills,
        }


def found_the_town():
    call_command("migrate", verbosity=0)
    town.found_organisations()
    for number, name in enumerate(FILED, start=1):
        town.enter(town.declared(town.website(number, name)), at=clock.now())


def main(seed, steps):
    found_the_town()
    siege = Siege(int(seed))
    try:
        return siege.run(int(steps))
    finally:
        siege.outcome()
