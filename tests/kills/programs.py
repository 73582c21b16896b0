"""The real web, worker and mail catcher as children that can be killed at any moment."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from openbeian.commands import ports

PATIENCE = 60


class Program:
    """One command of ours in a process group of its own."""

    def __init__(self, words: tuple[str, ...], *, environ: Mapping[str, str], log: Path) -> None:
        self.words = words
        self.environ = environ
        self.log = log
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "openbeian", *self.words],
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self, dice: random.Random) -> None:
        """End one of its processes with -9; where that is the first, the others go with it."""
        victim = dice.choice(self.members())
        if victim != self.process.pid:
            with suppress(ProcessLookupError):  # it ended by itself a moment ago
                os.kill(victim, signal.SIGKILL)
            return
        self.end()
        self.start()

    def revive(self) -> None:
        """Start it again if it has ended, as it does by itself when its parts die too fast."""
        if self.process.poll() is not None:
            self.end()
            self.start()

    def members(self) -> list[int]:
        """Return the ids of its processes, the first one first."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                # after the name in brackets: state, parent, group
                group = int((folder / "stat").read_text().rpartition(")")[2].split()[2])
                if group == self.process.pid:
                    found.append(int(folder.name))
        return sorted(found)

    def end(self) -> None:
        """End all of it with -9."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class House:
    """Web and worker that come back at once, and a catcher that outlives them."""

    def __init__(self, var: Path, *, database: str, settings: str) -> None:
        self.port = ports.free_from(18500 + os.getpid() % 250)  # two runs at a time do not meet
        mail_port = ports.free_from(self.port + 1)
        self.mailbox = var / "mailbox"
        environ = {
            **os.environ,
            "OPENBEIAN_MODE": "test",
            "OPENBEIAN_VAR": str(var),
            "OPENBEIAN_DATABASE_URL": database,
            "OPENBEIAN_BASE_URL": f"http://127.0.0.1:{self.port}",
            "OPENBEIAN_SMTP_URL": f"smtp://127.0.0.1:{mail_port}",
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        commands = {
            "web": ("web", "--port", str(self.port)),
            "worker": ("worker", "--interval", "0.1"),
            "mailbox": ("mailbox", "--port", str(mail_port)),
        }
        self.programs = {
            name: Program(words, environ=environ, log=var / f"{name}.log")
            for name, words in commands.items()
        }

    def kill(self, name: str, dice: random.Random) -> None:
        self.look_after()
        self.programs[name].kill(dice)

    def look_after(self) -> None:
        for program in self.programs.values():
            program.revive()

    def wait_until_open(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not ports.answers(self.port):
            assert time.monotonic() < deadline, self.programs["web"].log.read_text()
            time.sleep(0.05)


@contextmanager
def running(var: Path, *, database: str, settings: str) -> Iterator[House]:
    """Run the three programs while the block runs."""
    house = House(var, database=database, settings=settings)
    try:
        for program in house.programs.values():
            program.start()
        house.wait_until_open()
        yield house
    finally:
        for program in house.programs.values():
            if program.process is not None:
                program.end()
