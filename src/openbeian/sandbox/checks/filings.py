"""What is filed anew: a first filing (XZBA), websites of a filed entity (XZWZ), access (XZJR)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from openbeian.sandbox.checks import persons, places, stock, websites
from openbeian.sandbox.checks.case import (
    Case,
    Person,
    Thing,
    certificate_thing,
    entity_thing,
    person,
)
from openbeian.sandbox.checks.findings import Finding
from openbeian.sandbox.keeping import taken
from openbeian.sandbox.models import Access, Entity, Provider, Service
from openbeian.wire.messages.filed import FiledEntityLeader, FiledServiceLeader
from openbeian.wire.messages.filing import (
    AddedAccess,
    AddedServices,
    EntityById,
    EntityByNumber,
    FirstFiling,
    NewEntity,
    NewService,
    ServiceById,
    ServiceByNumber,
)
from openbeian.wire.messages.meanings import Operation
from openbeian.wire.messages.parts import ServiceLeader


def first_filing(record: FirstFiling, provider: Provider, on: date) -> Case:
    """Check a first filing."""
    entity = record.entity
    owner = entity.certificate.number
    purposes = [each.file.purpose_id for each in record.attachments]
    return Case(
        operation=Operation.FIRST_FILING,
        title=entity.name,
        subject=str(entity.record_id),
        record_id=entity.record_id,
        findings=(
            *_new_entity(entity, provider, on),
            *_services(record.services, None, provider, of_unit=_is_unit(entity, on), on=on),
            *attachments(purposes, on),
        ),
        things=(
            certificate_thing(entity.certificate.type_id, owner),
            *stock.domain_things(record.services),
        ),
        people=(
            person(entity.leader, owner),
            *(person(each.leader, owner) for each in record.services),
        ),
    )


def added_services(record: AddedServices, provider: Provider, on: date) -> Case:
    """Check websites that are added to a filed entity."""
    entity = _entity(record.entity)
    purposes = [each.file.purpose_id for each in record.attachments]
    return Case(
        operation=Operation.ADD_SERVICE,
        title="、".join(each.name for each in record.services),
        subject=entity.number if entity else _named(record.entity),
        record_id=record.services[0].record_id,
        entity=entity,
        findings=(
            *entity_stands(entity, provider, unknown=1058),
            *(stock.password(record.filing_password, entity) if entity else ()),
            *_services(record.services, entity, provider, of_unit=_was_unit(entity), on=on),
            *attachments(purposes, on),
        ),
        things=_things(entity, record.services),
        people=leaders(entity, [each.leader for each in record.services]),
    )


def added_access(record: AddedAccess, provider: Provider, on: date) -> Case:
    """Check this provider's access to a filed website."""
    service = _service(record.service)
    entity = service.entity if service else None
    purposes = [each.file.purpose_id for each in record.attachments]
    return Case(
        operation=Operation.ADD_ACCESS,
        title=service.name if service else "",
        subject=service.number if service else _named(record.service),
        record_id=record.record_id,
        entity=entity,
        service=service,
        findings=(
            *_service_stands(service, provider),
            *(stock.password(record.filing_password, entity) if entity else ()),
            *websites.access(record, on),
            *stock.addresses([record], provider),
            *attachments(purposes, on),
        ),
        things=_things(entity, ()),
        people=leaders(entity, _filed_leaders(service)),
    )


def attachments(purposes: Iterable[int], on: date) -> Iterator[Finding]:
    """Find attachments whose purpose (附件用途) no table knows (1057)."""
    if not all(persons.in_table("attachment_purposes", purpose, on) for purpose in purposes):
        yield Finding(1057)


def entity_stands(entity: Entity | None, provider: Provider, *, unknown: int) -> Iterator[Finding]:
    """Find an entity that is unknown, cancelled (1049), or filed in another province (1045)."""
    if entity is None:
        yield Finding(unknown)
    elif entity.cancelled_at is not None:
        yield Finding(1049)
    elif entity.administration_id != provider.administration_id:
        yield Finding(1045)


def leaders(
    entity: Entity | None, of_services: Iterable[FiledServiceLeader | ServiceLeader]
) -> tuple[Person, ...]:
    """Return who confirms an order about a filed entity: its leader and those of websites."""
    if entity is None:
        return ()
    owner = entity.certificate_number
    first = person(taken(FiledEntityLeader, entity.leader, "Fzr"), owner)
    return (first, *(person(each, owner) for each in of_services))


def _new_entity(entity: NewEntity, provider: Provider, on: date) -> Iterator[Finding]:
    of_unit = _is_unit(entity, on)
    yield from places.address(entity.address, provider.administration.province)
    yield from persons.certificate(entity.certificate, on)
    yield from persons.nature(entity.nature_id, entity.certificate, on)
    yield from persons.entity_leader(entity.leader, of_unit=of_unit, on=on)
    yield from stock.listed_entity(entity.certificate)
    yield from stock.filed_certificate(entity.certificate)


def _services(
    services: Sequence[NewService],
    entity: Entity | None,
    provider: Provider,
    *,
    of_unit: bool,
    on: date,
) -> Iterator[Finding]:
    for each in services:
        yield from websites.website(each, on)
        yield from persons.service_leader(each.leader, of_unit=of_unit, on=on)
        yield from stock.domains(each.name, [part.name for part in each.domains], entity)
        yield from stock.home_page(each)
        yield from stock.addresses(each.access, provider)
    if _shared_domain(services):
        yield Finding(1039)


def _shared_domain(services: Sequence[NewService]) -> bool:
    names = [thing for each in services for thing in stock.domain_things([each])]
    return len(set(names)) < len(names)


def _things(entity: Entity | None, services: Iterable[NewService]) -> tuple[Thing, ...]:
    return (entity_thing(entity), *stock.domain_things(services)) if entity else ()


def _is_unit(entity: NewEntity, on: date) -> bool:
    return not persons.is_person(entity.nature_id, entity.certificate, on)


def _was_unit(entity: Entity | None) -> bool:
    return entity is not None and entity.nature_id != persons.INDIVIDUAL


def _entity(given: EntityByNumber | EntityById) -> Entity | None:
    if isinstance(given, EntityById):
        return Entity.objects.filter(pk=given.administration_id).first()
    return Entity.objects.filter(number=stock.canonical(given.number)).first()


def _service(given: ServiceByNumber | ServiceById) -> Service | None:
    services = Service.objects.select_related("entity")
    if isinstance(given, ServiceById):
        return services.filter(pk=given.administration_id).first()
    return services.filter(number=stock.canonical(given.number)).first()


def _named(given: EntityByNumber | EntityById | ServiceByNumber | ServiceById) -> str:
    """Return what the provider called a row that is not there."""
    if isinstance(given, EntityById | ServiceById):
        return str(given.administration_id)
    return given.number


def _service_stands(service: Service | None, provider: Provider) -> Iterator[Finding]:
    if service is None:
        yield Finding(1059)
    elif service.cancelled_at is not None:
        yield Finding(1050)
    else:
        yield from entity_stands(service.entity, provider, unknown=1058)
        if Access.objects.filter(
            service=service, provider=provider, cancelled_at__isnull=True
        ).exists():
            yield Finding(1038)


def _filed_leaders(service: Service | None) -> list[FiledServiceLeader]:
    return [taken(FiledServiceLeader, service.leader, "Wz_Fzr")] if service else []
