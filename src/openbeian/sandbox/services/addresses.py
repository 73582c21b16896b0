"""Enters filings of IPv4 addresses (IP备案) and answers each at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openbeian.sandbox.checks.findings import Finding
from openbeian.sandbox.checks.stock import covers
from openbeian.sandbox.models import IpFiling, IpSort, Order, OrderState
from openbeian.sandbox.services.answers import post
from openbeian.wire.messages.ip_decision import (
    AllocationResult,
    BroadcastResult,
    IpResult,
    IpResultCode,
    OwnRangeResult,
    SourceResult,
)
from openbeian.wire.messages.ip_filing import (
    ChangedAllocation,
    ChangedBroadcast,
    ChangedOwnRange,
    ChangedSource,
    DeletedAllocation,
    DeletedBroadcast,
    DeletedOwnRange,
    DeletedRecord,
    DeletedSource,
    NewAllocation,
    NewBroadcast,
    NewOwnRange,
    NewSource,
)
from openbeian.wire.messages.meanings import IpOperation

DONE = 2998

_SORTS: Mapping[type[Any], IpSort] = {
    NewSource: IpSort.SOURCE,
    ChangedSource: IpSort.SOURCE,
    DeletedSource: IpSort.SOURCE,
    NewAllocation: IpSort.ALLOCATION,
    ChangedAllocation: IpSort.ALLOCATION,
    DeletedAllocation: IpSort.ALLOCATION,
    NewBroadcast: IpSort.BROADCAST,
    ChangedBroadcast: IpSort.BROADCAST,
    DeletedBroadcast: IpSort.BROADCAST,
    NewOwnRange: IpSort.OWN_RANGE,
    ChangedOwnRange: IpSort.OWN_RANGE,
    DeletedOwnRange: IpSort.OWN_RANGE,
}
_RESULTS: Mapping[IpSort, type[IpResult]] = {
    IpSort.SOURCE: SourceResult,
    IpSort.ALLOCATION: AllocationResult,
    IpSort.BROADCAST: BroadcastResult,
    IpSort.OWN_RANGE: OwnRangeResult,
}
_TWICE = {IpSort.BROADCAST: 2004}


def is_about_addresses(record: object) -> bool:
    """Return whether a record files addresses."""
    return type(record) in _SORTS


def enter(order: Order, record: Any, *, at: datetime) -> None:
    """Add, change or delete a filed range, or refuse to; the provider is told either way."""
    sort = _SORTS[type(record)]
    if isinstance(record, DeletedRecord):
        outcome = _delete(order, record, sort, at)
    elif isinstance(record, NewSource | NewAllocation | NewBroadcast | NewOwnRange):
        outcome = _add(order, record, sort, at)
    else:
        outcome = _change(order, record, sort)
    if outcome.findings:
        order.state = OrderState.REFUSED
    found = outcome.findings or (Finding(DONE),)
    order.codes = [each.code for each in found]
    order.save(update_fields=["state", "codes"])
    post(order.provider, _answer(sort, outcome, found), at=at, order=order)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a record: the filed range, or why there is none."""

    operation: IpOperation
    filing: IpFiling | None
    findings: tuple[Finding, ...]
    record_id: int | None = None


def _add(order: Order, record: Any, sort: IpSort, at: datetime) -> _Outcome:
    findings = tuple(_faults(order, record, sort, other_than=0))
    filing = None
    if not findings:
        filing = IpFiling.objects.create(
            provider=order.provider,
            sort=sort,
            record_id=record.record_id,
            first=int(record.first),
            last=int(record.last),
            document=order.document,
            filed_at=at,
        )
    return _Outcome(IpOperation.ADD, filing, findings, record.record_id)


def _change(order: Order, record: Any, sort: IpSort) -> _Outcome:
    filing, findings = _own(order, record.administration_id, sort)
    if filing is not None:
        findings = tuple(_faults(order, record, sort, other_than=filing.pk))
    if filing is not None and not findings:
        filing.first, filing.last = int(record.first), int(record.last)
        filing.document = order.document
        filing.save()
    return _Outcome(IpOperation.CHANGE, filing, findings)


def _delete(order: Order, record: DeletedRecord, sort: IpSort, at: datetime) -> _Outcome:
    filing, findings = _own(order, record.administration_id, sort)
    if filing is not None:
        filing.deleted_at = at
        filing.save(update_fields=["deleted_at"])
    return _Outcome(IpOperation.DELETE, filing, findings)


def _own(order: Order, pk: int, sort: IpSort) -> tuple[IpFiling | None, tuple[Finding, ...]]:
    """Return a filed range of the order's provider, or why it may not touch it."""
    filing = IpFiling.objects.filter(pk=pk, sort=sort, deleted_at__isnull=True).first()
    if filing is None:
        return None, (Finding(2055),)
    if filing.provider_id != order.provider_id:
        return None, (Finding(2054),)
    return filing, ()


def _faults(order: Order, record: Any, sort: IpSort, *, other_than: int) -> Iterator[Finding]:
    first, last = int(record.first), int(record.last)
    if first > last:
        yield Finding(2002)
        return
    filed = IpFiling.objects.filter(
        provider=order.provider, deleted_at__isnull=True, first__lte=last, last__gte=first
    )
    if filed.filter(sort=sort).exclude(pk=other_than).exists():
        yield Finding(_TWICE.get(sort, 2003))
    sources = filed.filter(sort=IpSort.SOURCE).order_by("first").values_list("first", "last")
    if sort is IpSort.ALLOCATION and not covers(list(sources), first, last):
        yield Finding(2005)


def _answer(sort: IpSort, outcome: _Outcome, found: tuple[Finding, ...]) -> Any:
    return _RESULTS[sort](
        codes=tuple(IpResultCode(code=each.code, description=each.words) for each in found),
        administration_id=outcome.filing.pk if outcome.filing else None,
        operation=outcome.operation,
        record_id=outcome.record_id,
    )
