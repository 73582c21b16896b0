"""The way of the extra `bulk`: Arrow's buffers through the compiled kernel over a mapped index.

What the kernel leaves is read by `gate.hosts` and looked up in the same index.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from openbeian.gate import hosts
from openbeian.gate.bulk import folding, kernel, suffixes
from openbeian.gate.bulk.answering import Terms
from openbeian.gate.bulk.layout import Index
from openbeian.gate.hosts import Fault

type Names = Sequence[str] | pa.Array | pa.ChunkedArray

_NOTHING = np.frombuffer(b"\x00", np.uint8)[:0]


class Quick:
    """Looks names up in an index; for any thread, and without Python's lock for nearly all."""

    def __init__(self, terms: Terms, index: Index) -> None:
        self._terms = terms
        self.index = index
        self._tree = suffixes.load()
        faults = (Fault.IP_LITERAL, Fault.PUBLIC_SUFFIX)
        decided = (*map(terms.of_fault, faults), terms.of_absence)
        self._meanings = np.array([kernel.LEFT, *decided], np.uint8)

    def codes(self, batch: Names) -> NDArray[np.uint8]:
        """Return the code of each name's reason."""
        if isinstance(batch, pa.ChunkedArray):
            parts = [self.codes(chunk) for chunk in batch.chunks]
            return np.concatenate(parts) if parts else np.empty(0, np.uint8)
        if not isinstance(batch, pa.Array):
            try:
                batch = pa.array(batch, pa.large_string())
            except UnicodeEncodeError:  # half a surrogate pair, from JSON
                return self._scalar(batch)
        return self._looked_up(batch)

    def _looked_up(self, names: pa.Array) -> NDArray[np.uint8]:
        """Return the codes of an array; a null is an empty name."""
        if names.type not in (pa.string(), pa.large_string()):
            names = names.cast(pa.large_string())
        if names.null_count:
            names = names.fill_null("")
        data, places = _buffers(names)
        codes = np.empty(len(names), np.uint8)
        index = self.index
        if kernel.look_up(
            data,
            places,
            self._tree,
            index.buckets,
            index.blob,
            index.key,
            np.int64(self._terms.at),
            self._meanings,
            codes,
        ):
            left = np.flatnonzero(codes == kernel.LEFT)
            codes[left] = self._scalar(names.take(pa.array(left)).to_pylist())
        return codes

    def _scalar(self, names: Sequence[str]) -> NDArray[np.uint8]:
        """Return the codes of names of any kind, read one by one."""
        read = [hosts.read(name) for name in names]
        codes = self._found([host.registrable.encode() for host in read])
        for row, host in enumerate(read):
            if host.fault is not None:
                codes[row] = self._terms.of_fault(host.fault)
        return codes

    def _found(self, domains: Sequence[bytes]) -> NDArray[np.uint8]:
        """Return the codes of registrable domains."""
        ends = np.cumsum(np.fromiter(map(len, domains), np.int64, len(domains)))
        starts = np.concatenate((np.zeros(1, np.int64), ends[:-1]))[: len(ends)]
        octets = np.frombuffer(b"".join(domains) + bytes(folding.PAD), np.uint8)
        codes = np.empty(len(domains), np.uint8)
        index, absent = self.index, self._meanings[-1]
        table = (index.buckets, index.blob, index.key)
        kernel.find(octets, starts, ends, *table, np.int64(self._terms.at), absent, codes)
        return codes


def _buffers(names: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the octets of an array of strings, and where each of its strings begins and ends."""
    if not len(names):
        return _NOTHING, np.zeros(1, np.int64)
    kind = np.int64 if names.type == pa.large_string() else np.int32
    _, offsets, data = names.buffers()
    places = np.frombuffer(offsets, kind)[names.offset : names.offset + len(names) + 1]
    first, last = int(places[0]), int(places[-1])
    octets = np.frombuffer(data, np.uint8)[first:last] if last > first else _NOTHING
    return octets, places.astype(np.int64) - first
