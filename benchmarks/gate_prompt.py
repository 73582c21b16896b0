"""How soon a change of the registry is answered by who reads the gate's store."""

import statistics
import time
from dataclasses import replace
from pathlib import Path

import load
from house import ROOT, timed

from openbeian.config import clock
from openbeian.gate.folder import Folder
from openbeian.gate.looking import Gate
from openbeian.gate.store import Writer
from openbeian.registry import services
from openbeian.registry.publishing.following import Clock, Follower
from registry import town

PATIENCE = 60
GLANCE = 0.0002  # seconds between two looks


def measure(path: Path, rows: int) -> dict[str, float]:
    """Return milliseconds: until an update is answered, and what it costs the follower."""
    town.found_organisations()
    turns, spent = _turns(path, rows)
    bare = _bare(path, rows)
    waits = _waits(path, rows)
    return {
        **_summary("answered", waits),
        **_summary("update", turns),
        "update_cpu_ms": _ms(statistics.median(spent)),
        "bare_transaction_ms": _ms(statistics.median(bare)),
        "ratio_to_bare_transaction": round(statistics.median(turns) / statistics.median(bare), 1),
    }


def _turns(path: Path, rows: int) -> tuple[list[float], list[float]]:
    """Return the seconds and CPU seconds of the turns of a follower, each after one update."""
    follower = Follower(Folder(path), Clock(clock.now, clock.offset))
    follower.turn()  # builds the store
    seconds, spent = [], []
    for row in range(rows):
        _refuse(f"turn{row}.cn")
        before = time.process_time()
        seconds.append(timed(follower.turn))
        spent.append(time.process_time() - before)
    follower.close()
    return seconds, spent


def _bare(path: Path, rows: int) -> list[float]:
    """Return the seconds of transactions that write the header and nothing else."""
    with Writer(Folder(path).current()) as writer:
        return [timed(lambda: writer.apply({}, replace(writer.header))) for _ in range(rows)]


def _waits(path: Path, rows: int) -> list[float]:
    """Return the seconds from the commits of updates until this process answers them."""
    gate = Gate(path, old_after=900)
    feed = load.Server(("-m", "openbeian", "gate", "feed"), 0, {"PYTHONPATH": str(ROOT / "src")})
    try:
        _until_blocked(gate, "turn0.cn")
        _refuse("ready.cn")
        _until_blocked(gate, "ready.cn")  # the follower is there
        return [_wait(gate, f"now{row}.cn") for row in range(rows)]
    finally:
        feed.end()
        gate.close()


def _wait(gate: Gate, name: str) -> float:
    _refuse(name)
    return timed(lambda: _until_blocked(gate, name))


def _until_blocked(gate: Gate, name: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while gate.ask(name).reason.status != "blocked":
        if time.monotonic() > deadline:
            raise SystemExit(f"{name} was never answered differently")
        time.sleep(GLANCE)


def _refuse(name: str) -> None:
    """Put a domain on the black list, in one transaction."""
    at = clock.now()
    services.blacklist(domain=name, reason="涉诈", source="HMDLB", actor=town.SENIOR, at=at)


def _summary(name: str, seconds: list[float]) -> dict[str, float]:
    return {
        f"{name}_ms": _ms(statistics.median(seconds)),
        f"{name}_p99_ms": _ms(statistics.quantiles(seconds, n=100)[-1]),
        f"{name}_worst_ms": _ms(max(seconds)),
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
