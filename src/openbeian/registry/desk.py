"""Reads for the registry desk: find an entity, all that is registered of it, and marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from openbeian.gate import hosts
from openbeian.numbers import NumberError
from openbeian.registry import numbering
from openbeian.registry.models import (
    Access,
    BlackListedDomain,
    Domain,
    Elsewhere,
    Entity,
    FactsCheck,
    Service,
    Standing,
    StandingKind,
)
from openbeian.registry.subjects import NotRegistered, Row, Subject, SubjectKind

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Dossier:
    """An entity with everything that was ever registered under it, in force or ended.

    `standings` are all that was put against any part of it, newest first.
    """

    entity: Entity
    services: tuple[Service, ...]
    standings: tuple[Standing, ...]
    checks: tuple[FactsCheck, ...]

    def suspensions(self, row: Row) -> tuple[Standing, ...]:
        """Return the suspensions of one part that hold now."""
        return tuple(
            one
            for one in self.standings
            if one.is_in_force and one.kind == StandingKind.SUSPENDED and _concerns(one, row)
        )


def find(text: str) -> QuerySet[Entity]:
    """Return the entities with a number, a domain or a part of a name, those in force first."""
    wanted = Q(versions__name__icontains=text.strip())
    number = _main_number(text)
    if number:
        wanted |= Q(number=number)
    host = hosts.read(text)
    if host.fault is None:
        wanted |= Q(services__domains__name=host.registrable)
    found = Entity.objects.filter(pk__in=Entity.objects.filter(wanted).values("pk"))
    found = found.prefetch_related("versions", "services__domains")
    return found.order_by("until", "number", "pk")[:MOST_FOUND]


def dossier(entity_id: int) -> Dossier:
    """Return all that is registered of an entity. Raises NotRegistered."""
    entities = Entity.objects.select_related("organisation").prefetch_related(
        "versions", "licences", "facts_checks"
    )
    entity = entities.filter(pk=entity_id).first()
    if entity is None:
        raise NotRegistered
    services = entity.services.prefetch_related("versions", "domains", "accesses", "psb_numbers")
    return Dossier(
        entity=entity,
        services=tuple(services.order_by("sequence", "since")),
        standings=tuple(_standings(entity)),
        checks=tuple(sorted(entity.facts_checks.all(), key=lambda check: check.asked_at)),
    )


def subject(wanted: Subject) -> tuple[Entity, Row]:
    """Return one registered thing, in force or ended, with its entity. Raises NotRegistered."""
    found: Row | None = None
    match wanted.kind:
        case SubjectKind.ENTITY:
            found = Entity.objects.filter(pk=wanted.id).first()
        case SubjectKind.SERVICE:
            found = Service.objects.select_related("entity").filter(pk=wanted.id).first()
        case SubjectKind.DOMAIN:
            found = Domain.objects.select_related("service__entity").filter(pk=wanted.id).first()
        case SubjectKind.ACCESS:
            found = Access.objects.select_related("service__entity").filter(pk=wanted.id).first()
    if found is None:
        raise NotRegistered
    return entity_of(found), found


def standing(standing_id: int) -> Standing:
    """Return one standing with what it is about. Raises NotRegistered."""
    related = ("entity", "service__entity", "domain__service__entity", "access__service__entity")
    found = Standing.objects.select_related(*related).filter(pk=standing_id).first()
    if found is None:
        raise NotRegistered
    return found


def row_of(standing: Standing) -> Row:
    """Return what a standing is about."""
    rows: tuple[Row | None, ...] = (
        standing.entity,
        standing.service,
        standing.domain,
        standing.access,
    )
    return next(row for row in rows if row is not None)


def entity_of(row: Row) -> Entity:
    """Return the entity under which something is registered."""
    match row:
        case Entity():
            return row
        case Service():
            return row.entity
        case _:
            return row.service.entity


def black_list() -> QuerySet[BlackListedDomain]:
    """Return the domains on the black list now, by name."""
    return BlackListedDomain.objects.in_force().order_by("domain")


def seen_elsewhere() -> QuerySet[Elsewhere]:
    """Return the look-ups at the administration that count now, newest first."""
    return Elsewhere.objects.in_force().order_by("-as_of", "domain")


def unanswered(*, on: date) -> tuple[list[FactsCheck], list[FactsCheck]]:
    """Return the open questions "are these facts still true?": overdue ones, and the others."""
    checks = FactsCheck.objects.filter(answered_at__isnull=True).select_related("entity")
    rows = list(checks.prefetch_related("entity__versions").order_by("due_on", "pk"))
    return [row for row in rows if row.due_on < on], [row for row in rows if row.due_on >= on]


def name_of(entity: Entity, at: datetime) -> str:
    """Return an entity's name as registered at a moment, from versions fetched before."""
    versions = sorted(entity.versions.all(), key=lambda version: (version.since, version.pk))
    held = [version for version in versions if version.since <= at] or versions
    return held[-1].name


def _main_number(text: str) -> str:
    try:
        return numbering.read(text).main
    except NumberError:
        return ""


def _standings(entity: Entity) -> Iterable[Standing]:
    about = (
        Q(entity=entity)
        | Q(service__entity=entity)
        | Q(domain__service__entity=entity)
        | Q(access__service__entity=entity)
    )
    rows = Standing.objects.filter(about)
    rows = rows.select_related("entity", "service", "domain", "access__service")
    return rows.order_by("-since", "-pk")


def _concerns(standing: Standing, row: Row) -> bool:
    return row_of(standing) == row
