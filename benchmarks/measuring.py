"""Plays rounds of the procedure and of its baselines in turn, and prints rates and ratios."""

import argparse
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import baselines
import crew
import house

import procedure
import ready_drafts
from openbeian.accounts.actors import Actor
from ready_drafts import Ready

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
GOAL = 20.0


@dataclass(slots=True)
class Bench:
    """What was measured: seconds by name, one for each round of `count` applications."""

    reviewer: Actor
    count: int
    deliverers: int
    deciding: int = 0  # transactions an application
    delivering: int = 0
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def warm_up(self, company: Ready) -> None:
        """Play one application and count its transactions."""
        self.deciding = procedure.transactions_of(
            lambda: procedure.decide(company, reviewer=self.reviewer, at=AT)
        )
        self.delivering = procedure.transactions_of(lambda: procedure.deliver_all(at=AT))

    def play_round(self, apart: Sequence[Ready], together: Sequence[Ready]) -> None:
        """Play the procedure, its two halves apart and at a time, and the baselines."""
        who = {"reviewer": self.reviewer, "at": AT}
        self._time("decide", lambda: procedure.decide_all(apart, **who))
        self._time("pack", lambda: procedure.pack_all(apart, **who))
        self._time("deliver", lambda: procedure.deliver_all(at=AT))
        self._time("together", lambda: crew.play(together, **who, deliverers=self.deliverers))
        ids = baselines.naive_drafts(self.count, {"entity.name": "x" * 2000})
        self._time("naive", lambda: baselines.naive(ids))
        self._time("bare", lambda: baselines.bare(self.deciding * self.count))

    def rate(self, name: str) -> float:
        """Return the median of the applications a second."""
        return self.count / statistics.median(self.seconds[name])

    def _time(self, name: str, work: object) -> None:
        self.seconds.setdefault(name, []).append(house.timed(work))


def measure(options: argparse.Namespace) -> int:
    """Measure, print, and return 1 where the goal is missed."""
    baselines.make_tables()
    bench = Bench(ready_drafts.reviewer(), options.applications, options.deliverers)
    stock = list(ready_drafts.companies(1 + 2 * bench.count * options.rounds, at=AT))
    bench.warm_up(stock.pop())
    for _ in range(options.rounds):
        bench.play_round(stock[: bench.count], stock[bench.count : 2 * bench.count])
        del stock[: 2 * bench.count]
    if procedure.owed():
        raise SystemExit("not every effect was carried out")
    report(bench)
    return 0 if bench.rate("decide") >= GOAL else 1


def report(bench: Bench) -> None:
    """Print rates and ratios."""
    decide, deliver = bench.rate("decide"), bench.rate("deliver")
    naive, bare, together = (bench.rate(name) for name in ("naive", "bare", "together"))
    after = 1 / (1 / decide + 1 / deliver)
    lines = [
        ("submit → approved, one process", decide, f"goal {GOAL:.0f}"),
        ("  bare transactions, as many", bare, f"we reach {decide / bare:.2f} of it"),
        ("the administration's package, one process", bench.rate("pack"), ""),
        ("all its messages delivered, one process", deliver, ""),
        ("both, one process, one after the other", after, ""),
        ("  naive Django, mail sent within", naive, f"we reach {after / naive:.2f} of it"),
        (f"both at a time, 1 + {bench.deliverers} processes", together, ""),
    ]
    print(house.database())
    print(f"{bench.deciding} + {bench.delivering} transactions for each application")
    print(f"{'':<42}applications/s")
    for name, rate, note in lines:
        print(f"{name:<42}{rate:>14.1f}  {note}".rstrip())
