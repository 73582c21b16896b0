"""A sandbox that serves on loopback, as a process of its own with a database of its own."""

import os
import signal
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


class Server:
    """`openbeian sandbox` over a folder; it can be killed and started again at the same place."""

    def __init__(self, var: Path, *words: str) -> None:
        self.var = var
        self.port = _free_port()
        self.base = f"http://127.0.0.1:{self.port}/310000"
        self._words = words
        self._program: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it accepts connections."""
        command = [sys.executable, "-m", "openbeian", "sandbox", "--lifeline"]
        options = ["--port", str(self.port), "--password", PASSWORD, *self._words]
        with self._log.open("ab") as log:
            self._program = subprocess.Popen(
                [*command, *options],
                env=environ(self.var),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait(self._program)

    def kill(self) -> None:
        """End it with all its processes at once, as a power cut does."""
        assert self._program is not None
        os.killpg(self._program.pid, signal.SIGKILL)
        self._program.communicate(timeout=PATIENCE)

    def stop(self) -> None:
        """End it in good order."""
        assert self._program is not None
        self._program.terminate()
        self._program.communicate(timeout=PATIENCE)

    @property
    def _log(self) -> Path:
        return self.var / "sandbox.log"

    def _wait(self, program: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and program.poll() is None:
            if ports.answers(self.port):
                return
            time.sleep(0.1)
        raise AssertionError(self._log.read_text(errors="replace"))


@contextmanager
def serving(var: Path, *words: str) -> Iterator[str]:
    """Serve over a folder and yield the address of the province."""
    server = Server(var, *words)
    server.start()
    try:
        yield server.base
    finally:
        server.stop()


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
