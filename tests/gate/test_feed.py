"""The program that follows is woken by a commit, looks again anyway, and outlives what fails."""

import threading
import time as real
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from openbeian.config import clock
from openbeian.gate.folder import Folder
from openbeian.registry import services
from openbeian.registry.publishing import feed, waking
from openbeian.registry.publishing.following import Clock
from registry import town
from registry.town import NOON, SENIOR
from together import at_once

CLOCK = Clock(clock.now, timedelta)


def blacklist(name="bad.cn"):
    services.blacklist(domain=name, reason="涉诈", source="HMDLB", actor=SENIOR, at=NOON)


@pytest.fixture
def bell(transactional_db):
    town.found_organisations()
    hung = waking.bell()
    yield hung
    hung.close()


def seconds(work):
    began = real.monotonic()
    work()
    return real.monotonic() - began


def test_a_commit_of_another_connection_wakes(bell):
    assert seconds(lambda: bell.wait(0.05)) >= 0.05

    def write():
        real.sleep(0.1)
        blacklist()

    waited, _ = at_once(lambda: seconds(waking_bell_waits), write)
    assert 0.05 < waited < 5


def waking_bell_waits():
    other = waking.bell()
    other.wait(10)
    other.close()


def test_what_was_committed_before_the_wait_is_not_missed(bell):
    at_once(blacklist)
    assert seconds(lambda: bell.wait(10)) < 5


def test_where_nothing_happens_it_looks_again_all_the_same(bell):
    assert 0.1 <= seconds(lambda: bell.wait(0.1)) < 2


@pytest.mark.postgres
def test_a_connection_that_is_lost_is_told(bell):
    with bell._database.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [backend])
    with pytest.raises(OperationalError):
        bell.wait(5)


class Turns:
    """Stands in the place of a follower: counts its turns, fails when told to, and ends the run."""

    def __init__(self, *faults, turns=3):
        self.faults = list(faults)
        self.turns = turns
        self.closed = 0
        self.ended = threading.Event()

    def __call__(self, _folder, _clock):
        return self

    def turn(self):
        self.turns -= 1
        if self.turns == 0:
            self.ended.set()
        if self.faults and (fault := self.faults.pop(0)):
            raise fault

    def close(self):
        self.closed += 1


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(feed, "TURN", 0.01)
    monkeypatch.setattr(feed, "_PAUSE", 0.01)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick")
class TestFollow:
    def test_it_turns_until_it_is_ended(self, tmp_path, monkeypatch):
        turns = Turns()
        monkeypatch.setattr(feed, "Follower", turns)
        feed.follow(Folder(tmp_path), CLOCK, ended=turns.ended)
        assert (turns.turns, turns.closed) == (0, 1)

    @pytest.mark.parametrize("fault", [OperationalError("gone"), OSError(28, "full")], ids=repr)
    def test_what_fails_is_told_and_tried_again(self, fault, tmp_path, monkeypatch, caplog):
        turns = Turns(fault)
        monkeypatch.setattr(feed, "Follower", turns)
        feed.follow(Folder(tmp_path), CLOCK, ended=turns.ended)
        assert (turns.turns, turns.closed) == (0, 2)
        assert "trying again" in caplog.text

    def test_a_second_one_stands_by_until_the_first_has_ended(self, tmp_path, monkeypatch):
        turns = Turns()
        monkeypatch.setattr(feed, "Follower", turns)
        folder = Folder(tmp_path)
        with folder.locked("feed"):
            second = threading.Thread(target=self.in_its_own_thread, args=(folder, turns))
            second.start()
            real.sleep(0.1)
            assert turns.turns == 3
        second.join(10)
        assert turns.turns == 0

    @staticmethod
    def in_its_own_thread(folder, turns):
        feed.follow(folder, CLOCK, ended=turns.ended)
        connection.close()
