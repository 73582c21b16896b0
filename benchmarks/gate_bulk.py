"""How many host names a second are answered in bulk, and how that compares (docs/performance.md).

    python benchmarks/gate_bulk.py [--domains 5000000] [--rows 2000000] [--seconds 3] [--json]

Baselines of the same run, over the same names and domains: the loop over tldextract and a set that
people write, and DuckDB with the names split by SQL (needs requirements/bench.txt). Rates are of
CPU time on one core; `two_cores` is by the clock, which says little where others use the cores, so
`ratio_cpu_of_two_threads` tells how much more CPU time a row costs when two threads answer.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import duckdb
import gate_data
import pyarrow as pa
import tldextract

from openbeian.gate.bulk import Run, Way

ROUNDS = 3
TOGETHER = 65_536
FOR_EVER = 1e9
LOOP_ROWS, PLAIN_ROWS = 200_000, 100_000
SELECT = """
SELECT count(domain) FROM (
  SELECT string_split(lower(host), '.') AS parts,
         len(parts) AS n,
         array_to_string(parts[-2:], '.') AS two,
         CASE WHEN two IN (SELECT suffix FROM suffixes)
              THEN array_to_string(parts[-3:], '.') ELSE two END AS registrable
  FROM hosts
) LEFT JOIN domains ON registrable = domain
"""
SUFFIXES = ("com.cn", "net.cn", "org.cn", "gov.cn", "bj.cn", "sh.cn", "gd.cn", "co.uk", "com.hk")


def main() -> int:
    """Measure, print a table, and end with one line of JSON."""
    options = arguments()
    with TemporaryDirectory(prefix="openbeian-bench-", dir=options.folder) as name:
        folder = Path(name)
        gate_data.build(folder, options.domains)
        found = measure(folder, options)
    if not options.json:
        for name, value in found.items():
            print(f"{name.replace('_', ' '):<36}{value:>16,}")
    print(json.dumps({"domains": options.domains, "rows": options.rows, **found}))
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--domains", type=int, default=500_000, help="in the store")
    parser.add_argument("--rows", type=int, default=1_000_000, help="host names asked for")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each figure and round")
    parser.add_argument("--folder", type=Path, help="where the store is made")
    parser.add_argument("--json", action="store_true", help="the line of JSON alone")
    parser.add_argument("--without", nargs="*", default=(), choices=("loop", "duckdb"))
    return parser.parse_args()


def measure(folder: Path, options: argparse.Namespace) -> dict[str, float]:
    """Return the names a second by each way, in turn, and their ratios."""
    asked = gate_data.hosts(options.domains, options.rows)
    names = pa.array(asked)
    began = time.process_time()
    with Run(folder, old_after=FOR_EVER, way=Way.KERNEL) as run:
        found = {"index_seconds": round(time.process_time() - began, 1)}
        batches = [names.slice(at, TOGETHER) for at in range(0, len(names), TOGETHER)]
        run.verify(batches[0])
        ways = {"kernel": (lambda: [run.verify(batch) for batch in batches], len(names))}
        if "loop" not in options.without:
            ways["tldextract"] = loop(asked[:LOOP_ROWS], options.domains)
        if "duckdb" not in options.without:
            ways["duckdb"] = sql(names, options.domains)
        rates = interleaved(ways, options.seconds)
        found |= scaling(run, batches, options.seconds)
        found["ratio_ten_times_the_rows"] = linear(run, names, options.seconds)
    with Run(folder, old_after=FOR_EVER, way=Way.PLAIN) as plain:
        if plain.terms.blank is not None:
            raise SystemExit("the store has gone: somebody has removed its folder")
        rates["plain"] = rate(lambda: plain.verify(asked[:PLAIN_ROWS]), PLAIN_ROWS, options.seconds)
    found |= {f"{name}_per_second": round(value) for name, value in rates.items()}
    found["kernel_ns_per_row"] = round(1e9 / rates["kernel"])
    for name in ("tldextract", "duckdb", "plain"):
        if name in rates:
            found[f"ratio_to_{name}"] = round(rates["kernel"] / rates[name], 1)
    found["process_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def interleaved(
    ways: dict[str, tuple[Callable[[], object], int]], seconds: float
) -> dict[str, float]:
    """Return the median rate of each way over rounds in which all take turns."""
    rates: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, (way, count) in ways.items():
            rates.setdefault(name, []).append(rate(way, count, seconds))
    return {name: statistics.median(some) for name, some in rates.items()}


def rate(way: Callable[[], object], count: int, seconds: float) -> float:
    """Return how many names a second of CPU time a way answers."""
    rounds, began = 0, time.process_time()
    while time.process_time() - began < seconds or not rounds:
        way()
        rounds += 1
    return count * rounds / (time.process_time() - began)


def scaling(run: Run, batches: list[pa.Array], seconds: float) -> dict[str, float]:
    """Return what two threads do in relation to one, in turn: by the clock, and in CPU time."""
    clocks: dict[int, list[float]] = {1: [], 2: []}
    costs: dict[int, list[float]] = {1: [], 2: []}
    rows = sum(map(len, batches))
    for _ in range(ROUNDS):
        for jobs in (1, 2):
            with ThreadPoolExecutor(jobs) as threads:
                rounds, began, used = 0, time.perf_counter(), time.process_time()
                while time.perf_counter() - began < seconds:
                    list(threads.map(run.verify, batches))
                    rounds += 1
                clocks[jobs].append(rounds * rows / (time.perf_counter() - began))
                costs[jobs].append((time.process_time() - used) / rounds)
    one, two = (statistics.median(some) for some in clocks.values())
    cost, shared = (statistics.median(some) for some in costs.values())
    return {
        "two_cores_per_second": round(two),
        "ratio_two_cores_to_one": round(two / one, 2),
        "ratio_cpu_of_two_threads": round(shared / cost, 2),
    }


def linear(run: Run, names: pa.Array, seconds: float) -> float:
    """Return the rate over all the rows in relation to that over a tenth of them."""
    rates = []
    for count in (len(names) // 10, len(names)):
        batches = [names.slice(at, TOGETHER) for at in range(0, count, TOGETHER)]
        cut = [
            batch.slice(0, min(len(batch), count - at * TOGETHER))
            for at, batch in enumerate(batches)
        ]
        rates.append(rate(lambda cut=cut: [run.verify(b) for b in cut], count, seconds))
    return round(rates[1] / rates[0], 2)


def loop(asked: list[str], domains: int) -> tuple[Callable[[], object], int]:
    """Return what people write: a loop over tldextract, and a set of the domains."""
    extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    known = {gate_data.domain(number) for number in range(domains)}

    def count() -> int:
        return sum(extract(host).top_domain_under_public_suffix in known for host in asked)

    return count, len(asked)


def sql(names: pa.Array, domains: int) -> tuple[Callable[[], object], int]:
    """Return the same in DuckDB's SQL, on one core, with suffixes of two labels only."""
    base = duckdb.connect(config={"threads": 1})
    base.execute("CREATE TABLE domains (domain VARCHAR)")
    numbers = iter(range(domains))
    while page := [gate_data.domain(number) for number in islice(numbers, 1_000_000)]:
        base.register("page", pa.table({"domain": page}))
        base.execute("INSERT INTO domains SELECT domain FROM page")
    base.register("asked", pa.table({"host": names}))
    base.execute("CREATE TABLE hosts AS SELECT host FROM asked")
    base.execute("CREATE TABLE suffixes (suffix VARCHAR)")
    base.executemany("INSERT INTO suffixes VALUES (?)", [[suffix] for suffix in SUFFIXES])
    return lambda: base.execute(SELECT).fetchall(), len(names)


if __name__ == "__main__":
    if hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) == 1:
        raise SystemExit("two cores are measured; do not pin this to one")
    raise SystemExit(main())
