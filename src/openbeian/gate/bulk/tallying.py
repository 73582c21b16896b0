"""What came out of a run: how many rows by reason, and which names they were most often.

Names are counted in bounded memory (Misra and Gries): where there are more of them than are kept,
each count may be too low by at most `short`, and no name that is more frequent is missing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

KEPT = 50_000
WATCHED = ("unfiled", "filed_elsewhere", "suspended", "blocked", "filed_here")


@dataclass(slots=True)
class Frequent:
    """The most frequent of any number of names."""

    kept: int = KEPT
    counts: Counter[str] = field(default_factory=Counter)
    short: int = 0

    def add(self, counts: Mapping[str, int]) -> None:
        """Count names."""
        self.counts.update(counts)
        if len(self.counts) > 2 * self.kept:
            self._shed()

    def merge(self, other: Self) -> None:
        """Count what another has counted."""
        self.short += other.short
        self.add(other.counts)

    def top(self, most: int) -> list[tuple[str, int]]:
        """Return the most frequent names; those of one count in their order."""
        return sorted(self.counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    def _shed(self) -> None:
        """Take from every name what the first one too many has, and let go of what has no more."""
        less = sorted(self.counts.values(), reverse=True)[self.kept]
        self.counts = Counter(
            {name: count - less for name, count in self.counts.items() if count > less}
        )
        self.short += less


@dataclass(slots=True)
class Tally:
    """The rows of a run by the code of their reason, and the names of what is worth a look."""

    statuses: tuple[str, ...]
    kept: int = KEPT
    codes: Counter[int] = field(default_factory=Counter)
    names: dict[str, Frequent] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = {status: Frequent(self.kept) for status in WATCHED}

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.codes.total()

    def add(self, names: Iterable[str], codes: Iterable[int]) -> None:
        """Count a batch."""
        rows = list(names)
        code_of = dict(zip(rows, codes, strict=True))
        found: dict[str, dict[str, int]] = {}
        for name, count in Counter(rows).items():
            code = code_of[name]
            self.codes[code] += count
            found.setdefault(self.statuses[code], {})[name] = count
        for status in WATCHED:
            self.names[status].add(found.get(status, {}))

    def count(self, codes: Iterable[int]) -> None:
        """Count a batch without its names."""
        self.codes.update(codes)

    def merge(self, other: Self) -> None:
        """Count what another has counted."""
        self.codes.update(other.codes)
        for status in WATCHED:
            self.names[status].merge(other.names[status])
