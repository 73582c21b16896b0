"""Runs several programs as children, starts again what dies, and ends them in good order."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from openbeian.commands import ports
from openbeian.commands.speech import say

TURN = 0.1  # seconds between two looks at the children
PATIENCE_AT_START = 60.0
PATIENCE_AT_END = 15.0
LONGEST_PAUSE = 8.0
STEADY_AFTER = 30.0  # a child that lived so long is forgiven its earlier deaths
TRIES_AT_START = 3
LOG_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Program:
    """One child: its name, its command, and the port on which it answers once it is ready.

    One that `waits` is started when all others are ready.
    """

    name: str
    command: tuple[str, ...]
    port: int | None = None
    waits: bool = False


def openbeian(command: str, *arguments: str, name: str = "", port: int | None = None) -> Program:
    """Return a program that is a command of ours, tied to the supervisor's life."""
    words = (sys.executable, "-m", "openbeian", command, "--lifeline", *arguments)
    return Program(name or command, words, port)


@dataclass(slots=True)
class Child:
    """A program as it runs now."""

    program: Program
    process: subprocess.Popen[bytes]
    since: float
    deaths: int = 0
    due: float | None = None  # when it is started again, while it is down


class Supervisor:
    """Keeps programs running until SIGINT or SIGTERM; each has its log and its process group."""

    def __init__(
        self, programs: Sequence[Program], *, folder: Path, facts: Mapping[str, object]
    ) -> None:
        self.programs = programs
        self.facts = facts  # written beside the process ids, for `stop` and for tests
        self.logs = folder / "log"
        self.state = folder / "programs.json"
        self.children: list[Child] = []
        self.ending = False

    def run(self, *, when_ready: Callable[[], None]) -> int:
        """Run until told to end; return 1 if a program would not start at all."""
        self.logs.mkdir(parents=True, exist_ok=True)
        self._listen()
        lifeline, held = os.pipe()
        try:
            self._start_all(lifeline, waiting=False)
            if not self._wait_until_ready(lifeline):
                return 0 if self.ending else 1
            when_ready()
            while not self.ending:
                self._look_after(lifeline)
                time.sleep(TURN)
        finally:
            self._end()
            os.close(lifeline)
            os.close(held)
        return 0

    def _listen(self) -> None:
        def end(_number: int, _frame: object) -> None:
            self.ending = True

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)

    def _start(self, program: Program, lifeline: int) -> Child:
        with self._log(program).open("ab") as log:
            # its own session: Ctrl-C reaches only the supervisor, and nothing of it is left behind
            process = subprocess.Popen(  # noqa: S603 - our own programs
                program.command,
                stdin=lifeline,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return Child(program, process, time.monotonic())

    def _start_all(self, lifeline: int, *, waiting: bool) -> None:
        """Start what waits for the others, or what does not."""
        programs = [program for program in self.programs if program.waits is waiting]
        self.children += [self._start(program, lifeline) for program in programs]
        self._write_state()

    def _log(self, program: Program) -> Path:
        path = self.logs / f"{program.name}.log"
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.replace(path.with_suffix(".log.1"))
        return path

    def _wait_until_ready(self, lifeline: int) -> bool:
        deadline = time.monotonic() + PATIENCE_AT_START
        while not self.ending and time.monotonic() < deadline:
            self._look_after(lifeline)
            failed = next((c for c in self.children if c.deaths >= TRIES_AT_START), None)
            if failed:
                self._tell_failure(failed.program)
                return False
            if all(c.program.port is None or ports.answers(c.program.port) for c in self.children):
                if len(self.children) == len(self.programs):
                    return True
                self._start_all(lifeline, waiting=True)
            time.sleep(TURN)
        return False

    def _tell_failure(self, program: Program) -> None:
        log = self._log(program)
        say(
            f"{program.name} does not start. The end of {log}:",
            f"{program.name} 无法启动，日志 {log} 末尾：",
        )
        print(*log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:], sep="\n")

    def _look_after(self, lifeline: int) -> None:
        for place, child in enumerate(self.children):
            now = time.monotonic()
            if child.due is None and child.process.poll() is not None:
                self._bury(child, now)
            if child.due is not None and now >= child.due:
                self.children[place] = self._start(child.program, lifeline)
                self.children[place].deaths = child.deaths
                self._write_state()

    def _bury(self, child: Child, now: float) -> None:
        _kill_group(child.process.pid)
        child.deaths = 1 if now - child.since > STEADY_AFTER else child.deaths + 1
        child.due = now + min(0.1 * 2**child.deaths, LONGEST_PAUSE)
        name, code = child.program.name, child.process.returncode
        say(f"{name} ended ({code}); starting it again.", f"{name} 已退出（{code}），正在重启。")

    def _write_state(self) -> None:
        pids = {child.program.name: child.process.pid for child in self.children}
        draft = self.state.with_suffix(".part")
        state = {**self.facts, "supervisor": os.getpid(), "programs": pids}
        draft.write_text(json.dumps(state), encoding="utf-8")
        draft.replace(self.state)

    def _end(self) -> None:
        for child in self.children:
            if child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + PATIENCE_AT_END
        for child in self.children:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(timeout=max(0.0, deadline - time.monotonic()))
            _kill_group(child.process.pid)
            child.process.wait()
        self.state.unlink(missing_ok=True)


def _kill_group(leader: int) -> None:
    """End what is left of a child's process group; its leader is dead or has had its time."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
