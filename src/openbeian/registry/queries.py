"""Reads of the registry, for the faces and the periodic work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import DateTimeField, F, Max, Q
from django.db.models.functions import Coalesce

from openbeian.registry.models import (
    Access,
    Domain,
    Entity,
    FactsCheck,
    InProcess,
    Licence,
    PsbNumber,
    Service,
    Standing,
    StandingKind,
)
from openbeian.registry.models.period import held_at
from openbeian.workdays import local_day

ASK_EVERY = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class RegisteredService:
    """A service as it is registered: what a number card and a case page show.

    `linked_since` is from when an access of this provider has been in force; `suspensions` are
    those of the service itself, its entity, its domains and its accesses.
    """

    id: int
    number: str
    kind: str
    name: str
    since: datetime
    domains: tuple[Domain, ...]
    accesses: tuple[Access, ...]
    psb_number: str
    linked_since: datetime | None
    suspensions: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class RegisteredEntity:
    """An entity as it is registered, with its services in the order of their numbers."""

    id: int
    number: str
    name: str
    kind: str
    province: str
    organisation_id: UUID
    since: datetime
    services: tuple[RegisteredService, ...]
    licences: tuple[Licence, ...]
    open_check: FactsCheck | None


def registered(*, organisation_id: UUID, at: datetime) -> tuple[RegisteredEntity, ...]:
    """Return an organisation's entities that are in force at a moment, oldest first."""
    entities = Entity.objects.held_at(at).filter(organisation_id=organisation_id)
    return tuple(_entity(entity, at) for entity in entities.order_by("since", "pk"))


def entity_by_number(number: str, *, at: datetime) -> RegisteredEntity | None:
    """Return the entity in force under a main number in canonical form, if there is one."""
    entity = Entity.objects.held_at(at).filter(number=number).first()
    return None if entity is None else _entity(entity, at)


def registered_domains(domains: Collection[str], *, at: datetime) -> dict[str, str]:
    """Return the service number under which each of these domains is registered, if it is."""
    rows = Domain.objects.held_at(at).filter(name__in=domains)
    return dict(rows.values_list("name", "service__number"))


def claims(domains: Collection[str], *, at: datetime) -> dict[str, set[UUID]]:
    """Return which open applications name each of these domains, to see conflicts early."""
    found: dict[str, set[UUID]] = {domain: set() for domain in domains}
    rows = InProcess.objects.held_at(at).filter(domain__in=domains)
    for domain, filing_id in rows.values_list("domain", "filing_id"):
        found[domain].add(filing_id)
    return found


def facts_check(check_id: int, *, organisation_id: UUID) -> FactsCheck | None:
    """Return a question that an organisation was asked, answered or not; None for others'."""
    mine = FactsCheck.objects.filter(entity__organisation_id=organisation_id)
    return mine.select_related("entity").filter(pk=check_id).first()


def entities_to_ask(*, at: datetime, limit: int) -> list[int]:
    """Return the ids of entities in force that were registered, or last asked, a year ago."""
    last = Coalesce(Max("facts_checks__asked_at"), F("since"), output_field=DateTimeField())
    waiting = FactsCheck.objects.filter(answered_at__isnull=True).values("entity")
    due = Entity.objects.in_force().exclude(pk__in=waiting).annotate(last_asked=last)
    due = due.filter(last_asked__lte=at - ASK_EVERY).order_by("last_asked", "pk")
    return list(due.values_list("pk", flat=True)[:limit])


def overdue_checks(*, at: datetime, limit: int) -> list[int]:
    """Return the ids of open questions whose day is over and that nobody was reminded of."""
    overdue = FactsCheck.objects.filter(
        answered_at__isnull=True, overdue_told_at__isnull=True, due_on__lt=local_day(at)
    )
    return list(overdue.order_by("due_on", "pk").values_list("pk", flat=True)[:limit])


def _entity(entity: Entity, at: datetime) -> RegisteredEntity:
    facts = entity.versions.filter(held_at(at)).latest("since", "pk")
    services = entity.services.filter(held_at(at)).order_by("sequence")
    return RegisteredEntity(
        id=entity.pk,
        number=entity.number,
        name=facts.name,
        kind=facts.kind,
        province=entity.province,
        organisation_id=entity.organisation_id,
        since=entity.since,
        services=tuple(_service(service, at) for service in services),
        licences=tuple(entity.licences.filter(held_at(at)).order_by("number")),
        open_check=entity.facts_checks.filter(answered_at__isnull=True).first(),
    )


def _service(service: Service, at: datetime) -> RegisteredService:
    accesses = tuple(service.accesses.filter(held_at(at)).order_by("since", "pk"))
    psb = PsbNumber.objects.held_at(at).filter(service=service).first()
    return RegisteredService(
        id=service.pk,
        number=service.number,
        kind=service.kind,
        name=service.versions.filter(held_at(at)).latest("since", "pk").name,
        since=service.since,
        domains=tuple(service.domains.filter(held_at(at)).order_by("name")),
        accesses=accesses,
        psb_number=psb.number if psb else "",
        linked_since=min((access.since for access in accesses if access.here), default=None),
        suspensions=tuple(_suspensions(service, at)),
    )


def _suspensions(service: Service, at: datetime) -> Collection[Standing]:
    about = (
        Q(entity=service.entity_id)
        | Q(service=service)
        | Q(domain__service=service)
        | Q(access__service=service)
    )
    held = Standing.objects.held_at(at).filter(about, kind=StandingKind.SUSPENDED)
    return held.order_by("since", "pk")
