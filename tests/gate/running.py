"""The real programs of the gate, as children that can be killed at any moment."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from openbeian.commands import ports

PATIENCE = 30


def environ(var: Path, **more: str) -> dict[str, str]:
    """Return the environment of our programs over a data folder."""
    return {
        **os.environ,
        "OPENBEIAN_MODE": "test",
        "OPENBEIAN_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "openbeian.config.settings",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        **more,
    }


class Program:
    """One command of ours in a process group of its own."""

    def __init__(self, *words: str, environ: Mapping[str, str], log: Path) -> None:
        self.words = words
        self.environ = environ
        self.log = log
        self.start()

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

    def kill(self) -> None:
        """End all of it without a warning."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> int:
        """End it in good order and return its exit code."""
        self.process.terminate()
        code = self.process.wait(PATIENCE)
        self.kill()
        return code


@contextmanager
def gate(var: Path, *words: str, **more: str) -> Iterator[Program]:
    """Run a gate over the store in `var/gate`."""
    program = Program("gate", *words, environ=environ(var, **more), log=var / "gate.log")
    try:
        yield program
    finally:
        program.kill()


def free_port() -> int:
    """Return a port that is free now."""
    return ports.free_from(19100 + os.getpid() % 400)


def over(path: Path) -> httpx.Client:
    """Return a client that speaks over a Unix socket."""
    return httpx.Client(transport=httpx.HTTPTransport(uds=str(path)), base_url="http://gate")


def eventually(true, patience: float = PATIENCE) -> None:
    """Wait until something is true; a server that is not there yet is not."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with suppress(httpx.TransportError):
            if true():
                return
        time.sleep(0.02)
    raise AssertionError("it never came true")


def listens(path: Path) -> bool:
    """Whether a Unix socket accepts connections."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0
