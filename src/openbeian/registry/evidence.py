"""What the registry holds about registrable domains, gathered for the verdict in three queries."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
)

from openbeian.registry.models import (
    BlackListedDomain,
    Domain,
    Elsewhere,
    InProcess,
    Party,
    PsbNumber,
    Standing,
    StandingKind,
)
from openbeian.registry.models.period import held_at


@dataclass(frozen=True, slots=True)
class Link:
    """One access of this provider to the service of a domain."""

    id: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Objection:
    """A standing against one of the rows that a registration rests on."""

    kind: StandingKind
    by: Party
    since: datetime
    until: datetime | None
    access_id: int | None


@dataclass(frozen=True, slots=True)
class Registration:
    """One period in which a domain was registered with a service of an entity.

    `until` is the first moment at which the domain, its service or its entity was no longer in
    force, as far as that is known.
    """

    since: datetime
    until: datetime | None
    entity_number: str
    service_number: str
    psb_number: str
    links: tuple[Link, ...]
    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """What the administration said about the domain, and when."""

    as_of: datetime
    filed: bool
    entity_number: str
    service_number: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the registry knows about one domain at one moment."""

    registration: Registration | None = None
    black_listed_since: datetime | None = None
    in_process_since: datetime | None = None
    observation: Observation | None = None


def gather(names: Collection[str], *, at: datetime) -> dict[str, Evidence]:
    """Return the evidence on each registrable domain (A-labels), as it stood at a moment.

    Three queries, however many names there are; a name of which nothing is known has empty
    evidence. Of several registrations of a name the one that began last counts.
    """
    registered = _registrations(names, at)
    marks = sorted(_marks(names, at))
    marked = {name: tuple(group) for name, group in groupby(marks, key=lambda mark: mark.domain)}
    return {name: _evidence(registered.get(name), marked.get(name, ())) for name in names}


type Marked = BlackListedDomain | InProcess | Elsewhere


class _Mark(NamedTuple):
    """One row of what is known by name, whichever table it comes from."""

    domain: str
    table: str
    since: datetime
    as_of: datetime
    filed: bool
    entity_number: str
    service_number: str


def _evidence(registration: Registration | None, marks: tuple[_Mark, ...]) -> Evidence:
    since: dict[str, datetime] = {}
    for mark in marks:
        since.setdefault(mark.table, mark.since)
    seen = next((mark for mark in marks if mark.table == "elsewhere"), None)
    return Evidence(
        registration=registration,
        black_listed_since=since.get("black_listed"),
        in_process_since=since.get("in_process"),
        observation=seen
        and Observation(seen.as_of, seen.filed, seen.entity_number, seen.service_number),
    )


def _marks(names: Collection[str], at: datetime) -> Iterator[_Mark]:
    """Yield what is known by name from the three tables, in one query."""
    nothing = {
        "seen_at": F("since"),
        "found": Value(value=True, output_field=BooleanField()),
        "found_entity": Value("", output_field=CharField()),
        "found_service": Value("", output_field=CharField()),
    }
    observed = {
        "seen_at": F("as_of"),
        "found": F("filed"),
        "found_entity": F("entity_number"),
        "found_service": F("service_number"),
    }
    tables: tuple[tuple[type[Marked], str, dict[str, Any]], ...] = (
        (BlackListedDomain, "black_listed", nothing),
        (InProcess, "in_process", nothing),
        (Elsewhere, "elsewhere", observed),
    )
    first, *others = (
        table.objects.filter(held_at(at), domain__in=names)
        .annotate(table=Value(name, output_field=CharField()), **columns)
        .values_list("domain", "table", "since", *columns)
        for table, name, columns in tables
    )
    return (_Mark(*row) for row in first.union(*others, all=True))


class _Row(NamedTuple):
    """One registered domain joined with one access of this provider, or with none."""

    name: str
    domain_id: int
    service_id: int
    entity_id: int
    since: datetime
    domain_until: datetime | None
    service_until: datetime | None
    entity_until: datetime | None
    entity_number: str
    service_number: str
    psb_number: str | None
    link_id: int | None
    link_since: datetime | None
    link_until: datetime | None


def _registrations(names: Collection[str], at: datetime) -> dict[str, Registration]:
    """Return the registration that began last of each name, without those that never had one."""
    last: dict[str, tuple[_Row, ...]] = {}
    for (name, _), group in groupby(_joined(names, at), key=lambda row: (row.name, row.domain_id)):
        last[name] = tuple(group)  # the query is in order of time: a later one replaces it
    objections = _objections([group[0] for group in last.values()], at)
    return {
        name: replace(_registration(group), objections=tuple(_against(group, objections)))
        for name, group in last.items()
    }


def _joined(names: Collection[str], at: datetime) -> Iterator[_Row]:
    psb = PsbNumber.objects.filter(held_at(at), service=OuterRef("service"))
    ours = Q(service__accesses__here=True, service__accesses__since__lte=at)
    rows = (
        Domain.objects.filter(name__in=names, since__lte=at)
        .annotate(
            link=FilteredRelation("service__accesses", condition=ours),
            psb=Subquery(psb.values("number")[:1]),
        )
        .order_by("name", "since", "pk", "link__since", "link__pk")
        .values_list(
            *("name", "pk", "service_id", "service__entity_id", "since", "until"),
            *("service__until", "service__entity__until"),
            *("service__entity__number", "service__number", "psb"),
            *("link__pk", "link__since", "link__until"),
        )
    )
    return (_Row(*row) for row in rows)


def _registration(group: tuple[_Row, ...]) -> Registration:
    first = group[0]
    ends = (first.domain_until, first.service_until, first.entity_until)
    return Registration(
        since=first.since,
        until=min((end for end in ends if end is not None), default=None),
        entity_number=first.entity_number,
        service_number=first.service_number,
        psb_number=first.psb_number or "",
        links=tuple(
            Link(row.link_id, row.link_since, row.link_until)
            for row in group
            if row.link_id is not None and row.link_since is not None
        ),
        objections=(),
    )


def _objections(rows: Collection[_Row], at: datetime) -> list[Standing]:
    """Return every standing that began by `at` against what these registrations rest on."""
    if not rows:
        return []
    services = {row.service_id for row in rows}
    about = (
        Q(entity_id__in={row.entity_id for row in rows})
        | Q(service_id__in=services)
        | Q(domain_id__in={row.domain_id for row in rows})
        | Q(access__service_id__in=services)
    )
    return list(Standing.objects.filter(about, since__lte=at).order_by("since", "pk"))


def _against(group: tuple[_Row, ...], standings: Iterable[Standing]) -> Iterator[Objection]:
    """Yield those standings that concern this registration, oldest first."""
    row = group[0]
    links = {row.link_id for row in group} - {None}
    for standing in standings:
        concerned = (
            standing.entity_id == row.entity_id
            or standing.service_id == row.service_id
            or standing.domain_id == row.domain_id
            or standing.access_id in links
        )
        if concerned:
            yield Objection(
                kind=StandingKind(standing.kind),
                by=Party(standing.by),
                since=standing.since,
                until=standing.until,
                access_id=standing.access_id,
            )
