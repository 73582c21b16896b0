"""Records for the store, from the same verdicts as every other answer of the house."""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Collate

from openbeian.gate import moments, records
from openbeian.gate.records import Phase
from openbeian.registry.evidence import Evidence, Marked, gather
from openbeian.registry.models import BlackListedDomain, Domain, Elsewhere, InProcess
from openbeian.registry.publishing.terms import REASONS
from openbeian.registry.reasons import Reason
from openbeian.registry.verdict import Verdict, course

type Records = dict[bytes, bytes | None]

_TOGETHER = 500  # names in one gathering of evidence
_PLACES = {reason: place for place, reason in enumerate(REASONS)}
_IN_OCTETS = {"sqlite": "BINARY", "postgresql": "C"}


def of_names(names: Collection[str], *, at: datetime) -> Records:
    """Return the records of registrable domains; None for one of which nothing is known."""
    found: Records = {}
    for some in batched(sorted(names), _TOGETHER):
        for name, evidence in gather(some, at=at).items():
            found[name.encode("ascii")] = _record(name.encode("ascii"), evidence, at)
    return found


def of_everything(*, at: datetime) -> Iterator[tuple[bytes, bytes]]:
    """Yield the record of every domain of which something is known, in the order of the keys."""
    for some in batched(_every_name(), _TOGETHER):
        stored = of_names(some, at=at)
        yield from ((key, record) for key, record in stored.items() if record is not None)


def _record(key: bytes, evidence: Evidence, at: datetime) -> bytes | None:
    phases = [_phase(*step) for step in course(evidence, at=at)]
    phases[0] = phases[0]._replace(begins=0)
    if len(phases) == 1 and phases[0].reason == _PLACES[Reason.NO_RECORD]:
        return None
    return records.encode(key, phases)


def _phase(begins: datetime, verdict: Verdict) -> Phase:
    return Phase(
        reason=_PLACES[verdict.reason],
        begins=moments.of(begins),
        since=None if verdict.since is None else moments.of(verdict.since),
        as_of=None if verdict.as_of is None else moments.of(verdict.as_of),
        linked=verdict.linked,
        entity_number=verdict.entity_number,
        service_number=verdict.service_number,
        psb_number=verdict.psb_number,
    )


def _every_name() -> Iterator[str]:
    """Yield every name of which the registry has ever heard, in the order of its octets."""
    marks = [_names_in(table, "domain") for table in (BlackListedDomain, InProcess, Elsewhere)]
    names = _names_in(Domain, "name").union(*marks)
    return names.order_by("key").iterator(chunk_size=10 * _TOGETHER)


def _names_in(table: type[Domain | Marked], column: str) -> QuerySet[Any, str]:
    collation = _IN_OCTETS[connection.vendor]
    rows: QuerySet[Any] = table.objects.annotate(key=Collate(F(column), collation))
    return rows.values_list("key", flat=True)
