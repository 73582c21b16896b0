"""The look-up: from whatever was typed as a host name to its answer, in one store as it stands.

An answer is `unknown` where there is no store, or where nobody has vouched for it for too long;
what cannot be read is never taken for filed.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import NamedTuple

from openbeian.gate import hosts, moments
from openbeian.gate.folder import Folder
from openbeian.gate.header import Header
from openbeian.gate.hosts import Host
from openbeian.gate.reasons import STORE_MISSING, STORE_OLD
from openbeian.gate.records import Phase, RecordDamaged, decode
from openbeian.gate.store import NO_DOMAIN, Store, StoreUnfit
from openbeian.gate.vocabulary import Reason

_LOOK_AGAIN = 0.2  # seconds between two looks for a newer generation
_NOTHING = Phase(0)


class Answer(NamedTuple):
    """What is known of a host, why, and when that was true (None where nothing is known).

    `age` is how many microseconds ago that was.
    """

    host: Host
    reason: Reason
    phase: Phase
    as_of: int | None
    age: int


class Gate:
    """Answers from the current generation of a folder, whichever that is; for any thread."""

    def __init__(self, folder: Path, *, old_after: float) -> None:
        """Answer from a folder; data is too old once nobody vouched for it for these seconds."""
        self.folder = Folder(folder)
        self.old_after = int(old_after * moments.SECOND)
        self._store: Store | None = None
        self._look_at = 0.0
        self._lock = Lock()

    def find(self, key: bytes) -> tuple[Store, Header, bytes | None] | None:
        """Return the store, its header as of now, and its record under a key; None without one."""
        with self._lock:
            store = self._store if monotonic() < self._look_at else self._current()
            if store is None:
                return None
            try:
                record = store.read(key)
            except StoreUnfit:
                self._give_up(store)
                return None
            return store, store.header, record

    def ask(self, text: str, *, however_old: bool = False) -> Answer:
        """Return the answer for a host name in any shape; with `however_old` from old data too."""
        host = hosts.read(text)
        key = _key(host)
        with self._lock:
            store = self._current()
            if store is None:
                return _missing(host)
            try:
                return self._answer(store, host, key, store.read(key), however_old=however_old)
            except (StoreUnfit, RecordDamaged):
                self._give_up(store)
                return _missing(host)

    def ask_all(self, texts: Iterable[str]) -> list[Answer]:
        """Return the answers for many host names, all as things stood at one moment."""
        named = list(map(hosts.read, texts))
        keys = list(map(_key, named))
        with self._lock:
            store = self._current()
            if store is None:
                return list(map(_missing, named))
            try:
                looked_up = zip(named, keys, store.read_all(keys), strict=True)
                return [self._answer(store, *found) for found in looked_up]
            except (StoreUnfit, RecordDamaged):
                self._give_up(store)
                return list(map(_missing, named))

    def store(self) -> Store | None:
        """Return the store with its header as it stands now, or None; to look at, not to read."""
        with self._lock:
            store = self._current()
            if store is None:
                return None
            try:
                store.read(NO_DOMAIN)
            except StoreUnfit:
                self._give_up(store)
            return self._store

    def products(self) -> Mapping[str, frozenset[str]]:
        """Return which statuses each product accepts, by what was opened last."""
        store = self._store
        return {} if store is None else store.vocabulary.products

    def age(self, store: Store) -> int:
        """Return for how many microseconds nobody has vouched for a store."""
        return max(moments.now() + store.header.ahead - store.header.as_of, 0)

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            self._let_go()

    def _answer(
        self,
        store: Store,
        host: Host,
        key: bytes,
        record: bytes | None,
        *,
        however_old: bool = False,
    ) -> Answer:
        at = moments.now() + store.header.ahead
        as_of = store.header.as_of
        vocabulary = store.vocabulary
        phase = _NOTHING
        if at - as_of > self.old_after and not however_old:
            reason = STORE_OLD
        elif host.fault is not None:
            reason = vocabulary.by_code[host.fault]
        elif record is None:
            reason = vocabulary.by_code[vocabulary.absent]
        else:
            phase = decode(key, record, at)
            reason = vocabulary.reasons[phase.reason]
            as_of = as_of if phase.as_of is None else phase.as_of
        return Answer(host, reason, phase, as_of, at - as_of)

    def _current(self) -> Store | None:
        """Return the current generation, opened; looks for a newer one every now and then."""
        now = monotonic()
        if now < self._look_at:
            return self._store
        self._look_at = now + _LOOK_AGAIN
        path = self.folder.current()
        if self._store is not None and self._store.path == path:
            return self._store
        self._let_go()
        if path is not None and not self.folder.is_damaged(path):
            self._open(path)
        return self._store

    def _open(self, path: Path) -> None:
        try:
            self._store = Store(path)
        except StoreUnfit:
            if self.folder.current() == path:
                self.folder.tell_damaged(path)
            else:  # it was replaced while we opened it
                self._look_at = 0.0

    def _give_up(self, store: Store) -> None:
        self.folder.tell_damaged(store.path)
        self._let_go()

    def _let_go(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def _key(host: Host) -> bytes:
    return host.registrable.encode() or NO_DOMAIN


def _missing(host: Host) -> Answer:
    return Answer(host, STORE_MISSING, _NOTHING, None, 0)
