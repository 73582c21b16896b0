"""From a commit to another process that answers differently (see docs/performance.md).

    python benchmarks/gate_update.py [--domains 100000] [--rows 200] [--postgres] [--json]

Each row is one domain put on the black list. Measured are how long after its commit this process,
which reads the store, says so, while `openbeian gate feed` follows in a process of its own; and how
long the follower takes for one. `--postgres` starts a server of its own, which tells the follower.
Baseline of the same run: as many bare transactions in the same store, each seen on to the disk.
"""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "tests")]


def main() -> int:
    """Measure, print a table, and end with one line of JSON."""
    options = arguments()
    if options.postgres:
        os.environ["OPENBEIAN_DATABASE_URL"] = importlib.import_module("stage.postgres").address()
    house = importlib.import_module("house")  # it reads the environment
    house.make_tables()
    # only now are there settings that models can be loaded with
    importlib.import_module("gate_registry").seed(options.domains)
    prompt = importlib.import_module("gate_prompt")
    found = {"database": house.database(), **prompt.measure(house.VAR / "gate", options.rows)}
    if not options.json:
        for name, value in found.items():
            print(f"{name.replace('_', ' '):<34}{value:>34}")
    print(json.dumps({"domains": options.domains, "rows": options.rows, **found}))
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--domains", type=int, default=100_000, help="in the registry")
    parser.add_argument("--rows", type=int, default=200, help="updates")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, started here")
    parser.add_argument("--json", action="store_true", help="the line of JSON alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
