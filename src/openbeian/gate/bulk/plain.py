"""The way of a bare installation: every name through `gate.hosts`, every domain from the store."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from openbeian.gate import hosts, records
from openbeian.gate.bulk.answering import Terms
from openbeian.gate.hosts import Host

if TYPE_CHECKING:
    from openbeian.gate.bulk.quick import Names


class Plain:
    """Looks names up one by one in the state of the store that a transaction sees."""

    def __init__(self, terms: Terms, transaction: Any) -> None:
        self._terms = terms
        self._transaction = transaction

    def codes(self, batch: "Names") -> bytes:
        """Return the code of each name's reason. Raises RecordDamaged, lmdb.Error."""
        read = [hosts.read(name) for name in texts(batch)]
        keys = [host.registrable.encode() for host in read if host.fault is None]
        found = map(self._transaction.get, keys)
        known = map(self._known, keys, found)
        return bytes(self._code(host, known) for host in read)

    def _code(self, host: Host, known: Iterator[int]) -> int:
        if host.fault is not None:
            return self._terms.of_fault(host.fault)
        return next(known)

    def _known(self, key: bytes, record: bytes | None) -> int:
        if record is None:
            return self._terms.of_absence
        return records.decode(key, record, self._terms.at).reason


def texts(batch: "Names") -> Sequence[str]:
    """Return a batch as texts; a null of an array of Arrow is an empty one."""
    if isinstance(batch, Sequence):
        return batch
    return [name or "" for name in batch.to_pylist()]
