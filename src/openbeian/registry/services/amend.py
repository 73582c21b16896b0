"""A change on approval: what differs supersedes what was registered; nothing is overwritten."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.declaration import values
from openbeian.declaration.values import Declaration
from openbeian.registry import kinds, numbering
from openbeian.registry.models import Access, Entity, EntityFacts, Service
from openbeian.registry.services.approval import (
    Approval,
    as_text,
    facts_of,
    open_access,
    open_domain,
    open_service_facts,
)
from openbeian.registry.subjects import NotRegistered


def amend(
    *,
    declaration: Declaration,
    organisation_id: UUID,
    entity_number: str,
    service_numbers: Mapping[int, str],
    actor: Actor,
    at: datetime,
    filing_id: UUID | None = None,
    administration_ids: Mapping[str, int] | None = None,
) -> Entity:
    """Make the registered facts those of a declaration, in the caller's transaction.

    `service_numbers` are by the declared service's id; services that are not named stay as they
    are. A domain or access that a named service no longer declares ends. Raises NumberError,
    NotRegistered, DomainTaken.
    """
    approval = Approval(organisation_id, filing_id, administration_ids or {}, at)
    entity = _entity(numbering.read(entity_number).main, organisation_id)
    _amend_entity(entity, declaration.entity, approval, actor)
    by_id = {service.id: service for service in declaration.services}
    for declared_id, number in service_numbers.items():
        service = entity.services.in_force().filter(number=str(numbering.read(number))).first()
        if service is None or declared_id not in by_id:
            raise NotRegistered
        _amend_service(service, by_id[declared_id], approval, actor)
    return entity


def _entity(number: str, organisation_id: UUID) -> Entity:
    entities = Entity.objects.in_force().select_for_update()
    entity = entities.filter(number=number, organisation_id=organisation_id).first()
    if entity is None:
        raise NotRegistered
    return entity


def _amend_entity(
    entity: Entity, declared: values.Entity, approval: Approval, actor: Actor
) -> None:
    former = entity.facts
    if (former.name, former.kind) == (declared.name, declared.kind):
        return
    former.end(approval.at)
    EntityFacts.objects.create(
        entity=entity, name=declared.name, kind=declared.kind, since=approval.at
    )
    record(
        kinds.ENTITY_AMENDED,
        subject=(kinds.ENTITY, str(entity.pk)),
        actor=actor,
        at=approval.at,
        facts={"number": entity.number, "filing": as_text(approval.filing_id)},
    )


def _amend_service(
    service: Service, declared: values.Service, approval: Approval, actor: Actor
) -> None:
    changes = [
        _amend_facts(service, declared, approval),
        _amend_domains(service, declared, approval),
        _amend_accesses(service, declared, approval),
    ]
    if any(changes):
        record(
            kinds.SERVICE_AMENDED,
            subject=(kinds.ENTITY, str(service.entity_id)),
            actor=actor,
            at=approval.at,
            facts={**facts_of(service), "filing": as_text(approval.filing_id)},
        )


def _amend_facts(service: Service, declared: values.Service, approval: Approval) -> bool:
    former = service.facts
    before = (former.name, former.home_url, former.commercial)
    if before == (declared.name, declared.home_url, declared.commercial):
        return False
    former.end(approval.at)
    open_service_facts(service, declared, approval.at)
    return True


def _amend_domains(service: Service, declared: values.Service, approval: Approval) -> bool:
    before = {domain.name: domain for domain in service.domains.in_force()}
    after = {domain.name: domain for domain in declared.domains}
    for name in sorted(before.keys() - after.keys()):
        before[name].end(approval.at)
    for name in sorted(after.keys() - before.keys()):
        open_domain(service, declared, after[name], approval)
    return before.keys() != after.keys()


def _amend_accesses(service: Service, declared: values.Service, approval: Approval) -> bool:
    before = {
        _registered(access): access for access in service.accesses.in_force().filter(here=True)
    }
    after = {_declared(access): access for access in declared.access}
    for facts in before.keys() - after.keys():
        before[facts].end(approval.at)
    for facts in sorted(after.keys() - before.keys()):
        open_access(service, declared, after[facts], approval)
    return before.keys() != after.keys()


type AccessFacts = tuple[int, tuple[int, ...], tuple[int, ...], tuple[str, ...]]


def _registered(access: Access) -> AccessFacts:
    methods, places = tuple(access.method_ids), tuple(access.server_place_ids)
    return access.declared_id, methods, places, tuple(access.ip_addresses)


def _declared(access: values.Access) -> AccessFacts:
    return access.id, access.method_ids, access.server_place_ids, access.ip_addresses
