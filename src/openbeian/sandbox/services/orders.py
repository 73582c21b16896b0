"""Makes an order of each record: checked, then open before an officer, or refused at once."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from openbeian.sandbox.checks.cancellations import cancellation
from openbeian.sandbox.checks.case import Case, Thing
from openbeian.sandbox.checks.changes import change
from openbeian.sandbox.checks.filings import added_access, added_services, first_filing
from openbeian.sandbox.checks.findings import Finding, sendable
from openbeian.sandbox.keeping import kept
from openbeian.sandbox.models import Claim, ClaimKind, Order, OrderState, Provider, UploadedFile
from openbeian.sandbox.services import sms
from openbeian.sandbox.services.answers import post_findings
from openbeian.sandbox.services.entering import enter
from openbeian.wire.formats import UPLOAD
from openbeian.wire.messages import UploadRecord
from openbeian.wire.messages.cancellation import Cancellation
from openbeian.wire.messages.change import Change
from openbeian.wire.messages.filing import AddedAccess, AddedServices, FirstFiling
from openbeian.wire.messages.meanings import Operation

_EXAMINED: Mapping[type[Any], Callable[[Any, Provider, date], Case]] = {
    FirstFiling: first_filing,
    AddedServices: added_services,
    AddedAccess: added_access,
    Change: change,
    Cancellation: cancellation,
}
_ONCE_MORE = {
    Operation.CANCEL_ENTITY: 1027,
    Operation.CANCEL_SERVICE: 1030,
    Operation.CANCEL_ACCESS: 1032,
}


def receive(file: UploadedFile, position: int, record: UploadRecord, *, at: datetime) -> Order:
    """Make an order of one record of a file; the caller holds the transaction.

    Raises MessageRefused where GBK cannot carry what the record says.
    """
    place = UPLOAD.place_of(record)[1]
    order = Order(
        file=file,
        provider=file.provider,
        position=position,
        place=place,
        document=kept(record, place),
        received_at=at,
        state=OrderState.ENTERED,
    )
    examine = _EXAMINED.get(type(record))
    if examine is None:
        return enter(order, record, at=at)
    _settle(order, examine(record, file.provider, localtime(at).date()), at)
    return order


def _settle(order: Order, case: Case, at: datetime) -> None:
    """Open an order, or refuse it with everything that was found."""
    order.operation = case.operation
    order.title = case.title[:512]
    order.subject = sendable(case.subject)
    order.record_id = case.record_id
    order.entity, order.service, order.access = case.entity, case.service, case.access
    findings = tuple(dict.fromkeys((*case.findings, *_held(case))))
    if findings:
        _refuse(order, findings, at)
        return
    order.state = OrderState.WITH_OFFICER
    order.save()
    Claim.objects.bulk_create(
        Claim(order=order, kind=thing.kind, value=thing.value) for thing in case.things
    )
    sms.ask(order, case.people, at=at)


def _refuse(order: Order, findings: tuple[Finding, ...], at: datetime) -> None:
    order.state = OrderState.REFUSED
    order.codes = [each.code for each in findings]
    order.decided_at = at
    order.save()
    post_findings(order, findings, at=at)


def _held(case: Case) -> list[Finding]:
    """Find what other open orders are about already: of each order the first thing only."""
    found: dict[int, Finding] = {}
    for thing in case.things:
        claim = Claim.objects.filter(kind=thing.kind, value=thing.value).first()
        if claim is not None and claim.order_id not in found:
            found[claim.order_id] = _conflict(case, thing, claim.order)
    return list(found.values())


def _conflict(case: Case, thing: Thing, holder: Order) -> Finding:
    if thing.kind is ClaimKind.CERTIFICATE:
        return Finding(1003)
    if thing.kind is ClaimKind.DOMAIN:
        return Finding(1005, thing.value)
    asked, running = case.operation, holder.operation
    if asked == running and _same(case, holder):
        return Finding(_ONCE_MORE.get(asked, 1017))
    if (asked, running) == (Operation.CANCEL_SERVICE, Operation.CANCEL_ENTITY):
        return Finding(1042)
    if (asked, running) == (Operation.CANCEL_ENTITY, Operation.CANCEL_SERVICE):
        return Finding(1043)
    return Finding(1017)


def _same(case: Case, holder: Order) -> bool:
    """Return whether an order is about the very row that another one is about."""
    mine = (case.entity, case.service, case.access)
    return mine == (holder.entity, holder.service, holder.access)
