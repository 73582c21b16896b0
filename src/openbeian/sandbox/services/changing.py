"""Applies an approved change (BGBA) to what is on file."""

from datetime import datetime

from openbeian.sandbox.keeping import kept
from openbeian.sandbox.models import Access, Domain, Entity, IpRange, Order, Service
from openbeian.sandbox.services.registering import add_domain, add_range, describe, entity_of
from openbeian.wire.messages.change import Change, ChangedAccess, ChangedEntity, ChangedService


def change(order: Order, record: Change, *, at: datetime) -> Entity:
    """Write an entity and its websites as they shall be; numbers and ids stay."""
    entity = entity_of(order)
    _entity(entity, record.entity, order, at)
    for each in record.services:
        _service(order, each, at)
    return entity


def _entity(entity: Entity, given: ChangedEntity, order: Order, at: datetime) -> None:
    entity.name = given.name
    entity.nature_id = given.nature_id
    entity.investor = given.investor or ""
    entity.certificate_type = given.certificate.type_id
    entity.certificate_number = given.certificate.number.strip().upper()
    entity.certificate = kept(given.certificate, "Zj")
    entity.address = kept(given.address, "Txdz")
    entity.leader = kept(given.leader, "Fzr")
    entity.remark = given.remark or ""
    entity.reviewer = order.reviewer
    entity.changed_at = at
    entity.save()


def _service(order: Order, given: ChangedService, at: datetime) -> None:
    service = Service.objects.get(pk=given.administration_id)
    describe(service, given)
    service.changed_at = at
    service.save()
    _domains(service, order, given, at)
    for each in given.access:
        _access(order, each, at)


def _domains(service: Service, order: Order, given: ChangedService, at: datetime) -> None:
    """End the domains that are not named any more, and add those without an id."""
    named = [each.administration_id for each in given.domains if each.administration_id]
    in_force = Domain.objects.filter(service=service, cancelled_at__isnull=True)
    in_force.exclude(pk__in=named).update(cancelled_at=at)
    for each in given.domains:
        if each.administration_id is None:
            add_domain(service, order.provider, each, at)


def _access(order: Order, given: ChangedAccess, at: datetime) -> None:
    access = Access.objects.get(pk=given.administration_id)
    access.server_place_ids = list(given.server_place_ids)
    access.method_ids = list(given.method_ids)
    access.changed_at = at
    access.save()
    named = {each.administration_id: each for each in given.ip_ranges if each.administration_id}
    in_force = IpRange.objects.filter(access=access, cancelled_at__isnull=True)
    in_force.exclude(pk__in=named).update(cancelled_at=at)
    for pk, each in named.items():
        in_force.filter(pk=pk).update(
            first=int(each.first), last=int(each.last), record_id=each.record_id, changed_at=at
        )
    for each in given.ip_ranges:
        if each.administration_id is None:
            add_range(access, order.provider, each, at)
