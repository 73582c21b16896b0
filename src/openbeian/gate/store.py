"""One generation of the store, an LMDB file: read by every gate of a machine, written by one.

Keys are registrable domains as A-labels, values are `records`; the header and the vocabulary lie
under keys that no domain can have. Readers never wait for the writer nor it for them, and the file
is whole after any crash: what was not committed was never there.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import lmdb

from openbeian.gate import header, vocabulary
from openbeian.gate.header import Header, HeaderUnfit
from openbeian.gate.vocabulary import Vocabulary, VocabularyUnfit

HEADER = b"\x00header"
VOCABULARY = b"\x00vocabulary"
NO_DOMAIN = b"\x00"  # a key under which nothing lies
_OWN = 2  # how many keys are not domains
# Addresses, not memory: the file grows with what is in it. 50 million domains need 5 GB.
_LARGEST = 64 * 1024**3
_MOST_READERS = 1024
_PAGE = 100_000  # records in one transaction of a build


class StoreUnfit(Exception):
    """A file is no store of this version, or it is damaged."""


_FAULTS = (lmdb.Error, OSError, HeaderUnfit, VocabularyUnfit)


class Store:
    """A generation opened for reading, with one read transaction that is renewed for each look.

    Not for two threads at a time.
    """

    def __init__(self, path: Path) -> None:
        """Open a generation. Raises StoreUnfit."""
        self.path = path
        with _unfit(path):
            _refuse_cut(path)
            self._environment = _open(path, readonly=True, create=False)
            with self._environment.begin() as transaction:
                self.vocabulary = vocabulary.decode(transaction.get(VOCABULARY))
                self._renew(transaction)

    def read(self, key: bytes) -> bytes | None:
        """Return the record under a key as it stands now; renews the header. Raises StoreUnfit."""
        try:
            transaction = self._environment.begin()
            try:
                if transaction.id() != self._known:
                    self._renew(transaction)
                return transaction.get(key)
            finally:
                transaction.abort()
        except _FAULTS as fault:
            raise StoreUnfit(self.path) from fault

    def read_all(self, keys: Iterable[bytes]) -> list[bytes | None]:
        """Return the records under many keys, all as they stand at one moment, as `read` does."""
        with _unfit(self.path), self._environment.begin() as transaction:
            self._renew(transaction)
            return list(map(transaction.get, keys))

    @contextmanager
    def still(self) -> "Iterator[lmdb.Transaction[bytes]]":
        """Lend one read transaction: everything as it stands now, for as long as it is held.

        What the writer replaces meanwhile is kept for it, and the file grows by that.
        """
        with _unfit(self.path), self._environment.begin() as transaction:
            self._renew(transaction)
            yield transaction

    def _renew(self, transaction: "lmdb.Transaction[bytes]") -> None:
        self.header = header.decode(transaction.get(HEADER))
        self._known = transaction.id()

    def count(self) -> int:
        """Return how many domains have a record."""
        return int(self._environment.stat()["entries"]) - _OWN

    def close(self) -> None:
        """Let go of the file."""
        self._environment.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Writer:
    """A generation opened by its follower. LMDB lets one transaction at a time write."""

    def __init__(self, path: Path) -> None:
        """Open a generation. Raises StoreUnfit."""
        self.path = path
        with _unfit(path):
            _refuse_cut(path)
            # metasync: a power cut may take the last change back, and the feed brings it again
            self._environment = _open(path, create=False, metasync=False)
            with self._environment.begin() as transaction:
                self.header = header.decode(transaction.get(HEADER))
            self.release_the_dead()

    def apply(self, changes: Mapping[bytes, bytes | None], to: Header) -> None:
        """Store records, or remove those that are None, and the header, all at once.

        Raises StoreUnfit.
        """
        with _unfit(self.path), self._environment.begin(write=True) as transaction:
            for key, record in changes.items():
                if record is None:
                    transaction.delete(key)
                else:
                    transaction.put(key, record)
            transaction.put(HEADER, to.encode())
        self.header = to

    def release_the_dead(self) -> int:
        """Forget readers that were killed, so that what they saw need not be kept."""
        return self._environment.reader_check()

    def close(self) -> None:
        """Let go of the file."""
        self._environment.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(
    path: Path, records: Iterable[tuple[bytes, bytes]], *, of: Vocabulary, to: Header
) -> int:
    """Write a whole generation and see it on to the disk; return how many records it holds.

    The records come in ascending order of their keys.
    """
    # not synced page by page: until it is published, nobody reads it
    environment = _open(path, sync=False)
    count = 0
    try:
        with environment.begin(write=True) as transaction:
            transaction.put(HEADER, to.encode(), append=True)
            transaction.put(VOCABULARY, of.encode(), append=True)
        for page in _pages(records):
            with environment.begin(write=True) as transaction:
                for key, record in page:
                    transaction.put(key, record, append=True)
            count += len(page)
        environment.sync(force=True)
    finally:
        environment.close()
    return count


def _pages(records: Iterable[tuple[bytes, bytes]]) -> Iterator[list[tuple[bytes, bytes]]]:
    page = []
    for record in records:
        page.append(record)
        if len(page) == _PAGE:
            yield page
            page = []
    yield page


def _open(path: Path, **how: bool) -> lmdb.Environment:
    """Open the file of a generation; look-ups come in no order, so nothing is read ahead."""
    return lmdb.open(
        str(path),
        subdir=False,
        map_size=_LARGEST,
        max_readers=_MOST_READERS,
        max_spare_txns=1,  # LMDB's own renewal: nothing is allocated for a look
        readahead=False,
        mode=0o660,
        **how,
    )


def _refuse_cut(path: Path) -> None:
    """Raise OSError for a file that was cut off: reading past its end would end the process."""
    size = path.stat().st_size
    environment = _open(path, readonly=True, create=False, lock=False)
    try:
        wanted = (environment.info()["last_pgno"] + 1) * environment.stat()["psize"]
    finally:
        environment.close()
    if size < wanted:
        message = f"{path} ends at {size} of {wanted} octets"
        raise OSError(message)


@contextmanager
def _unfit(path: Path) -> Iterator[None]:
    try:
        yield
    except _FAULTS as fault:
        raise StoreUnfit(path) from fault
