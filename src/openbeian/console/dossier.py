"""An entity's registration as the desk reads it: every part, what holds against it, what can be."""

from dataclasses import dataclass
from datetime import datetime

from openbeian.registry.desk import Dossier, name_of, row_of
from openbeian.registry.models import Access, FactsCheck, Licence, Party, Standing, StandingKind
from openbeian.registry.services.standing import PARTIES
from openbeian.registry.subjects import Row, SubjectKind, named
from openbeian.text import Text

SUSPEND, CANCEL, REVOKE = "suspend", "cancel", "revoke"
VERBS = {
    SUSPEND: Text("Suspend", "暂停"),
    CANCEL: Text("Cancel", "注销"),
    REVOKE: Text("Revoke", "撤销"),
}
REMOVE = Text("Remove", "取消接入")
KINDS = {
    StandingKind.SUSPENDED: Text("Suspended", "已暂停"),
    StandingKind.CANCELLED: Text("Cancelled", "已注销"),
    StandingKind.REVOKED: Text("Revoked", "已撤销"),
}
TITLES = {
    SubjectKind.ENTITY: Text("Entity", "备案主体"),
    SubjectKind.SERVICE: Text("Website", "网站"),
    SubjectKind.DOMAIN: Text("Domain", "域名"),
    SubjectKind.ACCESS: Text("Access", "接入"),
}


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can be done to a part."""

    name: str
    title: Text


@dataclass(frozen=True, slots=True)
class Part:
    """One registered thing: `said` is its number or name, `detail` what is known beside."""

    kind: SubjectKind
    id: int
    said: str
    detail: str
    since: datetime
    until: datetime | None
    suspensions: tuple[Standing, ...]
    verbs: tuple[Verb, ...]

    @property
    def title(self) -> Text:
        """What kind of thing it is."""
        return TITLES[self.kind]


@dataclass(frozen=True, slots=True)
class Put:
    """One standing of the past or present, in words."""

    standing: Standing
    what: Text
    kind: Text
    by: Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole registration of one entity."""

    name: str
    parts: tuple[Part, ...]
    standings: tuple[Put, ...]
    licences: tuple[Licence, ...]
    checks: tuple[FactsCheck, ...]


def laid_out(dossier: Dossier, at: datetime) -> Sheet:
    """Lay an entity's registration out: the entity, then each service with what it holds."""
    entity = dossier.entity
    name = name_of(entity, at)
    parts = [_part(dossier, SubjectKind.ENTITY, entity, entity.number, name)]
    for service in dossier.services:
        facts = max(service.versions.all(), key=lambda version: (version.since, version.pk))
        psb = [number.number for number in service.psb_numbers.all() if number.is_in_force]
        detail = " · ".join([facts.name, *psb])
        parts.append(_part(dossier, SubjectKind.SERVICE, service, service.number, detail))
        parts += [
            _part(dossier, SubjectKind.DOMAIN, domain, domain.name, "")
            for domain in service.domains.all()
        ]
        parts += [
            _part(dossier, SubjectKind.ACCESS, link, link.provider, ", ".join(link.ip_addresses))
            for link in service.accesses.all()
        ]
    return Sheet(
        name=name,
        parts=tuple(parts),
        standings=tuple(_put(standing) for standing in dossier.standings),
        licences=tuple(entity.licences.all()),
        checks=dossier.checks,
    )


def _part(dossier: Dossier, kind: SubjectKind, row: Row, said: str, detail: str) -> Part:
    suspensions = dossier.suspensions(row)
    return Part(
        kind=kind,
        id=row.pk,
        said=said,
        detail=detail,
        since=row.since,
        until=row.until,
        suspensions=suspensions,
        verbs=_verbs(row, suspensions) if row.is_in_force else (),
    )


def _verbs(row: Row, suspensions: tuple[Standing, ...]) -> tuple[Verb, ...]:
    """Return what can be done.

    An access is ours to suspend or remove, it is never revoked; two parties may suspend it, every
    other thing is suspended by the administration alone.
    """
    if isinstance(row, Access):
        return (Verb(SUSPEND, VERBS[SUSPEND]), Verb(CANCEL, REMOVE))
    names = (name for name in VERBS if not (name == SUSPEND and suspensions))
    return tuple(Verb(name, VERBS[name]) for name in names)


def _put(standing: Standing) -> Put:
    return Put(
        standing=standing,
        what=named(row_of(standing)),
        kind=KINDS[StandingKind(standing.kind)],
        by=PARTIES[Party(standing.by)],
    )
