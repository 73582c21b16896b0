"""How many look-ups a second the gate's store answers, in one thread (see docs/performance.md).

    python benchmarks/gate_store.py [--domains 500000] [--rows 100000] [--seconds 2] [--json]

Baselines of the same run: a dict of the same records, and a SQLite table of them.
"""

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import gate_data

from openbeian.gate import hosts, rendering
from openbeian.gate.looking import Gate
from openbeian.gate.quick import Quick

ROUNDS = 3
FOR_EVER = 1e9
TOGETHER = 1000
FIRST = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from openbeian.gate.looking import Gate
gate = Gate(Path(sys.argv[1]), old_after=1e9)
gate.ask("www.example.com.cn")
print(time.perf_counter() - began)
for host in sys.stdin:
    gate.ask(host.strip())
sizes = dict(line.split(":") for line in open("/proc/self/status") if "Rss" in line)
print(*(int(sizes[name].split()[0]) // 1024 for name in ("RssFile", "RssAnon")))
"""


def main() -> int:
    """Measure, print a table, and end with one line of JSON."""
    options = arguments()
    with TemporaryDirectory(prefix="openbeian-bench-") as name:
        folder = Path(name)
        began = time.perf_counter()
        gate_data.build(folder / "gate", options.domains)
        found = {"build_seconds": round(time.perf_counter() - began, 1)}
        asked = gate_data.hosts(options.domains, options.rows)
        found |= start(folder / "gate", asked)
        found |= measure(folder, options, asked)
    if not options.json:
        report(found)
    print(json.dumps({"domains": options.domains, **found}))
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--domains", type=int, default=500_000, help="in the store")
    parser.add_argument("--rows", type=int, default=100_000, help="host names asked for")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each figure and round")
    parser.add_argument("--json", action="store_true", help="the line of JSON alone")
    return parser.parse_args()


def start(path: Path, asked: Sequence[str]) -> dict[str, float]:
    """Return medians of fresh processes: seconds until the first answer, and megabytes after all.

    They are counted from the interpreter's first line; what is shared is mostly the store.
    """
    source = str(Path(__file__).resolve().parents[1] / "src")
    runs = [
        subprocess.run(
            [sys.executable, "-c", FIRST, str(path)],
            env={"PYTHONPATH": source},
            input="\n".join(asked),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _ in range(ROUNDS)
    ]
    seconds, shared, private = (
        statistics.median(map(float, column)) for column in zip(*runs, strict=True)
    )
    return {"start_seconds": round(seconds, 3), "shared_mb": shared, "private_mb": private}


def measure(folder: Path, options: argparse.Namespace, asked: Sequence[str]) -> dict[str, float]:
    """Return the look-ups a second by each way, and their ratios."""
    gate = Gate(folder / "gate", old_after=FOR_EVER)
    keys = [hosts.read(host).registrable for host in asked]
    table = sqlite(folder / "table.sqlite3", options.domains)
    ways: dict[str, tuple[Callable[[object], object], Sequence[object]]] = {
        "gate": (gate.ask, asked),
        "gate_json": (lambda host: rendering.whole(gate.ask(host)), asked),
        "gate_quick": (Quick(gate).verify, [f"domain={host}" for host in asked]),
        "gate_list": (
            gate.ask_all,
            [asked[at : at + TOGETHER] for at in range(0, len(asked), TOGETHER)],
        ),
        "store": (gate.store().read, [key.encode() for key in keys]),
        "read_host": (hosts.read, asked),
        "sqlite": (lambda key: table.execute(SELECT, (key,)).fetchone(), keys),
    }
    rates = interleaved(ways, options.seconds)
    rates["gate_list"] *= TOGETHER
    rates["dict"] = in_a_dict(keys, options)
    file_mb = round((folder / "gate" / "current").stat().st_size / 1e6, 1)
    figures = {f"{name}_per_second": round(rate) for name, rate in rates.items()}
    ratios = {
        "ratio_store_to_dict": rates["store"] / rates["dict"],
        "ratio_store_to_sqlite": rates["store"] / rates["sqlite"],
        "ratio_answer_to_reading_the_host": rates["gate"] / rates["read_host"],
    }
    return {
        **figures,
        **{name: round(ratio, 2) for name, ratio in ratios.items()},
        "file_mb": file_mb,
        "octets_per_domain": round(file_mb * 1e6 / options.domains, 1),
    }


def interleaved(ways: dict, seconds: float) -> dict[str, float]:
    """Return the median rate of each way over rounds in which all take turns."""
    rates: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, (way, inputs) in ways.items():
            rates.setdefault(name, []).append(rate(way, inputs, seconds))
    return {name: statistics.median(some) for name, some in rates.items()}


def rate(way: Callable[[object], object], inputs: Sequence[object], seconds: float) -> float:
    """Return how often a second of CPU time a way answers the inputs, taken in turn."""
    again, count = cycle(inputs), 0
    began = time.process_time()
    handful = max(1, 1000 if not isinstance(inputs[0], list) else 1)
    while time.process_time() - began < seconds:
        for _ in range(handful):
            way(next(again))
        count += handful
    return count / (time.process_time() - began)


SELECT = "SELECT record FROM domain WHERE name = ?"


def sqlite(path: Path, domains: int) -> sqlite3.Connection:
    """Return a table of the same records."""
    table = sqlite3.connect(path)
    table.execute("PRAGMA mmap_size = 4294967296")
    table.execute("CREATE TABLE domain (name TEXT PRIMARY KEY, record BLOB) WITHOUT ROWID")
    names = ((gate_data.domain(number), number) for number in range(domains))
    rows = ((name, gate_data.record(name.encode(), number)) for name, number in names)
    table.executemany("INSERT INTO domain VALUES (?, ?)", rows)
    table.commit()
    return table


def in_a_dict(keys: Sequence[str], options: argparse.Namespace) -> float:
    """Return the look-ups a second in a dict of the same records."""
    encoded = [key.encode() for key in keys]
    names = ((gate_data.domain(number).encode(), number) for number in range(options.domains))
    everything = {key: gate_data.record(key, number) for key, number in names}
    return statistics.median(rate(everything.get, encoded, options.seconds) for _ in range(ROUNDS))


def report(found: dict[str, float]) -> None:
    """Print the figures for people."""
    for name, value in found.items():
        print(f"{name.replace('_', ' '):<36}{value:>14,}")


if __name__ == "__main__":
    raise SystemExit(main())
