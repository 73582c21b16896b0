"""How quick the pure core is: a registrable domain, a whole check, and loading the rulebook.

    PYTHONPATH=tests python benchmarks/pure.py

Each is set against a baseline that nobody can do without: for a name, putting it into lower case
and splitting it; for a check, writing the declaration down as canonical JSON; for loading, reading
the same YAML with the library's fastest parser.
"""

import json
import timeit
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from examples import DECLARATION
from openbeian import rulebook
from openbeian.declaration import canonical
from openbeian.numbers import domain_name
from openbeian.rulebook import Edition

NAMES = ("www.example.com.cn", "WWW.Example.COM", "a.b.c.xn--fsqu00a.xn--fiqs8s")
TODAY = date(2026, 11, 24)
FILES = sorted((Path(rulebook.__file__).parent / "data").glob("*.yaml"))


@dataclass(frozen=True, slots=True)
class Goal:
    """What is measured, in seconds each, and what it may take at most."""

    seconds: float
    baseline: float
    limit: float

    def row(self) -> dict[str, float | bool]:
        return {
            "us": round(self.seconds * 1e6, 2),
            "ratio_to_baseline": round(self.seconds / self.baseline, 2),
            "met": self.seconds <= self.limit,
        }


def main() -> int:
    """Print one JSON line, and return 1 where a goal is missed."""
    goals = {"name": name(), "check": check(), "load": load()}
    print(json.dumps({what: goal.row() for what, goal in goals.items()}))
    return int(not all(goal.row()["met"] for goal in goals.values()))


def name() -> Goal:
    """A hundred thousand names a second."""
    ours = best(lambda: [domain_name.registrable(name) for name in NAMES], times=1000)
    bare = best(lambda: [name.lower().split(".") for name in NAMES], times=1000)
    return Goal(ours / len(NAMES), bare / len(NAMES), limit=10e-6)


def check() -> Goal:
    """A declaration of five websites against the whole rulebook in 20 ms."""
    site = DECLARATION.services[0]
    sites = tuple(replace(site, id=number) for number in range(1, 6))
    five = replace(DECLARATION, services=sites)
    book = rulebook.default()
    ours = best(lambda: book.check(five, edition=Edition.FOUNDING, on=TODAY), times=5)
    return Goal(ours, best(lambda: canonical.dump(five), times=5), limit=20e-3)


def load() -> Goal:
    """The rulebook in a second."""
    return Goal(best(rulebook.load, times=1), best(read, times=1), limit=1.0)


def read() -> None:
    """The baseline of loading."""
    for file in FILES:
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)


def best(action: Callable[[], object], *, times: int) -> float:
    """Return the seconds of one call, of the quickest of five rounds."""
    return min(timeit.repeat(action, number=times, repeat=5)) / times


if __name__ == "__main__":
    raise SystemExit(main())
