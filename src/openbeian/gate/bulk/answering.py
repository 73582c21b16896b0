"""What is answered to many host names: the code of a reason for each, and what the codes mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openbeian.gate import moments
from openbeian.gate.hosts import Fault
from openbeian.gate.reasons import OWN, STORE_MISSING, STORE_OLD
from openbeian.gate.store import Store
from openbeian.gate.vocabulary import Reason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Terms:
    """By what a whole run answers: one moment, one vocabulary, one state of the store.

    `at` is the moment of asking and `as_of` the one up to which the store was vouched for, None
    where there is none; both are microseconds since 1970 UTC on the house's clock.
    """

    reasons: tuple[Reason, ...]
    at: int
    as_of: int | None
    position: int
    absent: str
    is_old: bool

    @cached_property
    def codes(self) -> dict[str, int]:
        """The code of each reason: its place among the reasons."""
        return {reason.code: code for code, reason in enumerate(self.reasons)}

    @property
    def blank(self) -> int | None:
        """The code that all names get, where nothing is known of any; else None."""
        if self.as_of is None:
            return self.codes[STORE_MISSING.code]
        return self.codes[STORE_OLD.code] if self.is_old else None

    @property
    def age(self) -> int:
        """For how many microseconds nobody had vouched for the store."""
        return 0 if self.as_of is None else max(self.at - self.as_of, 0)

    def of_fault(self, fault: Fault) -> int:
        """Return the code for what is no host name."""
        return self.codes[fault]

    @property
    def of_absence(self) -> int:
        """The code for a domain without a record."""
        return self.codes[self.absent]


MISSING = Terms(OWN, 0, None, 0, "", is_old=False)


def terms(store: Store, *, old_after: float, however_old: bool) -> Terms:
    """Return by what a store answers from now on, as its header was last read."""
    header = store.header
    at = moments.now() + header.ahead
    return Terms(
        reasons=(*store.vocabulary.reasons, *OWN),
        at=at,
        as_of=header.as_of,
        position=header.position,
        absent=store.vocabulary.absent,
        is_old=at - header.as_of > old_after * moments.SECOND and not however_old,
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """The reasons for the names of a batch, in its order; `codes` are their places in `reasons`.

    A reason carries the status, and its words in both languages.
    """

    codes: "bytes | NDArray[np.uint8]"
    reasons: tuple[Reason, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> Reason:
        return self.reasons[self.codes[row]]

    def __iter__(self) -> Iterator[Reason]:
        return map(self.reasons.__getitem__, self.codes)
