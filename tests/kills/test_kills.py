"""Web and worker are killed with -9 at random while 200 applications are submitted.

Nothing that was acknowledged is lost, nothing is there twice. The same harness sees both in a
control that does what is often done; so it would see them in the house as well.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from kills import applicants, programs
from own_database import run_program

SUBMISSIONS = 200
THREADS = 4
HANDFUL = (3, 7)  # of applications to one kill
KILLS_WHILE_DRAINING = 4
PATIENCE = 180
AMISS = (
    "chain",
    "lost",
    "doubled",
    "events_amiss",
    "notices_amiss",
    "undelivered",
    "undone",
    "ledger_amiss",
    "sms_amiss",
)


@dataclass
class Play:
    """One house under fire."""

    var: Path
    database: str
    house: programs.House
    dice: random.Random
    kills: int = 0

    def kill(self, *names: str) -> None:
        time.sleep(self.dice.random() * 0.3)  # anywhere within a request or a delivery
        self.house.kill(self.dice.choice(names), self.dice)
        self.kills += 1

    def submit_under_fire(self, companies: list[dict[str, str]], seed: int) -> list[str]:
        """Let the applicants in by the handful; while each is at work, something dies.

        So the number of kills hangs on the dice alone and not on how fast this machine is.
        """
        crowd = applicants.Crowd(f"http://127.0.0.1:{self.house.port}", companies, seed=seed)
        threads = crowd.start(THREADS)
        while any(thread.is_alive() for thread in threads):
            if crowd.over:
                crowd.let_in(THREADS)
            elif crowd.inside < THREADS:
                crowd.let_in(self.dice.randint(*HANDFUL))
                self.kill("web", "web", "worker")
            self.house.look_after()
            time.sleep(0.05)
        _joined(threads)
        for fault in crowd.faults:
            raise fault
        return crowd.done

    def drain(self) -> None:
        """Wait until everything owed is carried out, killing the worker a few times more."""
        deadline = time.monotonic() + PATIENCE
        for _ in range(KILLS_WHILE_DRAINING):
            self.kill("worker")
            time.sleep(1 + self.dice.random())
        while self.judged("owed")["owed"]:
            self.house.look_after()
            assert time.monotonic() < deadline, "not everything was carried out"
            time.sleep(1)

    def judged(self, variant: str) -> dict:
        words = (variant, str(self.house.mailbox), str(self.var / "acknowledged.json"))
        return run_program("kills.judge", *words, database=self.database, var=self.var)


def _joined(threads: list[Thread]) -> None:
    for thread in threads:
        thread.join()


@contextmanager
def under_fire(var: Path, database: str, *, settings: str, seed: int) -> Iterator[Play]:
    """Prepare a house, play the submissions in it, and keep it running for the judgement."""
    companies = run_program("kills.prepare", str(SUBMISSIONS), database=database, var=var)
    with programs.running(var, database=database, settings=settings) as house:
        play = Play(var, database, house, random.Random(seed))
        done = play.submit_under_fire(companies, seed)
        (var / "acknowledged.json").write_text(json.dumps(done))
        yield play


def assert_nothing_lost_nothing_doubled(
    var: Path, database: str, note: Callable[[str, object], None], *, seed: int
) -> None:
    with under_fire(var, database, settings="kills.settings", seed=seed) as play:
        play.drain()
        found = play.judged("house")
    note("kills", play.kills)
    for name in ("events", "messages"):
        note(name, found[name])
    assert {name: found[name] for name in AMISS} == {name: [] for name in AMISS}
    assert found["acknowledged"] == SUBMISSIONS
    assert play.kills >= 20


@pytest.mark.slow
def test_the_house_loses_and_doubles_nothing(tmp_path: Path, record_testsuite_property) -> None:
    database = f"sqlite:///{tmp_path}/house.sqlite3"
    assert_nothing_lost_nothing_doubled(tmp_path, database, record_testsuite_property, seed=1)


@pytest.mark.slow
@pytest.mark.postgres
def test_the_house_loses_and_doubles_nothing_on_postgresql(
    tmp_path: Path, own_database: str, record_testsuite_property
) -> None:
    assert own_database.startswith("postgresql"), "this test is for `make test-all`"
    assert_nothing_lost_nothing_doubled(tmp_path, own_database, record_testsuite_property, seed=2)


@pytest.mark.slow
def test_the_harness_sees_what_a_naive_submission_loses_and_doubles(
    tmp_path: Path, record_testsuite_property
) -> None:
    database = f"sqlite:///{tmp_path}/house.sqlite3"
    with under_fire(tmp_path, database, settings="kills.naive_settings", seed=3) as play:
        found = play.judged("naive")
    for name in ("lost", "doubled", "told_twice", "never_told"):
        record_testsuite_property(f"naive {name}", len(found[name]))
    assert play.kills >= 20
    assert found["doubled"], "a second press made no second submission"
    assert found["told_twice"], "nobody heard of one submission under two references"
