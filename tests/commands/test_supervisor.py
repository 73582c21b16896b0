"""The supervisor keeps its programs running, and leaves nothing behind."""

import contextlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from openbeian.commands import ports, supervisor
from openbeian.commands.supervisor import Program, Supervisor

SLEEPER = "import time; print('up', flush=True); time.sleep(60)"
LISTENER = (
    "import socket, sys, time\n"
    "server = socket.create_server(('127.0.0.1', int(sys.argv[1]))); time.sleep(60)"
)
LATE_LISTENER = f"import time; time.sleep(0.5); {LISTENER}"
ASKER = (
    "import socket, sys, time\n"
    "print(socket.socket().connect_ex(('127.0.0.1', int(sys.argv[1]))), flush=True); time.sleep(60)"
)
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up'); time.sleep(60)"
PARENT = (
    "import os, subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print('child', child.pid, flush=True); time.sleep(60)"
)


def python(name: str, source: str, *arguments: str, port: int | None = None) -> Program:
    return Program(name, (sys.executable, "-c", source, *arguments), port)


@pytest.fixture(autouse=True)
def keep_our_signal_handlers() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def alive(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat")
        return not status.exists() or ") Z " not in status.read_text()
    return False


def eventually(fact: Callable[[], object], *, within: float = 20) -> None:
    deadline = time.monotonic() + within
    while not fact():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


class Play:
    """A supervisor that runs in this thread while a script acts on it from another."""

    def __init__(self, folder: Path, *programs: Program) -> None:
        self.folder = folder
        self.supervisor = Supervisor(programs, folder=folder, facts={"address": "here"})
        self.ready = threading.Event()
        self.faults: list[BaseException] = []

    def state(self) -> dict:
        return json.loads((self.folder / "programs.json").read_text())

    def pid(self, name: str) -> int:
        return self.state()["programs"][name]

    def log(self, name: str) -> str:
        return (self.folder / "log" / f"{name}.log").read_text()

    def run(self, script: Callable[["Play"], None] | None = None) -> int:
        def act() -> None:
            try:
                assert self.ready.wait(30)
                if script:
                    script(self)
            except BaseException as fault:  # noqa: BLE001 - it is raised again in the test
                self.faults.append(fault)
            finally:
                os.kill(os.getpid(), signal.SIGTERM)

        thread = threading.Thread(target=act)
        if script:
            thread.start()
        code = self.supervisor.run(when_ready=self.ready.set)
        if script:
            thread.join()
        for fault in self.faults:
            raise fault
        return code


def test_it_is_ready_when_every_port_answers(tmp_path: Path) -> None:
    port = ports.free_from(18100)
    answered = []
    play = Play(tmp_path, python("door", LISTENER, str(port), port=port))
    assert play.run(lambda _: answered.append(ports.answers(port))) == 0
    assert answered == [True]


def test_a_program_that_waits_is_started_after_the_others(tmp_path: Path) -> None:
    port = ports.free_from(18150)
    door = python("door", LATE_LISTENER, str(port), port=port)
    asker = replace(python("asker", ASKER, str(port)), waits=True)
    said = []
    play = Play(tmp_path, asker, door)
    play.run(lambda play: eventually(lambda: said.append(play.log("asker")) or said[-1]))
    assert said[-1] == "0\n"


def test_while_it_runs_it_names_its_programs_and_afterwards_no_more(tmp_path: Path) -> None:
    seen = []
    play = Play(tmp_path, python("one", SLEEPER), python("two", SLEEPER))
    play.run(lambda play: seen.append(play.state()))
    assert seen[0]["address"] == "here"
    assert seen[0]["supervisor"] == os.getpid()
    assert set(seen[0]["programs"]) == {"one", "two"}
    assert not (tmp_path / "programs.json").exists()
    assert not any(alive(pid) for pid in seen[0]["programs"].values())


def test_a_program_that_is_killed_is_started_again(tmp_path: Path) -> None:
    def script(play: Play) -> None:
        eventually(lambda: "up" in play.log("one"))
        first = play.pid("one")
        os.kill(first, signal.SIGKILL)
        eventually(lambda: play.pid("one") != first)
        eventually(lambda: play.log("one").count("up") == 2)

    Play(tmp_path, python("one", SLEEPER)).run(script)


def test_what_a_killed_program_had_started_ends_with_it(tmp_path: Path) -> None:
    def script(play: Play) -> None:
        eventually(lambda: "child" in play.log("one"))
        child = int(play.log("one").split()[1])
        os.kill(play.pid("one"), signal.SIGKILL)
        eventually(lambda: not alive(child))

    Play(tmp_path, python("one", PARENT)).run(script)


def test_a_program_that_will_not_end_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "PATIENCE_AT_END", 0.3)
    pids = []
    Play(tmp_path, python("one", STUBBORN)).run(lambda play: pids.append(play.pid("one")))
    assert not alive(pids[0])


def test_a_program_that_cannot_start_ends_everything_and_its_log_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = python("broken", "raise SystemExit('no such table')", port=ports.free_from(18200))
    assert Play(tmp_path, python("one", SLEEPER), broken).run() == 1
    shown = capsys.readouterr().out
    assert "broken does not start" in shown
    assert "no such table" in shown
    assert not (tmp_path / "programs.json").exists()


def test_a_program_that_never_answers_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "PATIENCE_AT_START", 0.3)
    assert Play(tmp_path, python("mute", SLEEPER, port=ports.free_from(18300))).run() == 1


def test_a_steady_program_is_forgiven_its_earlier_deaths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "STEADY_AFTER", 0.0)
    deaths = []

    def script(play: Play) -> None:
        for _ in range(3):
            pid = play.pid("one")
            os.kill(pid, signal.SIGKILL)
            eventually(lambda pid=pid: play.pid("one") != pid)
        deaths.append(play.supervisor.children[0].deaths)

    Play(tmp_path, python("one", SLEEPER)).run(script)
    assert deaths == [1]


def test_a_long_log_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LOG_BYTES", 5)
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "one.log").write_text("long ago")
    Play(tmp_path, python("one", SLEEPER)).run(
        lambda play: eventually(lambda: play.log("one") == "up\n")
    )
    assert (tmp_path / "log" / "one.log.1").read_text() == "long ago"
