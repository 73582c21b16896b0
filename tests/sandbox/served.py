"""A sandbox that serves on loopback, as a process of its own with a database of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openbeian.commands import ports

PATIENCE = 60
PASSWORD = "1234567890"


@contextmanager
def serving(var: Path, *words: str) -> Iterator[str]:
    """Run `openbeian sandbox` over a folder and yield the address of its province."""
    port = _free_port()
    command = [sys.executable, "-m", "openbeian", "sandbox", "--lifeline"]
    options = ["--port", str(port), "--password", PASSWORD, *words]
    with (var / "sandbox.log").open("ab") as log:
        program = subprocess.Popen(
            [*command, *options],
            env=environ(var),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(program, port, var)
            yield f"http://127.0.0.1:{port}/310000"
        finally:
            program.terminate()
            program.communicate(timeout=PATIENCE)


def environ(var: Path) -> dict[str, str]:
    """Return the environment of a sandbox that has nothing in common with the suite's."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("OPENBEIAN_")}
    path = os.pathsep.join(part for part in sys.path if part)
    return kept | {"OPENBEIAN_VAR": str(var), "PYTHONPATH": path}


def _free_port() -> int:
    """Return a port that the system picks: suites that run side by side must not share one."""
    with socket.socket() as probe:
        probe.bind((ports.LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _wait(program: subprocess.Popen[bytes], port: int, var: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and program.poll() is None:
        if ports.answers(port):
            return
        time.sleep(0.1)
    raise AssertionError((var / "sandbox.log").read_text(errors="replace"))
