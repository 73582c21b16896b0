"""Makes the index of a store as it stands, once for each state of it.

Two walks over the store: the first finds how large each bucket is, the second puts every entry into
its place. Memory holds the buckets and a page of records; the entries are written through the file.
"""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import batched
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbeian.gate import header, store
from openbeian.gate.bulk import layout, seating
from openbeian.gate.bulk.layout import Index, IndexUnfit, Shape, State
from openbeian.gate.folder import Folder
from openbeian.gate.store import StoreUnfit

_PAGE = 65_536  # records at a time
_DRAFT = "index-draft-"


class _Page(NamedTuple):
    """Domains and their records, one behind the other, and where each of them ends."""

    domains: NDArray[np.uint8]
    domain_ends: NDArray[np.int64]
    records: NDArray[np.uint8]
    record_ends: NDArray[np.int64]


def index(folder: Folder, transaction: Any, domains: int) -> Index:
    """Return the index of what a transaction sees, made where there is none yet.

    Raises StoreUnfit for a record that is damaged, OSError where the folder cannot be written.
    """
    known = header.decode(transaction.get(store.HEADER))
    state = State(known.store, known.position)
    path = folder.path / state.file_name
    with suppress(IndexUnfit):
        return layout.load(path, state)
    with folder.locked("index"):
        with suppress(IndexUnfit):  # somebody else may have made it meanwhile
            return layout.load(path, state)
        _make(path, state, transaction, domains)
        _sweep(path)
    try:
        return layout.load(path, state)
    except IndexUnfit as fault:
        raise OSError(path) from fault


def _sweep(kept: Path) -> None:
    """Remove the indexes of other states; whoever has one mapped keeps it."""
    for path in kept.parent.glob("index-*"):
        if path != kept:
            path.unlink(missing_ok=True)


def _make(path: Path, state: State, transaction: Any, domains: int) -> None:
    key = np.frombuffer(secrets.token_bytes(16), np.uint64)
    sizes = np.zeros(_buckets(domains) + 1, np.uint32)
    count = 0
    for page in _pages(transaction):
        _seated(seating.measure(*page, key, sizes))
        count += len(page.domain_ends)
    total = seating.line_up(sizes)
    if total >= 2**32:
        raise OSError(f"{path}: more than an index can hold")
    shape = Shape(state, (int(key[0]), int(key[1])), count, len(sizes) - 1, total)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=_DRAFT, delete=False) as draft:
        draft.truncate(shape.places[2])
    drafted = Path(draft.name)
    try:
        _write(drafted, shape, sizes, transaction)
        drafted.chmod(0o640)
        drafted.replace(path)
    finally:
        drafted.unlink(missing_ok=True)


def _write(path: Path, shape: Shape, buckets: NDArray[np.uint32], transaction: Any) -> None:
    file = np.memmap(path, np.uint8, "r+")
    made = layout.arrays(shape, file)
    made.buckets[:] = buckets
    for page in _pages(transaction):
        _seated(seating.seat(*page, made.key, buckets, made.blob))
    with memoryview(file) as whole, whole[layout.START :] as body:
        head = shape.encode(body)
    file[: layout.START] = np.frombuffer(head, np.uint8)
    file.flush()
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _buckets(domains: int) -> int:
    """Return a power of two, so that two to four domains share a bucket."""
    return 1 << max(domains // 2, 2).bit_length() - 1


def _seated(good: bool) -> None:  # noqa: FBT001 - what the compiled walk says
    if not good:
        raise StoreUnfit("a record is damaged")


def _pages(transaction: Any) -> Iterator[_Page]:
    with transaction.cursor() as cursor:
        cursor.set_range(b"\x01")  # what is not a domain lies before
        for rows in batched(cursor.iternext(), _PAGE):
            keys, values = zip(*rows, strict=True)
            yield _Page(*_joined(keys), *_joined(values))


def _joined(parts: tuple[bytes, ...]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    lengths = np.fromiter(map(len, parts), np.int64, len(parts))
    return np.frombuffer(b"".join(parts) + bytes(16), np.uint8), np.cumsum(lengths)
