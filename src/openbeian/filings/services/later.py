"""Begin what follows a registration: change its facts, end a part of it, or bring one here.

A change and a cancellation begin from what is registered, kept as version 0 of the application.
"""

from datetime import datetime

from django.db import transaction

from openbeian import codes, rulebook
from openbeian.accounts.actors import Actor
from openbeian.declaration import canonical
from openbeian.declaration.draft import Draft
from openbeian.declaration.restating import restated
from openbeian.errors import DomainError
from openbeian.filings.models import DeclarationVersion, Filing
from openbeian.filings.registered import Registered, registered, with_access, with_service
from openbeian.filings.sealing import seal_declaration
from openbeian.filings.services.begin import new, open_one
from openbeian.numbers import icp_number
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.registry.models import Access, Entity, Service
from openbeian.registry.subjects import NotRegistered, Subject, SubjectKind, lock
from openbeian.text import Text

type Target = dict[str, object]

REASONS = "cancel_reasons"
CANCELS = {
    SubjectKind.ENTITY: FilingKind.CANCEL_ENTITY,
    SubjectKind.SERVICE: FilingKind.CANCEL_SERVICE,
    SubjectKind.ACCESS: FilingKind.CANCEL_ACCESS,
}


class AnotherOpen(DomainError):
    """An organisation has one open application at a time."""

    code = "filing.another_open"
    message = Text(
        "The application {reference} is open. There is one at a time: finish it or give it up"
        " first.",
        "备案申请{reference}尚在办理中。同一主办者同时只能有一项申请，请先办结或者放弃该申请。",
    )


class NumberOfEntity(DomainError):
    """The number of a website was asked for, and the entity's was given."""

    code = "filing.number_of_entity"
    message = Text(
        "{number} is the number of the entity. The website's ends with a hyphen and a number.",
        "{number}为主体备案号，请填写末尾带连字符及序号的网站备案号。",
    )


@transaction.atomic(durable=True)
def change(*, entity_id: int, actor: Actor, at: datetime) -> Filing:
    """Begin a change of what is registered under an entity number (变更备案).

    A repeated request finds the first one. Raises NotPermitted, AnotherOpen, NotRegistered,
    NoLongerInForce, NotDeclaredHere.
    """
    target: Target = {"entity": entity_id}
    present = _present(FilingKind.CHANGE, target, actor)
    if present is not None:
        return present
    held = registered(_own(Subject(SubjectKind.ENTITY, entity_id), actor)[0])
    return _of_registered(FilingKind.CHANGE, held, target, actor, at)


@transaction.atomic(durable=True)
def cancel(*, subject: Subject, reason: str, actor: Actor, at: datetime) -> Filing:
    """Begin the cancellation of an entity, a website or an access of ours (注销, 取消接入).

    `reason` is an id of the code table `cancel_reasons`. A repeated request finds the first one.
    Raises as `change`, and UnknownCode.
    """
    codes.table(REASONS).get(reason)
    kind = CANCELS[subject.kind]
    target: Target = {subject.kind.value: subject.id, "reason": reason}
    present = _present(kind, target, actor)
    if present is not None:
        return present
    entity, row = _own(subject, actor)
    held = registered(entity)
    match row:
        case Service():
            held = with_service(held, row)
        case Access():
            held = with_access(held, row)
    return _of_registered(kind, held, target, actor, at)


@transaction.atomic(durable=True)
def add_access(
    *, service_number: str, password: str, actor: Actor, at: datetime, draft: Draft | None = None
) -> Filing:
    """Begin to add our access to a website that is filed elsewhere (新增接入); its number stays.

    `password` is the filing password (备案密码), kept sealed. A repeated request finds the first
    one. Raises NotPermitted, AnotherOpen, NumberError, NumberOfEntity, and as `begin.begin`.
    """
    number = icp_number.parse(service_number)
    if number.service is None:
        raise NumberOfEntity(number=str(number))
    target: Target = {"number": str(number)}
    present = _present(FilingKind.ADD_ACCESS, target, actor)
    if present is not None:
        return present
    given = {**(draft or {}), "province": number.province.code}
    return new(
        FilingKind.ADD_ACCESS, actor=actor, at=at, draft=given, target=target, password=password
    )


def _present(kind: FilingKind, target: Target, actor: Actor) -> Filing | None:
    """Return the open application if it is this one; raises NotPermitted, AnotherOpen."""
    present = open_one(actor)
    if present is not None and (present.kind_now, _bare(present.target)) != (kind, target):
        raise AnotherOpen(reference=present.reference)
    return present


def _bare(target: Target) -> Target:
    return {key: value for key, value in target.items() if key != "services"}


def _own(subject: Subject, actor: Actor) -> tuple[Entity, object]:
    """Return a registration in force of the actor's own, locked; raises NotRegistered."""
    entity, row = lock(subject)
    if entity.organisation_id != actor.tenant:
        raise NotRegistered
    return entity, row


def _of_registered(
    kind: FilingKind, held: Registered, target: Target, actor: Actor, at: datetime
) -> Filing:
    services = {str(key): service.pk for key, service in held.services.items()}
    filing = new(
        kind,
        actor=actor,
        at=at,
        draft=restated(held.declaration),
        target={**target, "services": services},
    )
    DeclarationVersion.objects.create(
        filing=filing,
        number=0,
        sealed=seal_declaration(filing, 0, held.declaration),
        digest=canonical.digest(held.declaration),
        rulebook=rulebook.default().fingerprint,
        findings=[],
        submitted_at=at,
        submitted_by_id=actor.person,
    )
    return filing
