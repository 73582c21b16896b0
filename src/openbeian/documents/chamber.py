"""Where files of strangers are opened: in processes apart, bounded in memory and time.

The libraries that read images and PDFs are large and written in C. A file that confuses one of
them may take all memory, never end, or crash. Here that costs a chamber, which is built again,
and its sender reads a refusal; the web program never loads those libraries at all.
"""

import atexit
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO

from openbeian.documents import refusals, wire
from openbeian.documents.refusals import Busy, DocumentRefused, TooDemanding
from openbeian.documents.wire import BELL, DONE, Facts, Garbled

logger = logging.getLogger(__name__)

MOST_ANSWERED = 64 * 1024 * 1024
_SERVE = """
import sys
sys.path.append(sys.argv[1])
from openbeian.documents import inside
inside.serve()
"""
# -I: neither the environment nor the folder it is started in decides what is loaded
_PROGRAM = (sys.executable, "-I", "-c", _SERVE, str(Path(__file__).parents[2]))
_REFUSALS = {
    kind.code: kind
    for kind in vars(refusals).values()
    if isinstance(kind, type) and issubclass(kind, DocumentRefused)
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: bytes of memory, seconds of work, seconds until it is answered.

    The largest photo that is accepted takes three quarters of the memory and two seconds.
    """

    memory: int = 1024 * 1024 * 1024
    work: int = 8
    wait: float = 30.0


class Chamber:
    """One prepared interpreter; it is started when it is first needed, and after each accident."""

    def __init__(self) -> None:
        self._program: Popen[bytes] | None = None
        self._builder = 0

    def answer(self, facts: Facts, content: bytes, limits: Limits) -> tuple[Facts, bytes]:
        """Have one job done.

        Raises TooDemanding where the chamber broke or took too long, Busy where the system has
        no room for one.
        """
        try:
            program = self._started()
        except OSError as fault:
            raise Busy from fault
        bell = threading.Timer(limits.wait, _kill, [program])
        bell.start()
        try:
            return _exchanged(program, facts, content)
        except (OSError, Garbled) as fault:
            status = self.end()
            logger.warning("a chamber broke over %d bytes (status %s)", len(content), status)
            raise TooDemanding from fault
        finally:
            bell.cancel()
            bell.join()

    def end(self) -> int | None:
        """Take the chamber down, whatever it is doing; -9 is returned where it had to be killed."""
        program, self._program = self._program, None
        if program is None or self._builder != os.getpid():
            return None
        _kill(program)
        for pipe in _pipes(program):
            with contextlib.suppress(OSError):
                pipe.close()
        return program.wait()

    def _started(self) -> "Popen[bytes]":
        """Return the program; never that of a process from which this one was forked."""
        if (
            self._program is None
            or self._builder != os.getpid()
            or self._program.poll() is not None
        ):
            self.end()
            self._builder = os.getpid()
            self._program = Popen(  # noqa: S603 - our own module
                _PROGRAM, stdin=PIPE, stdout=PIPE, env={}, start_new_session=True
            )
        return self._program


class Chambers:
    """A few chambers, lent to one guest at a time; whoever comes meanwhile waits a moment."""

    def __init__(
        self, *, rooms: int = 2, patience: float = 2.0, limits: Limits | None = None
    ) -> None:
        self._free = [Chamber() for _ in range(rooms)]
        self._guests: set[str] = set()
        self._turn = threading.Condition()
        self._patience = patience
        self._limits = limits or Limits()

    def ask(
        self, job: str, content: bytes, *, guest: str = "", **facts: int
    ) -> tuple[Facts, bytes]:
        """Have a job of `inside.JOBS` done and return what it found out and what it made.

        `guest` is on whose behalf: no guest has two chambers, so that one cannot keep out all
        others. Raises Busy, TooDemanding, and what the job refuses.
        """
        limits = self._limits
        asked: Facts = {"job": job, "memory": limits.memory, "seconds": limits.work, **facts}
        with self._lent(guest) as chamber:
            told, made = chamber.answer(asked, content, limits)
        if "refused" in told:
            raise _refusal(told)
        return told, made

    def end(self) -> None:
        """Take down the chambers that are free."""
        with self._turn:
            for chamber in self._free:
                chamber.end()

    @contextlib.contextmanager
    def _lent(self, guest: str) -> Iterator[Chamber]:
        with self._turn:
            free = self._turn.wait_for(
                lambda: self._free and guest not in self._guests, timeout=self._patience
            )
            if not free:
                raise Busy
            self._guests.add(guest)
            chamber = self._free.pop()
        try:
            yield chamber
        finally:
            with self._turn:
                self._guests.discard(guest)
                self._free.append(chamber)
                self._turn.notify_all()


def _exchanged(program: "Popen[bytes]", facts: Facts, content: bytes) -> tuple[Facts, bytes]:
    asked, answers = _pipes(program)
    asked.write(BELL)
    wire.send(asked, facts, content)
    answer = wire.receive(answers, MOST_ANSWERED)
    if wire.exactly(answers, len(DONE)) != DONE:
        raise Garbled
    return answer


def _pipes(program: "Popen[bytes]") -> tuple[IO[bytes], IO[bytes]]:
    if program.stdin is None or program.stdout is None:
        raise Garbled
    return program.stdin, program.stdout


def _kill(program: "Popen[bytes]") -> None:
    """End a program and whatever it forked."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(program.pid, signal.SIGKILL)


def _refusal(told: Facts) -> DocumentRefused:
    facts = dict(told)
    kind = _REFUSALS.get(str(facts.pop("refused")), TooDemanding)
    return kind(**facts)


_chambers = Chambers()
ask = _chambers.ask
atexit.register(_chambers.end)
