"""What an officer does with an open order: approve, refuse, return."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from openbeian.sandbox.keeping import taken
from openbeian.sandbox.models import Access, Order, OrderState, Service
from openbeian.sandbox.queries.filed import filed
from openbeian.sandbox.refusals import CodeNotRefusing, OrderNotOpen, ReasonNeeded
from openbeian.sandbox.services import changing, registering, striking
from openbeian.sandbox.services.answers import post
from openbeian.sandbox.services.closing import close
from openbeian.wire.messages import UPLOADS
from openbeian.wire.messages.meanings import Operation, ReviewOutcome
from openbeian.wire.results import Family, Meaning, UnknownResult, result

APPROVED, REFUSED = 1001, 1002

_FILED: Mapping[Operation, Callable[..., Any]] = {
    Operation.FIRST_FILING: registering.first_filing,
    Operation.ADD_SERVICE: registering.added_services,
    Operation.ADD_ACCESS: registering.added_access,
    Operation.CHANGE: changing.change,
}


@transaction.atomic(durable=True)
def approve(*, order_id: int, officer: str, at: datetime, opinion: str = "") -> Order:
    """Approve an order: put it on file, give out numbers, and lay down the answers.

    Raises OrderNotOpen; MessageRefused where the opinion cannot be sent.
    """
    order = _waiting(order_id)
    order.reviewer, order.opinion = officer, opinion
    operation = order.kind
    entity = _FILED[operation](order, _record(order), at=at) if operation in _FILED else None
    if entity is None:
        _strike(order, operation, at)
    close(order, OrderState.APPROVED, code=APPROVED, outcome=ReviewOutcome.APPROVED, at=at)
    if entity is not None:
        order.entity = entity
        order.save(update_fields=["entity"])
        post(order.provider, filed(entity, order.provider), at=at, order=order)
    return order


@transaction.atomic(durable=True)
def refuse(
    *, order_id: int, officer: str, opinion: str, at: datetime, code: int = REFUSED
) -> Order:
    """Refuse an order under a code, such as 1002, with the officer's words.

    Raises OrderNotOpen, ReasonNeeded, CodeNotRefusing; MessageRefused as `approve` does.
    """
    _check_refuses(code)
    order = _sent_back(order_id, officer, opinion)
    close(order, OrderState.REFUSED, code=code, outcome=ReviewOutcome.REJECTED, at=at)
    return order


@transaction.atomic(durable=True)
def give_back(*, order_id: int, officer: str, opinion: str, at: datetime) -> Order:
    """Return an order to the provider without a decision on its merits (退回).

    The interface has no code of its own for it, so it travels as 1002. Raises as `refuse` does.
    """
    order = _sent_back(order_id, officer, opinion)
    close(order, OrderState.RETURNED, code=REFUSED, outcome=ReviewOutcome.REJECTED, at=at)
    return order


def _sent_back(order_id: int, officer: str, opinion: str) -> Order:
    """Return an order that waits, with the words for its provider; not yet closed."""
    if not opinion.strip():
        raise ReasonNeeded
    order = _waiting(order_id)
    order.reviewer, order.opinion = officer, opinion
    return order


def _waiting(order_id: int) -> Order:
    waiting = Order.objects.select_for_update().filter(state=OrderState.WITH_OFFICER)
    order = waiting.filter(pk=order_id).first()
    if order is None:
        raise OrderNotOpen
    return order


def _check_refuses(code: int) -> None:
    try:
        found = result(code)
    except UnknownResult:
        raise CodeNotRefusing(number=code) from None
    if found.family is not Family.ICP or found.meaning is Meaning.DONE:
        raise CodeNotRefusing(number=code)


def _record(order: Order) -> Any:
    return taken(UPLOADS[order.place], order.document, order.place)


def _strike(order: Order, operation: Operation, at: datetime) -> None:
    """End what an order cancels."""
    if operation is Operation.CANCEL_ENTITY:
        striking.entity(registering.entity_of(order), at=at)
    elif operation is Operation.CANCEL_SERVICE:
        striking.service(Service.objects.get(order=order), at=at)
    else:
        striking.access(Access.objects.get(order=order), at=at)
