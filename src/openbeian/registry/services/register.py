"""Registration on approval: entity, services, domains and accesses come into force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.declaration import values
from openbeian.declaration.values import Declaration
from openbeian.errors import DomainError
from openbeian.registry import kinds, numbering
from openbeian.registry.models import Entity, EntityFacts, Service
from openbeian.registry.services.approval import (
    Approval,
    as_text,
    certificate_index,
    facts_of,
    open_access,
    open_domain,
    open_service_facts,
)
from openbeian.registry.services.writing import refusing
from openbeian.text import Text


class EntityNumberTaken(DomainError):
    """The entity number was issued to another entity."""

    code = "registry.entity_number_taken"
    message = Text(
        "{number} was issued to another entity. Compare the number with the administration's.",
        "{number}已属于其他主体，请与通信管理局核对备案号。",
    )


class EntityNumberUnfit(DomainError):
    """What was given as the entity's number is that of a service."""

    code = "registry.entity_number_unfit"
    message = Text(
        "{number} is the number of a service. The entity's number has no hyphen at its end.",
        "{number}为网站备案号，主体备案号末尾不带连字符及序号。",
    )


class ServiceNumberTaken(DomainError):
    """The service number was issued already."""

    code = "registry.service_number_taken"
    message = Text(
        "{number} was issued to another service. Compare the number with the administration's.",
        "{number}已属于其他互联网信息服务，请与通信管理局核对备案号。",
    )


class ServiceNumberUnfit(DomainError):
    """The service number does not belong to the entity, or not to this kind of service."""

    code = "registry.service_number_unfit"
    message = Text(
        "{number} does not continue the entity number {entity}, or is for another kind of service.",
        "{number}与主体备案号{entity}或服务类型不一致。",
    )


class ServiceNumberMissing(DomainError):
    """A declared service was left without a number."""

    code = "registry.service_number_missing"
    message = Text("State the number of {service}.", "请填写{service}的备案号。")


@dataclass(frozen=True, slots=True)
class Registration:
    """What an approval brought into force: the entity, and the services that are new."""

    entity: Entity
    services: tuple[Service, ...]


class Issued(NamedTuple):
    """A service number in canonical form, and its place in the entity's sequence."""

    text: str
    sequence: int


def register(
    *,
    declaration: Declaration,
    organisation_id: UUID,
    entity_number: str,
    service_numbers: Mapping[int, str],
    actor: Actor,
    at: datetime,
    filing_id: UUID | None = None,
    administration_ids: Mapping[str, int] | None = None,
) -> Registration:
    """Bring a declaration into force under the numbers issued, in the caller's transaction.

    `service_numbers` are by the declared service's id. An entity that is registered already gains
    the services. Raises NumberError, EntityNumberUnfit, EntityNumberTaken, ServiceNumberMissing,
    ServiceNumberUnfit, ServiceNumberTaken, DomainTaken.
    """
    approval = Approval(organisation_id, filing_id, administration_ids or {}, at)
    main = _main(entity_number)
    numbers = _numbers(declaration, main, service_numbers)
    entity, is_new = _entity(declaration, main, approval)
    services = tuple(
        _service(entity, service, numbers[service.id], approval) for service in declaration.services
    )
    if is_new:
        _record_entity(entity, actor, at)
    for service in services:
        _record_service(service, actor, at)
    return Registration(entity, services)


def _main(entity_number: str) -> str:
    number = numbering.read(entity_number)
    if number.service is not None:
        raise EntityNumberUnfit(number=str(number))
    return number.main


def _entity(declaration: Declaration, number: str, approval: Approval) -> tuple[Entity, bool]:
    """Return the entity of this number and whether it is new; locked against other writers."""
    index = certificate_index(declaration.entity.certificate.number)
    holders = Entity.objects.select_for_update().filter(number=number).order_by("-since", "-pk")
    holder = holders.first()
    ours = (approval.organisation_id, index)
    if holder is not None and (holder.organisation_id, holder.certificate_index) != ours:
        raise EntityNumberTaken(number=number)
    if holder is not None and holder.is_in_force:
        return holder, False
    with refusing(EntityNumberTaken(number=number)):
        entity = Entity.objects.create(
            organisation_id=approval.organisation_id,
            number=number,
            certificate_index=index,
            province=declaration.province,
            administration_id=approval.administration_ids.get("entity"),
            filing_id=approval.filing_id,
            since=approval.at,
        )
    EntityFacts.objects.create(
        entity=entity,
        name=declaration.entity.name,
        kind=declaration.entity.kind,
        since=approval.at,
    )
    return entity, True


def _service(
    entity: Entity, declared: values.Service, issued: Issued, approval: Approval
) -> Service:
    with refusing(ServiceNumberTaken(number=issued.text)):
        service = Service.objects.create(
            entity=entity,
            sequence=issued.sequence,
            number=issued.text,
            kind=declared.kind,
            administration_id=approval.administration_ids.get(f"services[{declared.id}]"),
            filing_id=approval.filing_id,
            since=approval.at,
        )
    open_service_facts(service, declared, approval.at)
    for domain in declared.domains:
        open_domain(service, declared, domain, approval)
    for access in declared.access:
        open_access(service, declared, access, approval)
    return service


def _numbers(
    declaration: Declaration, main: str, service_numbers: Mapping[int, str]
) -> dict[int, Issued]:
    """Return the service numbers by declared id, each fit for its entity and its service."""
    numbers = {}
    for declared in declaration.services:
        if declared.id not in service_numbers:
            raise ServiceNumberMissing(service=declared.name)
        number = numbering.read(service_numbers[declared.id])
        found = number.service
        if found is None or number.main != main or found.kind.value != declared.kind.value:
            raise ServiceNumberUnfit(number=str(number), entity=main)
        numbers[declared.id] = Issued(str(number), found.sequence)
    for undeclared in service_numbers.keys() - numbers.keys():
        raise ServiceNumberUnfit(number=service_numbers[undeclared], entity=main)
    return numbers


def _record_entity(entity: Entity, actor: Actor, at: datetime) -> None:
    record(
        kinds.ENTITY_REGISTERED,
        subject=(kinds.ENTITY, str(entity.pk)),
        actor=actor,
        at=at,
        facts={
            "number": entity.number,
            "province": entity.province,
            "filing": as_text(entity.filing_id),
        },
    )


def _record_service(service: Service, actor: Actor, at: datetime) -> None:
    record(
        kinds.SERVICE_REGISTERED,
        subject=(kinds.ENTITY, str(service.entity_id)),
        actor=actor,
        at=at,
        facts=facts_of(service),
    )
