"""Killed at any line, builder and follower leave a store that says what was true, and when."""

import itertools
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from gate.publishing import follow, gate_says
from house_program import exit_code, fork
from openbeian.gate.folder import Folder
from openbeian.registry import services
from openbeian.registry.publishing import changes
from openbeian.registry.publishing.following import build
from registry import town
from registry.town import DOMAIN, SENIOR

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WATCHED = ("gate/folder.py", "gate/store.py", "publishing/following.py")
KILLED = -signal.SIGKILL


def die_at(line):
    """End this process, as `kill -9` would, at the given line of the watched modules."""
    steps = itertools.count(1)

    def trace(frame, event, _):
        if not frame.f_code.co_filename.endswith(WATCHED):
            return None
        if event == "line" and next(steps) == line:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


def lives(work):
    """Yield after each life of a process that does the work and dies one line later each time."""
    for line in itertools.count(1):

        def life(line=line):
            die_at(line)
            work()

        code = exit_code(fork(life))
        assert code in {0, KILLED}
        yield line
        if code == 0:
            return


@pytest.fixture
def changed(tmp_path, time):
    """A store that says "filed here", and a registry in which the domain is blocked since."""
    town.found_organisations()
    town.enter()
    follow(tmp_path, time)
    before = said(tmp_path)
    time.at += timedelta(minutes=5)
    for name in (DOMAIN, "second.cn", "third.cn"):
        services.blacklist(domain=name, reason="涉诈", source="HMDLB", actor=SENIOR, at=time.at)
    return before, ("blocked", time.at)


def said(path: Path):
    answer = gate_says(path, DOMAIN)
    return answer["status"], answer["as_of"]


def test_a_builder_that_dies_anywhere_leaves_the_store_before_or_the_one_after(
    changed, tmp_path, time
):
    seen = []
    for line in lives(lambda: build(Folder(tmp_path), time.clock)):
        seen.append(said(tmp_path))
        assert seen[-1] in changed, f"killed at step {line}"
        if seen[-1] == changed[1]:
            break  # it was published; what comes after only sweeps
    assert line > 40, "fewer places to die than there are: the harness is off"
    for _ in lives(lambda: build(Folder(tmp_path), time.clock)):
        assert said(tmp_path) == changed[1]
    left = {path.name.partition("-")[0] for path in tmp_path.iterdir()}
    assert left == {"current", "store", "build.lock"}
    assert len(list(tmp_path.glob("store-*.lmdb"))) == 1


def test_a_follower_that_dies_anywhere_has_done_a_page_or_not(changed, tmp_path, time, monkeypatch):
    monkeypatch.setattr(changes, "PAGE", 1)
    for step in lives(lambda: follow(tmp_path, time)):
        status, as_of = said(tmp_path)
        # a page that is stored is newer than the moment for which the whole store is vouched
        torn = (status, as_of) not in changed and (status, as_of) != ("blocked", changed[0][1])
        assert not torn, f"killed at step {step}"
    assert step > 15
    assert said(tmp_path) == changed[1]
    assert gate_says(tmp_path, "third.cn")["status"] == "blocked"


def test_the_first_builder_of_all_dies_and_nothing_is_known_until_one_lives(tmp_path, time):
    town.found_organisations()
    town.enter()
    folder = Folder(tmp_path / "new")
    for _ in lives(lambda: build(folder, time.clock)):
        if folder.current() is not None:
            assert said(folder.path) == ("filed_here", time.at)
    time.at += timedelta(days=1)
    follow(folder.path, time)
    assert said(folder.path) == ("filed_here", time.at)
