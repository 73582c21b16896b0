"""The store of one folder, built where there is none and kept as true as the log."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from openbeian.audit.verification import Head, head
from openbeian.gate import moments, store
from openbeian.gate.folder import Folder
from openbeian.gate.header import Header
from openbeian.gate.store import StoreUnfit, Writer
from openbeian.registry.publishing import changes, entries
from openbeian.registry.publishing.changes import AnotherLog
from openbeian.registry.publishing.terms import terms

PULSE = timedelta(seconds=1)
_RELEASE_EVERY = 100  # turns: what a killed gate saw is kept until then, and the file may grow


@dataclass(frozen=True, slots=True)
class Clock:
    """The house's time, and how far it runs ahead of real time."""

    now: Callable[[], datetime]
    ahead: Callable[[], timedelta]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    domains: int
    position: int


def build(folder: Folder, clock: Clock) -> Built:
    """Build a store from the registry, bring it up to date and make it the current one.

    Whoever asks meanwhile is answered from the one before. One build at a time; another waits.
    """
    with folder.locked("build"):
        folder.sweep()
        at, seen, latest = clock.now(), head(), changes.latest()
        store_id, draft = folder.draft()
        header = Header(
            store=store_id.bytes,
            built_at=moments.of(at),
            as_of=moments.of(at),
            ahead=clock.ahead() // timedelta.resolution,
            position=seen.rows,
            hash=bytes.fromhex(seen.hash),
            vocabulary=terms().fingerprint,
        )
        everything = entries.of_everything(at=max(at, latest))
        domains = store.create(draft, everything, of=terms(), to=header)
        with Writer(draft) as writer:
            catch_up(writer, clock, latest)
            position = writer.header.position
        folder.publish(draft)
    return Built(domains, position)


def catch_up(writer: Writer, clock: Clock, latest: datetime) -> datetime:
    """Bring a store to where the log stands; return the latest time of an event seen so far.

    Doing it again, from the same place or an earlier one, changes nothing. Nothing is written
    where nothing happened and the store was vouched for a moment ago. Raises AnotherLog,
    StoreUnfit.
    """
    complete = False
    while not complete:
        at = clock.now()  # before the log is read: what is not in it then happened later
        before = writer.header
        found = changes.after(Head(before.position, before.hash.hex()))
        latest, complete = max(latest, found.latest), found.complete
        header = replace(
            before,
            as_of=moments.of(at) if complete else before.as_of,
            ahead=clock.ahead() // timedelta.resolution,
            position=found.head.rows,
            hash=bytes.fromhex(found.head.hash),
        )
        if found.names or not complete or _is_due(before, header):
            writer.apply(entries.of_names(found.names, at=max(at, latest)), header)
    return latest


def _is_due(before: Header, after: Header) -> bool:
    """Whether a header is worth writing though no domain has changed."""
    elapsed = abs(after.as_of - before.as_of)
    return elapsed >= PULSE // timedelta.resolution or after.ahead != before.ahead


class Follower:
    """Keeps the current store of a folder true. Only for who holds `folder.locked("feed")`."""

    def __init__(self, folder: Folder, clock: Clock) -> None:
        self.folder = folder
        self.clock = clock
        self._writer: Writer | None = None
        self._turns = 0
        self._latest = changes.latest()

    def turn(self) -> None:
        """Bring the store up to date once; one that is missing, damaged or strange is built."""
        writer = self._opened()
        self._turns += 1
        try:
            if self._turns % _RELEASE_EVERY == 0:
                writer.release_the_dead()
            self._latest = catch_up(writer, self.clock, self._latest)
        except (AnotherLog, StoreUnfit):
            self.close()
            self._build()

    def close(self) -> None:
        """Let go of the store."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _opened(self) -> Writer:
        """Return the current store, opened; somebody else may have built another meanwhile."""
        current = self.folder.current()
        if current is None or self.folder.is_damaged(current):
            self.close()
            return self._build()
        if self._writer is None or self._writer.path != current:
            self.close()
            try:
                self._writer = Writer(current)
            except StoreUnfit:
                return self._build()
        if self._writer.header.vocabulary != terms().fingerprint:
            self.close()
            return self._build()
        return self._writer

    def _build(self) -> Writer:
        build(self.folder, self.clock)
        current = self.folder.current()
        if current is None:  # another program removed it under our hands
            raise StoreUnfit(self.folder.path)
        self._writer = Writer(current)
        return self._writer
