"""How long 1,000 applications take to an administration and back (see docs/performance.md).

    python benchmarks/interface.py [--records 1000]

The house hands them over, sends them in one file by SOAP to a sandbox that is a process of its
own, whose officer approves them all; the house fetches and applies the answers. One line of JSON
is printed: the seconds of each part, and of all from the file's making to the last number.
"""

import argparse
import importlib

import house


def main() -> int:
    """Open a house, measure in it, and return 1 where the goal is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=1000)
    options = parser.parse_args()
    house.make_tables()
    # only now are there settings that models can be loaded with
    return int(importlib.import_module("interface_parts").measure(options.records))


if __name__ == "__main__":
    raise SystemExit(main())
