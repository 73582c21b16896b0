"""Writes: open a case when a number is issued, record what public security answered, remind."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import SYSTEM, Actor
from openbeian.audit.services import record
from openbeian.cases.moving import check, make, set_deadline, tell
from openbeian.errors import DomainError
from openbeian.numbers import psb_number
from openbeian.procedure.engine import Party, Tell
from openbeian.procedure.permissions import Role
from openbeian.procedure.psb import MARK_OVERDUE, PSB, RECORD_APPLIED, RECORD_NUMBER, RECORD_REFUSAL
from openbeian.psb import kinds
from openbeian.psb.models import PublicSecurityCase
from openbeian.registry.models import Service
from openbeian.registry.services.numbers import record_psb_number
from openbeian.text import Text
from openbeian.workdays import local_day

# calendar days left at which the applicant is reminded, the nearest last
REMIND_DAYS = (20, 10, 3)


class NoSuchCase(DomainError):
    """The case does not exist, or belongs to somebody else: the answer is the same."""

    code = "psb.unknown"
    message = Text("There is no such public-security filing.", "未找到该公安备案事项。")


class RefusalNeedsWords(DomainError):
    """What public security said is missing."""

    code = "psb.reason_missing"
    message = Text("Enter what public security said.", "请填写公安机关的意见。")


@transaction.atomic(durable=True)
def open_case(
    *, filing_id: UUID, service_key: int, service_id: int, at: datetime
) -> PublicSecurityCase:
    """Open the case of a registered service; a second call finds the first one's case."""
    service = Service.objects.select_related("entity").get(pk=service_id)
    present = PublicSecurityCase.objects.filter(icp_number=service.number).first()
    if present is not None:
        return present
    case = PublicSecurityCase(
        organisation_id=service.entity.organisation_id,
        state=PSB.initial.value,
        filing_id=filing_id,
        service_key=service_key,
        service_id=service_id,
        icp_number=service.number,
        domain=", ".join(domain.name for domain in service.domains.in_force()),
        opened_at=at,
        moved_at=at,
    )
    set_deadline(case)
    case.save(force_insert=True)
    record(
        kinds.OPENED,
        subject=case.subject,
        actor=SYSTEM,
        at=at,
        facts={"icp_number": service.number},
    )
    return case


@transaction.atomic(durable=True)
def record_applied(*, case_id: UUID, actor: Actor, at: datetime) -> PublicSecurityCase:
    """Record that the applicant applied at the portal. Raises NoSuchCase, MoveNotAllowed."""
    case = _lock(case_id, actor)
    check(RECORD_APPLIED, case, actor)
    make(RECORD_APPLIED, case, kind=kinds.OF_MOVE["record_applied"], actor=actor, at=at)
    return case


@transaction.atomic(durable=True)
def record_number(*, case_id: UUID, actor: Actor, number: str, at: datetime) -> PublicSecurityCase:
    """Record the public-security number. Raises NoSuchCase, MoveNotAllowed, NumberError."""
    case = _lock(case_id, actor)
    check(RECORD_NUMBER, case, actor)
    case.psb_number = psb_number.validate(number)
    record_psb_number(service_id=case.service_id, number=case.psb_number, actor=actor, at=at)
    make(
        RECORD_NUMBER,
        case,
        kind=kinds.OF_MOVE["record_number"],
        actor=actor,
        at=at,
        facts={"psb_number": case.psb_number},
    )
    return case


@transaction.atomic(durable=True)
def record_refusal(*, case_id: UUID, actor: Actor, words: str, at: datetime) -> PublicSecurityCase:
    """Record a refusal with its words. Raises NoSuchCase, MoveNotAllowed, RefusalNeedsWords."""
    case = _lock(case_id, actor)
    check(RECORD_REFUSAL, case, actor)
    if not words.strip():
        raise RefusalNeedsWords
    case.refusal = words.strip()
    make(
        RECORD_REFUSAL,
        case,
        kind=kinds.OF_MOVE["record_refusal"],
        actor=actor,
        at=at,
        facts={"words": case.refusal},
    )
    return case


def tick(*, at: datetime) -> int:
    """Remind of every case that is due and mark the overdue ones; return how much was done."""
    waiting = PublicSecurityCase.objects.filter(state=PSB.initial.value).order_by("due_on")
    return sum(_attend(case_id=case_id, at=at) for case_id in waiting.values_list("pk", flat=True))


@transaction.atomic(durable=True)
def _attend(*, case_id: UUID, at: datetime) -> bool:
    case = PublicSecurityCase.objects.select_for_update().get(pk=case_id)
    if case.due_on is None:
        return False
    left = (case.due_on - local_day(at)).days
    if left < 0:
        return _mark_overdue(case, at)
    points = [days for days in REMIND_DAYS if left <= days]
    if not points or case.last_reminder <= points[-1]:
        return False
    case.last_reminder = points[-1]
    case.save(update_fields=["last_reminder"])
    facts = {"point": points[-1]}
    event = record(kinds.REMINDED, subject=case.subject, actor=SYSTEM, at=at, facts=facts)
    tell(case, Tell(Party.APPLICANT, "psb_reminder"), event=event, at=at, facts={})
    return True


def _mark_overdue(case: PublicSecurityCase, at: datetime) -> bool:
    if not PSB.can(MARK_OVERDUE, case.state_now, case.flags_now):
        return False
    make(MARK_OVERDUE, case, kind=kinds.OF_MOVE["mark_overdue"], actor=SYSTEM, at=at)
    return True


def _lock(case_id: UUID, actor: Actor) -> PublicSecurityCase:
    case = PublicSecurityCase.objects.select_for_update().filter(pk=case_id).first()
    mine = case is not None and case.organisation_id == actor.organisation_id
    if case is None or (actor.role is Role.APPLICANT and not mine):
        raise NoSuchCase
    return case
