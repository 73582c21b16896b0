"""How long `openbeian start` takes to its first page when everything was set up before.

    python benchmarks/start.py [--rounds 3]

The baseline is what no Django program can do without: a new interpreter that loads the same
settings and applications.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

GOAL = 5.0  # seconds to the first page
PATIENCE = 120.0
PORTS = ("--port", "18990", "--mail-port", "18995")
BARE = "import django; django.setup()"


def main() -> int:
    """Print one JSON line of medians in seconds, and return 1 where the goal is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3, help="interleaved; medians are printed")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as var:
        first = to_first_page(Path(var))
        pairs = [(bare(Path(var)), to_first_page(Path(var))) for _ in range(rounds)]
    baseline, again = (statistics.median(column) for column in zip(*pairs, strict=True))
    found = {"first_s": first, "again_s": again, "django_setup_s": baseline}
    found["ratio_to_django_setup"] = again / baseline
    print(json.dumps({name: round(value, 2) for name, value in found.items()}))
    return int(again > GOAL)


def to_first_page(var: Path) -> float:
    """Start everything, wait for the front door, end everything; return the seconds of waiting."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "openbeian", "start", *PORTS],
        env=_environment(var),
        stdout=subprocess.DEVNULL,
    )
    try:
        while not _answers(var):
            if process.poll() is not None or time.monotonic() - began > PATIENCE:
                raise SystemExit("the house did not start")
            time.sleep(0.02)
        return time.monotonic() - began
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        (var / "programs.json").unlink(missing_ok=True)


def bare(var: Path) -> float:
    """Return the seconds of the baseline."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", BARE], env=_environment(var), check=True)
    return time.monotonic() - began


def _environment(var: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "openbeian.config.settings",
        "OPENBEIAN_MODE": "demo",
        "OPENBEIAN_VAR": str(var),
    }


def _answers(var: Path) -> bool:
    try:
        address = json.loads((var / "programs.json").read_text(encoding="utf-8"))["address"]
        return httpx.get(address, timeout=5).is_success
    except (OSError, ValueError, httpx.TransportError):
        return False


if __name__ == "__main__":
    raise SystemExit(main())
