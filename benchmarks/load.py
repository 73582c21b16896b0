"""Servers on one core and wrk on another, and what both have to say afterwards."""

import argparse
import atexit
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from openbeian.commands import ports

SERVER_CORE, LOAD_CORE = "0", "1"
CONNECTIONS = 64
# every request is written once, before the first is sent
SCRIPT = """
local requests, at = {}, 0
init = function()
  for host in io.lines("HOSTS") do
    requests[#requests + 1] = REQUEST
  end
end
request = function()
  at = at % #requests + 1
  return requests[at]
end
"""
IN_THE_QUERY = 'wrk.format("GET", "PATH" .. host)'
IN_A_HEADER = 'wrk.format("GET", "PATH", {["X-Original-Host"] = host})'
AS_THE_HOST = 'wrk.format("GET", "PATH", {["Host"] = host})'
ROUNDS = 3
_UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}


@dataclass(frozen=True, slots=True)
class Figure:
    """Requests a second, the 99th percentile in ms, and the server's CPU microseconds for one."""

    rate: float
    p99_ms: float
    cpu_us: float


class Server:
    """A program, one of ours unless another is named, pinned to the server's core."""

    def __init__(
        self,
        words: Sequence[str],
        port: int,
        environ: dict[str, str],
        program: str = sys.executable,
    ) -> None:
        if port and ports.answers(port):  # two would share what is asked
            raise SystemExit(f"port {port} is taken")
        self.port = port
        self.process = subprocess.Popen(
            ["taskset", "-c", SERVER_CORE, program, *words],
            env={**os.environ, **environ},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(self.end)

    def wait(self) -> None:
        """Return once it accepts connections."""
        deadline = time.monotonic() + 60
        while not ports.answers(self.port):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise SystemExit(f"{self.process.args} does not start")
            time.sleep(0.05)

    def ask(self, script: Path, seconds: float) -> Figure:
        """Let wrk ask as fast as it can for some seconds."""
        return ask([self], self.port, script, seconds)

    def cpu_seconds(self) -> float:
        """Return the CPU time of all of its processes so far."""
        ticks = 0
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == self.process.pid:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> int:
        """Return the private memory of its largest process, shared pages left out."""
        sizes = [0]
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                group = int((folder / "stat").read_text().rpartition(")")[2].split()[2])
                status = (folder / "status").read_text()
            except OSError:
                continue
            if group == self.process.pid:
                sizes.append(int(re.search(r"RssAnon:\s+(\d+)", status)[1]) // 1024)
        return max(sizes)

    def end(self) -> None:
        """End all of it, however the benchmark ends."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def ask(servers: Sequence[Server], port: int, script: Path, seconds: float) -> Figure:
    """Let wrk ask at a port as fast as it can for some seconds; all of the servers work on it."""
    before = sum(server.cpu_seconds() for server in servers)
    said = subprocess.run(
        [
            *("taskset", "-c", LOAD_CORE),
            *("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"),
            *("-s", str(script), f"http://127.0.0.1:{port}"),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    spent = sum(server.cpu_seconds() for server in servers) - before
    if "Non-2xx" in said:
        raise SystemExit(f"not everything was answered with 200:\n{said}")
    requests = int(re.search(r"(\d+) requests in", said)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    return Figure(rate, float(value) * _UNITS[unit], spent / max(requests, 1) * 1e6)


def in_turn(ways: dict[str, Callable[[], Figure]]) -> dict[str, Figure]:
    """Return the medians of rounds in which all ways take turns."""
    rounds = [{name: way() for name, way in ways.items()} for _ in range(ROUNDS)]
    columns = ("rate", "p99_ms", "cpu_us")
    return {
        name: Figure(
            *(statistics.median(getattr(one[name], column) for one in rounds) for column in columns)
        )
        for name in ways
    }


def report(figures: dict[str, Figure], found: dict[str, float]) -> None:
    """Print the figures for people."""
    print(f"{'':<14}{'requests/s':>12}{'p99 ms':>10}{'CPU µs each':>14}")
    for name, figure in figures.items():
        print(f"{name:<14}{figure.rate:>12,.0f}{figure.p99_ms:>10.2f}{figure.cpu_us:>14.1f}")
    for name, value in found.items():
        print(f"{name.replace('_', ' '):<34}{value:>10,}")


def arguments(description: str) -> argparse.Namespace:
    """Read what every benchmark over HTTP takes."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--domains", type=int, default=500_000, help="in the store")
    parser.add_argument("--rows", type=int, default=100_000, help="host names asked for")
    parser.add_argument("--seconds", type=int, default=3, help="for each figure and round")
    parser.add_argument("--json", action="store_true", help="the line of JSON alone")
    return parser.parse_args()


def require(*tools: str) -> None:
    """Stop where a program is missing."""
    for tool in tools:
        if shutil.which(tool) is None:
            package = {"taskset": "util-linux"}.get(tool, tool)
            raise SystemExit(f"this needs {tool}: apt-get install {package}")


def script(path: Path, hosts: Path, request: str, at: str) -> Path:
    """Write the script by which wrk asks for the hosts of a file, one after the other."""
    text = SCRIPT.replace("HOSTS", str(hosts)).replace("REQUEST", request).replace("PATH", at)
    path.write_text(text, encoding="utf-8")
    return path
