"""What the administration does of its own accord: cancel, audit, have verified or rectified."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from openbeian.sandbox.models import (
    OPEN,
    Access,
    Entity,
    Order,
    OrderState,
    Provider,
    Service,
)
from openbeian.sandbox.queries.tasks import task
from openbeian.sandbox.refusals import NotFiled, ReasonNeeded
from openbeian.sandbox.services import striking
from openbeian.sandbox.services.answers import post
from openbeian.sandbox.services.closing import close
from openbeian.wire.messages.audit import Audit, EntityFinding, RectificationNotice
from openbeian.wire.messages.meanings import NoticeKind, ReviewOutcome


@transaction.atomic(durable=True)
def cancel_entity(*, entity_id: int, officer: str, reason: str, at: datetime) -> None:
    """Cancel an entity with all its websites; orders about it are refused with 1049.

    Raises NotFiled, ReasonNeeded.
    """
    _check_reason(reason)
    entity = _in_force(Entity, entity_id)
    _end_orders(Order.objects.filter(entity=entity), officer, reason, 1049, at)
    striking.entity(entity, at=at, remark=reason)


@transaction.atomic(durable=True)
def cancel_service(*, service_id: int, officer: str, reason: str, at: datetime) -> None:
    """Cancel a website; orders about its entity are refused with 1050.

    Raises NotFiled, ReasonNeeded.
    """
    _check_reason(reason)
    service = _in_force(Service, service_id)
    _end_orders(Order.objects.filter(entity=service.entity_id), officer, reason, 1050, at)
    striking.service(service, at=at, remark=reason)


@transaction.atomic(durable=True)
def ask_for_rectification(*, entity_id: int, content: str, at: datetime) -> int:
    """Send a rectification notice (整改通知) to whoever connects an entity, and return to how many.

    Raises NotFiled, ReasonNeeded; MessageRefused over 255 characters.
    """
    _check_reason(content)
    entity = _in_force(Entity, entity_id)
    notice = RectificationNotice(
        kind=NoticeKind.ENTITY,
        filing_number=entity.number,
        administration_id=entity.pk,
        content=content,
    )
    return _tell(_connecting(entity), notice, at)


@transaction.atomic(durable=True)
def ask_for_verification(*, entity_id: int, remark: str, at: datetime) -> int:
    """Send whoever connects an entity the task to verify it (核实任务), and return to how many.

    Raises NotFiled, ReasonNeeded.
    """
    _check_reason(remark)
    entity = _in_force(Entity, entity_id)
    return len(
        [post(each, task(entity, each, remark), at=at) for each in _connecting(entity)],
    )


@transaction.atomic(durable=True)
def find_wrong(*, entity_id: int, reason: str, at: datetime) -> int:
    """Tell whoever connects an entity that an audit found its facts wrong (主体核查结果).

    Returns to how many. Raises NotFiled, ReasonNeeded; MessageRefused over 512 characters.
    """
    _check_reason(reason)
    entity = _in_force(Entity, entity_id)
    finding = EntityFinding(
        administration_id=entity.pk,
        name=entity.name,
        certificate_type=entity.certificate_type,
        certificate_number=entity.certificate_number,
        reason=reason,
    )
    return _tell(_connecting(entity), Audit(entities=(finding,)), at)


def _connecting(entity: Entity) -> list[Provider]:
    return list(striking.providers_of(Access.objects.filter(service__entity=entity)))


def _tell(providers: Iterable[Provider], notice: RectificationNotice | Audit, at: datetime) -> int:
    return len([post(provider, notice, at=at) for provider in providers])


def _in_force[R: (Entity, Service)](kind: type[R], pk: int) -> R:
    found = kind.objects.select_for_update().filter(pk=pk, cancelled_at__isnull=True).first()
    if found is None:
        raise NotFiled
    return found


def _end_orders(
    orders: QuerySet[Order], officer: str, reason: str, code: int, at: datetime
) -> None:
    for order in orders.select_for_update().filter(state__in=OPEN):
        order.reviewer, order.opinion = officer, reason
        close(order, OrderState.REFUSED, code=code, outcome=ReviewOutcome.REJECTED, at=at)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded
