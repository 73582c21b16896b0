"""Puts on file what an officer approves: numbers are given out and ids made here, nowhere else."""

from collections.abc import Sequence
from datetime import datetime

from openbeian.numbers import domain_name
from openbeian.sandbox.checks.websites import AnyAccess, AnyRange, AnyService
from openbeian.sandbox.keeping import kept
from openbeian.sandbox.models import Access, Domain, Entity, IpRange, Order, Provider, Service
from openbeian.sandbox.services import filing_passwords, numbers
from openbeian.wire.messages.change import ChangedDomain
from openbeian.wire.messages.filing import (
    AddedAccess,
    AddedServices,
    FirstFiling,
    NewDomain,
    NewEntity,
    NewService,
)


def first_filing(order: Order, record: FirstFiling, *, at: datetime) -> Entity:
    """File an entity and its first websites, and send its leader the filing password."""
    entity = _new_entity(order, record.entity, at)
    for each in record.services:
        _new_service(entity, order.provider, each, at)
    return entity


def added_services(order: Order, record: AddedServices, *, at: datetime) -> Entity:
    """File websites of a filed entity."""
    entity = entity_of(order)
    for each in record.services:
        _new_service(entity, order.provider, each, at)
    return entity


def added_access(order: Order, record: AddedAccess, *, at: datetime) -> Entity:
    """File an access to a filed website."""
    entity = entity_of(order)
    service = Service.objects.get(order=order)
    _new_access(service, order.provider, record, record.record_id, at)
    return entity


def entity_of(order: Order) -> Entity:
    """Return the filed entity that an order is about, as it is now."""
    return Entity.objects.select_for_update().get(order=order)


def add_domain(
    service: Service, provider: Provider, given: NewDomain | ChangedDomain, at: datetime
) -> None:
    """File a domain of a website."""
    read = domain_name.parse(given.name)
    Domain.objects.create(
        service=service,
        provider=provider,
        record_id=given.record_id,
        name=read.ascii,
        registrable=read.registrable,
        filed_at=at,
        changed_at=at,
    )


def add_range(access: Access, provider: Provider, given: AnyRange, at: datetime) -> None:
    """File a range of addresses of an access."""
    IpRange.objects.create(
        access=access,
        provider=provider,
        record_id=given.record_id,
        first=int(given.first),
        last=int(given.last),
        filed_at=at,
        changed_at=at,
    )


def describe(service: Service, given: AnyService) -> None:
    """Write into a row what a message says of a website; the row is not yet saved."""
    service.name = given.name
    service.content_ids = list(given.content_ids)
    service.language_ids = list(given.language_ids)
    service.preapprovals = [kept(each, "Nrlx_xx") for each in given.preapprovals]
    service.leader = kept(given.leader, "Wz_Fzr")
    service.home_url = given.home_url or ""
    service.remark = given.remark or ""


def _new_entity(order: Order, given: NewEntity, at: datetime) -> Entity:
    administration = order.provider.administration
    entity = Entity(
        administration=administration,
        provider=order.provider,
        record_id=given.record_id,
        number=numbers.entity_number(administration, at),
        name=given.name,
        nature_id=given.nature_id,
        investor=given.investor or "",
        certificate_type=given.certificate.type_id,
        certificate_number=given.certificate.number.strip().upper(),
        certificate=kept(given.certificate, "Zj"),
        address=kept(given.address, "Txdz"),
        leader=kept(given.leader, "Fzr"),
        remark=given.remark or "",
        reviewer=order.reviewer,
        filed_at=at,
        changed_at=at,
    )
    filing_passwords.give(entity, given.leader.mobile, at=at)
    entity.save()
    return entity


def _new_service(entity: Entity, provider: Provider, given: NewService, at: datetime) -> None:
    service = Service(
        entity=entity,
        provider=provider,
        record_id=given.record_id,
        number=numbers.service_number(entity),
        filed_at=at,
        changed_at=at,
    )
    describe(service, given)
    service.save()
    for domain in given.domains:
        add_domain(service, provider, domain, at)
    for access in given.access:
        _new_access(service, provider, access, access.record_id, at)


def _new_access(
    service: Service, provider: Provider, given: AnyAccess, record_id: int, at: datetime
) -> None:
    access = Access.objects.create(
        service=service,
        provider=provider,
        record_id=record_id,
        server_place_ids=list(given.server_place_ids),
        method_ids=list(given.method_ids),
        filed_at=at,
        changed_at=at,
    )
    ranges: Sequence[AnyRange] = given.ip_ranges
    for each in ranges:
        add_range(access, provider, each, at)
