"""One run over any number of batches, all answered as of one moment from one state of the store."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import lmdb

from openbeian.gate.bulk import answering
from openbeian.gate.bulk.answering import MISSING, Answers, Terms
from openbeian.gate.bulk.faults import ExtraMissing, IndexUnwritable
from openbeian.gate.bulk.plain import Plain
from openbeian.gate.folder import Folder
from openbeian.gate.records import RecordDamaged
from openbeian.gate.store import Store, StoreUnfit

try:
    from openbeian.gate.bulk import building
    from openbeian.gate.bulk.quick import Quick
except ImportError:  # a bare installation
    HAS_KERNEL = False
else:
    HAS_KERNEL = True

if TYPE_CHECKING:
    from openbeian.gate.bulk.layout import Index
    from openbeian.gate.bulk.quick import Names


class Way(StrEnum):
    """How names are looked up; the answers are the same."""

    AUTO = "auto"
    KERNEL = "kernel"
    PLAIN = "plain"


class Answering:
    """Answers batches by some terms and a way to look names up, None where nothing is known."""

    def __init__(self, terms: Terms, lookup: "Plain | Quick | None") -> None:
        self.terms = terms
        self._lookup = lookup

    @property
    def is_plain(self) -> bool:
        """Whether it keeps Python's lock for as long as it looks names up."""
        return isinstance(self._lookup, Plain)

    def verify(self, batch: "Names") -> Answers:
        """Return the reasons for host names in any shape, in their order.

        A batch is a sequence of texts; by the kernel also an array of strings of Arrow, where a
        null counts as an empty name.
        """
        if self._lookup is not None and self.terms.blank is None:
            return Answers(self._lookup.codes(batch), self.terms.reasons)
        return Answers(bytes([self.terms.blank or 0]) * len(batch), self.terms.reasons)


class Run(Answering):
    """Answers batches from the current store; to be closed, or used as a context.

    By the kernel it may be asked by several threads, in the plain way by one.
    """

    def __init__(
        self,
        folder: Path,
        *,
        old_after: float = 900.0,
        however_old: bool = False,
        way: Way = Way.AUTO,
    ) -> None:
        """Open the current store; data is too old as it is for a gate, unless `however_old`.

        Raises ExtraMissing where the kernel is asked for and not installed, IndexUnwritable where
        its index cannot be written beside the store.
        """
        if way is Way.KERNEL and not HAS_KERNEL:
            raise ExtraMissing(extra="bulk")
        super().__init__(MISSING, None)
        self.way = Way.PLAIN if way is Way.PLAIN or not HAS_KERNEL else Way.KERNEL
        self._held = ExitStack()
        self._folder = Folder(folder)
        path = self._folder.current()
        if path is not None and not self._folder.is_damaged(path):
            self._open(path, old_after=old_after, however_old=however_old)

    @property
    def index(self) -> "Index | None":
        """The index that the kernel reads, if it reads one."""
        return None if isinstance(self._lookup, Plain | None) else self._lookup.index

    def verify(self, batch: "Names") -> Answers:
        """Return the reasons for host names; nothing is known from a record that is damaged on."""
        try:
            return super().verify(batch)
        except (RecordDamaged, lmdb.Error):
            self._give_up()
            return super().verify(batch)

    def close(self) -> None:
        """Let go of the store."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, path: Path, **age: Any) -> None:
        try:
            store = self._held.enter_context(Store(path))
            transaction = self._held.enter_context(store.still())
            self.terms = answering.terms(store, **age)
            if self.way is Way.PLAIN:
                self._lookup = Plain(self.terms, transaction)
            elif self.terms.blank is None:
                index = building.index(self._folder, transaction, store.count())
                self._lookup = Quick(self.terms, index)
        except StoreUnfit:
            self._give_up(path)
        except OSError as fault:
            self.close()
            raise IndexUnwritable(folder=self._folder.path, why=fault.strerror or fault) from fault
        if self.way is Way.KERNEL:
            self.close()  # all that it reads from now on is its index

    def _give_up(self, path: Path | None = None) -> None:
        """Believe nothing of a store that is damaged, and leave word."""
        current = path or self._folder.current()
        if current is not None:
            self._folder.tell_damaged(current)
        self.close()
        # the codes go on meaning what they meant to whoever has counted with them
        self.terms, self._lookup = replace(self.terms, as_of=None), None


def verify(batch: Sequence[str], *, folder: Path, old_after: float = 900.0) -> Answers:
    """Return the reasons for host names in any shape, from the store of a folder as it stands.

    For more than one batch open a `Run`.
    """
    with Run(folder, old_after=old_after) as run:
        return run.verify(batch)
