"""Writes: open a case when a number is issued, record what public security answered, remind."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from openbeian.accounts.actors import SYSTEM, Actor
from openbeian.audit.services import record
from openbeian.cases import access
from openbeian.cases.moving import Facts, check, make, set_deadline, tell
from openbeian.cases.rounds import attend_each
from openbeian.cases.words import kept
from openbeian.errors import DomainError
from openbeian.numbers import psb_number
from openbeian.procedure.engine import Move, Party, Tell
from openbeian.procedure.psb import (
    CLOSE,
    MARK_OVERDUE,
    PSB,
    RECORD_APPLIED,
    RECORD_NUMBER,
    RECORD_REFUSAL,
    State,
)
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
    message = Text("There is no such public-security filing.", "未找到该公安联网备案事项。")


class RefusalNeedsWords(DomainError):
    """What public security said is missing."""

    code = "psb.reason_missing"
    message = Text("Enter what public security said.", "请填写公安机关的意见。")


@transaction.atomic(durable=True)
def open_case(
    *, filing_id: UUID, service_key: int, service_id: int, at: datetime
) -> PublicSecurityCase:
    """Open the case of a registered service; a second call finds the first one's case.

    The limit runs from the day of the number, however late this is called.
    """
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
        opened_at=service.since,
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
    return _make(RECORD_APPLIED, case, actor, at)


@transaction.atomic(durable=True)
def record_number(*, case_id: UUID, actor: Actor, number: str, at: datetime) -> PublicSecurityCase:
    """Record the public-security number.

    Raises NoSuchCase, MoveNotAllowed, NumberError, and what the registry refuses: NoLongerInForce,
    PsbNumberTaken.
    """
    case = _lock(case_id, actor)
    check(RECORD_NUMBER, case, actor)
    case.psb_number = psb_number.validate(number)
    record_psb_number(service_id=case.service_id, number=case.psb_number, actor=actor, at=at)
    return _make(RECORD_NUMBER, case, actor, at, {"psb_number": case.psb_number})


@transaction.atomic(durable=True)
def record_refusal(*, case_id: UUID, actor: Actor, words: str, at: datetime) -> PublicSecurityCase:
    """Record a refusal with its words.

    Raises NoSuchCase, MoveNotAllowed, RefusalNeedsWords, WordsTooLong.
    """
    case = _lock(case_id, actor)
    check(RECORD_REFUSAL, case, actor)
    said = kept(words, missing=RefusalNeedsWords)
    case.set_refusal(said)
    return _make(RECORD_REFUSAL, case, actor, at, {"words": said})


def tick(*, at: datetime) -> int:
    """Remind of what is due, mark what is overdue, close what is registered no longer.

    Returns how much was done. Raises an ExceptionGroup of what went wrong, after all the rest.
    """
    owed = [case.pk for case in _open_cases(at) if _duty(case, at) is not None]
    return attend_each(owed, lambda case_id: _attend(case_id=case_id, at=at))


type _Duty = Move[State] | int | None


def _open_cases(at: datetime) -> QuerySet[PublicSecurityCase]:
    """Return the open cases near or past their last day, and those whose website has ended."""
    soon = local_day(at) + timedelta(days=max(REMIND_DAYS))
    waiting = Q(state=State.DUE.value, due_on__lte=soon)
    ended = Q(service_id__in=Service.objects.exclude(until=None).values("pk"))
    states = [state.value for state in PSB.active_states()]
    found = PublicSecurityCase.objects.filter(waiting | ended, state__in=states)
    return found.order_by("due_on", "pk")


@transaction.atomic(durable=True)
def _attend(*, case_id: UUID, at: datetime) -> bool:
    """Do what is still owed once nobody else can touch the case."""
    case = PublicSecurityCase.objects.select_for_update().get(pk=case_id)
    duty = _duty(case, at)
    if isinstance(duty, Move):
        check(duty, case, SYSTEM)
        _make(duty, case, SYSTEM, at)
    elif duty is not None:
        _remind(case, duty, at)
    return duty is not None


def _duty(case: PublicSecurityCase, at: datetime) -> _Duty:
    """Return the move that the house owes, or the fixed point to remind of, in days left."""
    if case.due_on is None or PSB.is_final(case.state_now):
        return None
    if not Service.objects.in_force().filter(pk=case.service_id).exists():
        return CLOSE
    left = (case.due_on - local_day(at)).days
    if left < 0:
        return MARK_OVERDUE if PSB.can(MARK_OVERDUE, case.state_now, case.flags_now) else None
    points = [days for days in REMIND_DAYS if left <= days and case.state_now is State.DUE]
    return points[-1] if points and points[-1] < case.last_reminder else None


def _remind(case: PublicSecurityCase, point: int, at: datetime) -> None:
    case.last_reminder = point
    case.save(update_fields=["last_reminder"])
    facts = {"point": point}
    event = record(kinds.REMINDED, subject=case.subject, actor=SYSTEM, at=at, facts=facts)
    tell(case, Tell(Party.APPLICANT, "psb_reminder"), event=event, at=at, facts={})


def _make(
    move: Move[Any],
    case: PublicSecurityCase,
    actor: Actor,
    at: datetime,
    facts: Facts | None = None,
) -> PublicSecurityCase:
    make(move, case, kind=kinds.OF_MOVE[move.name], actor=actor, at=at, facts=facts)
    return case


def _lock(case_id: UUID, actor: Actor) -> PublicSecurityCase:
    return access.lock(PublicSecurityCase.objects.all(), case_id, actor, unknown=NoSuchCase)
