"""One command runs the whole house; nothing that happens to it loses anything."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from commands.test_supervisor import alive, eventually
from openbeian.commands.start import only_one
from stage import programs

PROGRAMS = {"web", "worker", "gate", "feed", "mailbox", "sandbox"}


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that has been set up once."""
    folder = tmp_path_factory.mktemp("house")
    with programs.started(folder):
        pass
    return folder


def test_the_first_page_is_there_and_says_where(var: Path) -> None:
    with programs.started(var) as house:
        assert house.get("/") == 200
        said = house.welcome()
        assert set(house.state()["programs"]) == PROGRAMS
        gate, sandbox = house.state()["gate"], house.state()["sandbox"]
        eventually(lambda: httpx.get(f"{gate}/healthz").status_code == 200)
        assert house.end() == 0
    assert "/console/" in said
    assert "applicant@demo.example" in said
    assert f"{gate}/v1/verify" in said
    assert f"{sandbox}/desk/" in said
    assert "without a sign-in" in said


@pytest.mark.slow
def test_a_second_time_keeps_what_the_first_one_made(var: Path) -> None:
    kept = [var / "secrets.json", var / "sandbox" / "secrets.json"]
    with programs.started(var) as house:
        house.welcome()
    secrets = [path.read_text() for path in kept]
    with programs.started(var) as house:
        house.welcome()
    assert [path.read_text() for path in kept] == secrets


@pytest.fixture
def everybody_may_read() -> Iterator[None]:
    """What a shell usually lets its programs do."""
    kept = os.umask(0o022)
    yield
    os.umask(kept)


@pytest.mark.usefixtures("everybody_may_read")
def test_nobody_else_on_the_machine_reads_what_it_keeps(tmp_path: Path) -> None:
    with programs.started(tmp_path):
        modes = {path.name: path.stat().st_mode for path in tmp_path.rglob("*")}
    assert {"programs.json", "web.log", "openbeian.sqlite3"} <= modes.keys()
    assert [name for name, mode in modes.items() if mode & 0o077] == []


def test_a_second_start_beside_the_first_only_says_where_it_runs(var: Path) -> None:
    with programs.started(var) as house:
        second = programs.command("start", var=var)
        said, _ = second.communicate(timeout=30)
        assert second.returncode == 0
        assert house.address in said
        assert house.get("/") == 200


@pytest.mark.slow
def test_programs_that_are_killed_come_back(var: Path) -> None:
    with programs.started(var) as house:
        house.welcome()
        for name in sorted(PROGRAMS):
            before = house.pid(name)
            house.kill(name)
            eventually(lambda before=before, name=name: house.pid(name) != before)
        eventually(lambda: house.get("/") == 200)


def test_stop_ends_it_from_another_terminal(var: Path) -> None:
    with programs.started(var) as house:
        pids = house.state()["programs"].values()
        stop = programs.command("stop", var=var)
        said, _ = stop.communicate(timeout=60)
        assert (stop.returncode, said.strip()) == (0, "Ended.")
        assert house.process.wait(10) == 0
        assert not any(alive(pid) for pid in pids)


@pytest.mark.slow
def test_when_the_supervisor_is_killed_its_programs_end_too(var: Path) -> None:
    with programs.started(var) as house:
        pids = list(house.state()["programs"].values())
        os.kill(house.process.pid, signal.SIGKILL)
        eventually(lambda: not any(alive(pid) for pid in pids))
    with programs.started(var) as house:
        assert house.get("/") == 200


def test_stop_says_when_nothing_runs(tmp_path: Path) -> None:
    said, _ = programs.command("stop", var=tmp_path).communicate(timeout=30)
    assert said.strip() == "Nothing is running."


def test_a_data_folder_is_held_by_one(tmp_path: Path) -> None:
    with only_one(tmp_path) as first, only_one(tmp_path) as second:
        assert (first, second) == (True, False)
    with only_one(tmp_path) as again:
        assert again
