"""How many applications a second go from submission to approval (see docs/performance.md).

    python benchmarks/run.py [--applications 100] [--rounds 3] [--deliverers 2]

The database is a fresh SQLite file, or whatever empty one OPENBEIAN_DATABASE_URL names.
"""

import argparse
import importlib

import house


def main() -> int:
    """Open a house, measure in it, and return 1 where the goal is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--applications", type=int, default=100, help="in each round")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved; medians are printed")
    parser.add_argument("--deliverers", type=int, default=2, help="processes beside the deciding")
    options = parser.parse_args()
    house.open_house()
    # only now are there settings that models can be loaded with
    return int(importlib.import_module("measuring").measure(options))


if __name__ == "__main__":
    raise SystemExit(main())
