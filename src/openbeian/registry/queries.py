"""Reads of the registry, for the faces and the periodic work."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import DateTimeField, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from openbeian.registry.models import (
    Access,
    Domain,
    Entity,
    EntityFacts,
    FactsCheck,
    InProcess,
    Licence,
    PsbNumber,
    Service,
    ServiceFacts,
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
    return tuple(_entities(entities.order_by("since", "pk"), at))


def entity_by_number(number: str, *, at: datetime) -> RegisteredEntity | None:
    """Return the entity in force under a main number in canonical form, if there is one."""
    return next(_entities(Entity.objects.held_at(at).filter(number=number), at), None)


def registered_domains(domains: Collection[str], *, at: datetime) -> dict[str, str]:
    """Return the service number under which each of these domains is registered, if it is."""
    rows = Domain.objects.held_at(at).filter(name__in=domains)
    return dict(rows.values_list("name", "service__number"))


def linked_domains(*, at: datetime, of: str = "") -> QuerySet[Domain, str]:
    """Return the domains that an access of this provider serves, by name; or only this one."""
    ours = Access.objects.held_at(at).filter(here=True).values("service")
    rows = Domain.objects.held_at(at).filter(
        held_at(at, through="service__"), held_at(at, through="service__entity__"), service__in=ours
    )
    rows = rows.filter(name=of) if of else rows
    return rows.order_by("name", "pk").values_list("name", flat=True)


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


def _entities(entities: QuerySet[Entity], at: datetime) -> Iterator[RegisteredEntity]:
    """Yield entities with all that they hold; as many queries for one as for a hundred."""
    held = list(
        entities.annotate(
            shown_name=_newest(EntityFacts, "entity", "name", at),
            shown_kind=_newest(EntityFacts, "entity", "kind", at),
        )
    )
    keys = [entity.pk for entity in held]
    services = _services(keys, at)
    licences = list(Licence.objects.held_at(at).filter(entity__in=keys).order_by("number"))
    waiting = FactsCheck.objects.filter(entity__in=keys, answered_at__isnull=True)
    asked = {check.entity_id: check for check in waiting}
    for entity in held:
        yield RegisteredEntity(
            id=entity.pk,
            number=entity.number,
            name=entity.shown_name,
            kind=entity.shown_kind,
            province=entity.province,
            organisation_id=entity.organisation_id,
            since=entity.since,
            services=tuple(services.get(entity.pk, ())),
            licences=tuple(one for one in licences if one.entity_id == entity.pk),
            open_check=asked.get(entity.pk),
        )


def _newest(facts: type[EntityFacts | ServiceFacts], of: str, field: str, at: datetime) -> Subquery:
    """Return one field of the newest version of the facts about a row, as it stood."""
    versions = facts.objects.filter(held_at(at), **{of: OuterRef("pk")})
    return Subquery(versions.order_by("-since", "-pk").values(field)[:1])


def _services(entities: Collection[int], at: datetime) -> dict[int, list[RegisteredService]]:
    """Return the services of entities, by entity, in the order of their numbers."""
    psb = PsbNumber.objects.held_at(at).filter(service=OuterRef("pk")).values("number")[:1]
    held = list(
        Service.objects.held_at(at)
        .filter(entity__in=entities)
        .annotate(shown_name=_newest(ServiceFacts, "service", "name", at), shown_psb=Subquery(psb))
        .prefetch_related(Prefetch("domains", Domain.objects.held_at(at).order_by("name")))
        .prefetch_related(Prefetch("accesses", Access.objects.held_at(at).order_by("since", "pk")))
        .order_by("sequence")
    )
    objections = _suspensions(held, at)
    found: dict[int, list[RegisteredService]] = {}
    for service in held:
        accesses = tuple(service.accesses.all())
        found.setdefault(service.entity_id, []).append(
            RegisteredService(
                id=service.pk,
                number=service.number,
                kind=service.kind,
                name=service.shown_name,
                since=service.since,
                domains=tuple(service.domains.all()),
                accesses=accesses,
                psb_number=service.shown_psb or "",
                linked_since=min((one.since for one in accesses if one.here), default=None),
                suspensions=tuple(one for one in objections if _concerns(one, service)),
            )
        )
    return found


def _suspensions(services: Collection[Service], at: datetime) -> list[Standing]:
    """Return what suspends these services: themselves, their entity, a domain, an access."""
    about = (
        Q(entity__in={service.entity_id for service in services})
        | Q(service__in=services)
        | Q(domain__service__in=services)
        | Q(access__service__in=services)
    )
    held = Standing.objects.held_at(at).filter(about, kind=StandingKind.SUSPENDED)
    return list(held.select_related("domain", "access").order_by("since", "pk"))


def _concerns(standing: Standing, service: Service) -> bool:
    return (
        standing.entity_id == service.entity_id
        or standing.service_id == service.pk
        or (standing.domain is not None and standing.domain.service_id == service.pk)
        or (standing.access is not None and standing.access.service_id == service.pk)
    )
