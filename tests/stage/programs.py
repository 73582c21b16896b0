"""The real programs, started as a person starts them, in a data folder of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

OURS = ("OPENBEIAN_", "DJANGO_SETTINGS_MODULE", "PYTEST")
PATIENCE = 60


class House:
    """What one `openbeian start` runs."""

    def __init__(self, var: Path, process: subprocess.Popen[str]) -> None:
        self.var = var
        self.process = process
        self.mailbox = var / "mailbox"

    def state(self) -> dict:
        """What the supervisor wrote: `programs` by name, `supervisor`, and the addresses."""
        return json.loads((self.var / "programs.json").read_text(encoding="utf-8"))

    @property
    def address(self) -> str:
        return self.state()["address"]

    def pid(self, name: str) -> int:
        """The process id of `web`, `worker` or `mailbox` as it runs now."""
        return self.state()["programs"][name]

    def kill(self, name: str) -> None:
        """End a program without a warning; the supervisor starts it again."""
        os.kill(self.pid(name), signal.SIGKILL)

    def welcome(self) -> str:
        """Wait until every program answers, and return what it then told."""
        told = ""
        for line in self.process.stdout:
            told += line
            if "Ctrl-C" in line:
                break
        return told

    def get(self, path: str = "/") -> int:
        """Ask for a page and return its status; nobody listening is 0."""
        try:
            return httpx.get(f"{self.address}{path}", timeout=10).status_code
        except httpx.TransportError:
            return 0

    def log(self, name: str) -> str:
        return (self.var / "log" / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def end(self) -> int:
        """End everything in good order and return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


def command(*words: str, var: Path, environ: Mapping[str, str] | None = None) -> subprocess.Popen:
    """Start one command of ours in demo mode, as if no test ran."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    source = Path(__file__).resolve().parents[2] / "src"
    return subprocess.Popen(
        [sys.executable, "-m", "openbeian", *words],
        env={**clean, "PYTHONPATH": str(source), "OPENBEIAN_VAR": str(var), **(environ or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
    )


@contextmanager
def started(var: Path, *further: str, environ: Mapping[str, str] | None = None) -> Iterator[House]:
    """Run everything while the block runs; it is ready when its first page arrives."""
    var.mkdir(parents=True, exist_ok=True)
    # test processes that run at a time look for free ports in different places
    first = 18800 + 200 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    words = ("start", "--port", str(first), "--mail-port", str(first + 100))
    words += ("--gate-port", str(first + 150), "--sandbox-port", str(first + 180), *further)
    process = command(*words, var=var, environ=environ)
    house = House(var, process)
    try:
        _wait_for_first_page(house)
        yield house
    finally:
        house.end()
        process.stdout.close()


def _wait_for_first_page(house: House) -> None:
    deadline = time.monotonic() + PATIENCE
    status = 0
    while status == 0:
        if house.process.poll() is not None:
            raise AssertionError(house.process.stdout.read())
        assert time.monotonic() < deadline, "no first page"
        time.sleep(0.05)
        if (house.var / "programs.json").exists():
            status = house.get()
    assert status == 200, house.log("web")
