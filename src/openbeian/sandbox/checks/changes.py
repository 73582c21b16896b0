"""A change of a filed entity and its websites at this provider (BGBA)."""

from collections.abc import Iterator
from datetime import date

from openbeian.sandbox.checks import persons, places, stock, websites
from openbeian.sandbox.checks.case import Case, Thing, certificate_thing, entity_thing, person
from openbeian.sandbox.checks.filings import attachments, entity_stands
from openbeian.sandbox.checks.findings import Finding
from openbeian.sandbox.keeping import taken
from openbeian.sandbox.models import Access, Domain, Entity, IpRange, Provider, Service
from openbeian.wire.messages.change import Change, ChangedAccess, ChangedEntity, ChangedService
from openbeian.wire.messages.meanings import Operation
from openbeian.wire.messages.parts import FiledAddress


def change(record: Change, provider: Provider, on: date) -> Case:
    """Check a change."""
    given = record.entity
    entity = Entity.objects.filter(pk=given.administration_id).first()
    purposes = [each.file.purpose_id for each in record.attachments]
    owner = given.certificate.number
    return Case(
        operation=Operation.CHANGE,
        title=given.name,
        subject=str(given.administration_id),
        record_id=given.administration_id,
        entity=entity,
        findings=(
            *entity_stands(entity, provider, unknown=1016),
            *(_entity(given, entity, provider, on) if entity else ()),
            *(stock.password(record.filing_password, entity) if entity else ()),
            *(_services(record, entity, provider, on) if entity else ()),
            *attachments(purposes, on),
        ),
        things=_things(record, entity) if entity else (),
        people=(
            person(given.leader, owner),
            *(person(each.leader, owner) for each in record.services),
        ),
    )


def _entity(
    given: ChangedEntity, entity: Entity, provider: Provider, on: date
) -> Iterator[Finding]:
    of_unit = not persons.is_person(given.nature_id, given.certificate, on)
    if stock.canonical(given.filing_number) != entity.number:
        yield Finding(1016, given.filing_number)
    if given.address.province != taken(FiledAddress, entity.address, "Txdz").province:
        yield Finding(1046)
    else:
        yield from places.address(given.address, provider.administration.province)
    yield from persons.certificate(given.certificate, on)
    yield from persons.nature(given.nature_id, given.certificate, on)
    yield from persons.entity_leader(given.leader, of_unit=of_unit, on=on)
    yield from stock.listed_entity(given.certificate)
    yield from stock.filed_certificate(given.certificate, other_than=entity.pk)


def _services(record: Change, entity: Entity, provider: Provider, on: date) -> Iterator[Finding]:
    of_unit = not persons.is_person(record.entity.nature_id, record.entity.certificate, on)
    ids = [each.administration_id for each in record.services]
    filed = Service.objects.filter(entity=entity).in_bulk(ids)
    accesses = stock.accesses_of(provider, ids)
    if len(set(ids)) < len(ids):
        yield Finding(1067)
    for each in record.services:
        service = filed.get(each.administration_id)
        yield from _stands(each, service, accesses.get(each.administration_id, []))
        yield from websites.website(each, on)
        yield from persons.service_leader(each.leader, of_unit=of_unit, on=on)
        yield from stock.home_page(each, other_than=each.administration_id)
        yield from stock.addresses(each.access, provider)
        if service is not None:
            yield from _domains(each, service)


def _stands(given: ChangedService, service: Service | None, own: list[Access]) -> Iterator[Finding]:
    """Find a website that is not there, or that is not this provider's to change."""
    if service is None or stock.canonical(given.filing_number) != service.number:
        yield Finding(1016, given.filing_number)
    elif service.cancelled_at is not None:
        yield Finding(1050)
    elif not own:
        yield Finding(1048)
    else:
        by_id = {access.pk: access for access in own}
        for each in given.access:
            yield from _access(each, by_id.get(each.administration_id))


def _access(given: ChangedAccess, access: Access | None) -> Iterator[Finding]:
    if access is None:
        yield Finding(1048)
        return
    named = {each.administration_id for each in given.ip_ranges} - {None}
    filed = IpRange.objects.filter(access=access, cancelled_at__isnull=True)
    if not named <= set(filed.values_list("pk", flat=True)):
        yield Finding(1023)


def _domains(given: ChangedService, service: Service) -> Iterator[Finding]:
    """Find domains that are not filed for the website, and new ones that somebody else has."""
    filed = dict(
        Domain.objects.filter(service=service, cancelled_at__isnull=True).values_list("pk", "name")
    )
    for each in given.domains:
        read = websites.read_domain(each.name)
        if each.administration_id is not None and (
            read is None or filed.get(each.administration_id) != read.ascii
        ):
            yield Finding(1016, each.name)
    added = tuple(each.name for each in given.domains if each.administration_id is None)
    yield from stock.domains(given.name, added, service.entity)


def _things(record: Change, entity: Entity) -> tuple[Thing, ...]:
    certificate = record.entity.certificate
    return (
        entity_thing(entity),
        certificate_thing(certificate.type_id, certificate.number),
        *stock.domain_things(record.services),
    )
