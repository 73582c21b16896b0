"""Suspension, cancellation and revocation, with their reasons; the applicant is told of each."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.audit.kinds import Kind
from openbeian.audit.services import record
from openbeian.cases.access import OwnCase, has_part
from openbeian.errors import DomainError
from openbeian.procedure.filing import FILING
from openbeian.procedure.permissions import Permission
from openbeian.registry import kinds
from openbeian.registry.models import Access, Domain, Entity, Party, Service, Standing, StandingKind
from openbeian.registry.services.writing import refusing, tell
from openbeian.registry.subjects import Row, Subject, SubjectKind, lock, named
from openbeian.text import Text


class ReasonMissing(DomainError):
    """Nothing may be put against a registration without saying why."""

    code = "registry.reason_missing"
    message = Text("State the reason.", "请填写原因。")


class AccessOnly(DomainError):
    """The provider decides on its own access, not on a registration."""

    code = "registry.access_only"
    message = Text(
        "A registration is suspended, cancelled or revoked by the administration. The provider can"
        " suspend or remove its own access only.",
        "备案的暂停、注销和撤销由通信管理局作出，接入服务商只能暂停或者取消自身的接入。",
    )


class AlreadySuspended(DomainError):
    """The same party has suspended the same thing already."""

    code = "registry.already_suspended"
    message = Text("This is suspended already.", "该备案已处于暂停状态。")


class NotSuspended(DomainError):
    """There is no such suspension in force."""

    code = "registry.not_suspended"
    message = Text("There is no such suspension in force.", "没有正在执行的暂停措施。")


_OF_ACCESS = {
    "suspended": "access_suspended",
    "lifted": "access_restored",
    "cancelled": "access_removed",
    "revoked": "access_removed",
}
PARTIES = {
    Party.ADMINISTRATION: Text("the administration", "通信管理局"),
    Party.PROVIDER: Text("the provider", "接入服务商"),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Who puts it and why: the reason in their own words, with the language of those words."""

    by: Party
    reason: str
    language: str


@transaction.atomic(durable=True)
def suspend(*, subject: Subject, cause: Cause, actor: Actor, at: datetime) -> Standing:
    """Suspend a registration until the suspension is lifted.

    Raises NotPermitted, ReasonMissing, AccessOnly, NotRegistered, NoLongerInForce,
    AlreadySuspended, OwnCase.
    """
    entity, row = _begin(subject, cause, actor)
    with refusing(AlreadySuspended()):
        standing = put_standing(StandingKind.SUSPENDED, subject, cause, at)
    _close(kinds.SUSPENDED, standing, entity, row, actor=actor, at=at, because=cause.reason)
    return standing


@transaction.atomic(durable=True)
def lift(*, standing_id: int, because: str, actor: Actor, at: datetime) -> Standing:
    """Lift a suspension. Raises as `suspend`, and NotSuspended."""
    actor.require(Permission.REGISTRY_STANDING)
    if not because.strip():
        raise ReasonMissing
    found = Standing.objects.filter(pk=standing_id, kind=StandingKind.SUSPENDED).first()
    if found is None:
        raise NotSuspended
    entity, row = lock(subject_of(found))
    _require_not_own(entity, actor)
    standing = Standing.objects.in_force().filter(pk=standing_id).first()
    if standing is None:
        raise NotSuspended
    standing.until = max(at, standing.since)
    standing.set_lifted_because(because.strip())
    standing.save(update_fields=["until", "lifted_because_sealed"])
    _close(kinds.LIFTED, standing, entity, row, actor=actor, at=at, because=because.strip())
    return standing


@transaction.atomic(durable=True)
def cancel(*, subject: Subject, cause: Cause, actor: Actor, at: datetime) -> Standing:
    """Cancel (注销) a registration: it and all that rests on it is no longer in force.

    Raises NotPermitted, ReasonMissing, AccessOnly, NotRegistered, NoLongerInForce, OwnCase.
    """
    return _end(StandingKind.CANCELLED, kinds.CANCELLED, subject, cause, actor=actor, at=at)


@transaction.atomic(durable=True)
def revoke(*, subject: Subject, cause: Cause, actor: Actor, at: datetime) -> Standing:
    """Revoke (撤销) a registration: it and all that rests on it is no longer in force.

    Raises NotPermitted, ReasonMissing, AccessOnly, NotRegistered, NoLongerInForce, OwnCase.
    """
    return _end(StandingKind.REVOKED, kinds.REVOKED, subject, cause, actor=actor, at=at)


@transaction.atomic(durable=True)
def remove_access(*, access_id: int, cause: Cause, actor: Actor, at: datetime) -> Standing:
    """Take one access of a service out (取消接入); the numbers stay. Raises as `cancel`."""
    subject = Subject(SubjectKind.ACCESS, access_id)
    return _end(StandingKind.CANCELLED, kinds.CANCELLED, subject, cause, actor=actor, at=at)


def subject_of(standing: Standing) -> Subject:
    """Return what a standing is about."""
    ids = {kind: getattr(standing, f"{kind}_id") for kind in SubjectKind}
    return next(Subject(kind, found) for kind, found in ids.items() if found is not None)


def _begin(subject: Subject, cause: Cause, actor: Actor) -> tuple[Entity, Row]:
    actor.require(Permission.REGISTRY_STANDING)
    if not cause.reason.strip():
        raise ReasonMissing
    if cause.by is Party.PROVIDER and subject.kind is not SubjectKind.ACCESS:
        raise AccessOnly
    entity, row = lock(subject)
    _require_not_own(entity, actor)
    return entity, row


def _require_not_own(entity: Entity, actor: Actor) -> None:
    """Raise OwnCase where a reviewer has a part in what was registered by these applications."""
    filings = {entity.filing_id, *entity.services.values_list("filing_id", flat=True)} - {None}
    applications = ((FILING.name, str(filing)) for filing in filings)
    if has_part(actor, entity.organisation_id, applications):
        raise OwnCase


def put_standing(kind: StandingKind, subject: Subject, cause: Cause, at: datetime) -> Standing:
    """Put a standing against a subject, in the caller's transaction."""
    standing = Standing(
        **{f"{subject.kind}_id": subject.id},
        kind=kind,
        by=cause.by,
        language=cause.language,
        since=at,
    )
    standing.set_reason(cause.reason.strip())
    standing.save(force_insert=True)
    return standing


def _end(
    kind: StandingKind, event: Kind, subject: Subject, cause: Cause, *, actor: Actor, at: datetime
) -> Standing:
    entity, row = _begin(subject, cause, actor)
    standing = put_standing(kind, subject, cause, at)
    for resting in resting_on(row):
        resting.end(at)
    _close(event, standing, entity, row, actor=actor, at=at, because=cause.reason.strip())
    return standing


def resting_on(row: Row) -> list[Row]:
    """Return a row in force and all rows in force that cannot be without it."""
    match row:
        case Entity():
            services = row.services.in_force()
            return [row, *(below for service in services for below in resting_on(service))]
        case Service():
            return [row, *row.domains.in_force(), *row.accesses.in_force()]
        case _:
            return [row]


def _close(
    event: Kind,
    standing: Standing,
    entity: Entity,
    row: Row,
    *,
    actor: Actor,
    at: datetime,
    because: str,
) -> None:
    """Record what happened and tell the applicant."""
    made = record(
        event,
        subject=(kinds.ENTITY, str(entity.pk)),
        actor=actor,
        at=at,
        facts={
            "item": named(row),
            "party": PARTIES[Party(standing.by)],
            "standing": standing.pk,
            "reason": because,
        },
    )
    template, facts = _letter(event, row)
    tell(template, entity, event=made, facts={**facts, "reason": because}, at=at)


def _letter(event: Kind, row: Row) -> tuple[str, dict[str, str]]:
    """Return which message tells the applicant, and what it says the event is about."""
    template = event.name.rpartition(":")[2]
    match row:
        case Access():
            names = row.service.domains.in_force().order_by("name")
            domain = ", ".join(map(str, names)) or row.service.number
            return _OF_ACCESS[template], {"domain": domain}
        case Domain():
            return template, {"number": row.service.number, "domain": row.name}
        case _:
            return template, {"number": row.number}
