"""The yearly question "are these facts still true?", and what the entity was told it can cost."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.errors import DomainError
from openbeian.procedure.permissions import Permission
from openbeian.registry import kinds
from openbeian.registry.models import FactsAnswer, FactsCheck
from openbeian.registry.queries import entities_to_ask, overdue_checks
from openbeian.registry.services.writing import refusing, tell
from openbeian.registry.subjects import NoLongerInForce, Subject, SubjectKind, lock
from openbeian.text import Text
from openbeian.workdays import add_workdays, local_day

# what providers give for a correction after a fact differs
ANSWER_WORKDAYS = 10

COST = Text(
    "A false or outdated fact can cost a fine; access can be taken away and the registration be "
    "cancelled or revoked.",
    "备案信息虚假或者未及时变更的，可能被处以罚款、取消接入，直至注销备案（吊销许可证）。",
)

ANSWERS = {
    FactsAnswer.TRUE: Text("all facts are still true", "备案信息均无变化"),
    FactsAnswer.CHANGED: Text("facts have changed", "备案信息有变化"),
}


class AlreadyAsked(DomainError):
    """The entity has an open question already."""

    code = "registry.facts_already_asked"
    message = Text("This entity has been asked already.", "已向该主体发出核对通知。")


class NothingAsked(DomainError):
    """There is no open question of this kind for the asker's organisation."""

    code = "registry.facts_not_asked"
    message = Text(
        "There is no open question about your registered facts.", "当前没有待答复的信息核对。"
    )


@transaction.atomic(durable=True)
def ask_facts(*, entity_id: int, actor: Actor, at: datetime) -> FactsCheck:
    """Ask an entity whether its registered facts are still true, by ten working days from now.

    Raises NotPermitted, NotRegistered, NoLongerInForce, AlreadyAsked.
    """
    actor.require(Permission.SYSTEM_TICK)
    entity, _ = lock(Subject(SubjectKind.ENTITY, entity_id))
    due = add_workdays(local_day(at), ANSWER_WORKDAYS)
    with refusing(AlreadyAsked()):
        check = FactsCheck.objects.create(
            entity=entity,
            asked_at=at,
            asked_on=local_day(at),
            due_on=due.date,
            due_is_provisional=due.provisional,
            told_en=COST.en,
            told_zh=COST.zh,
        )
    event = record(
        kinds.FACTS_ASKED,
        subject=(kinds.ENTITY, str(entity.pk)),
        actor=actor,
        at=at,
        facts={"number": entity.number, "due": due.date.isoformat()},
    )
    tell("facts_check", entity, event=event, facts=_particulars(check), at=at)
    return check


def ask_due_facts(*, actor: Actor, at: datetime, limit: int = 100) -> int:
    """Ask every entity whose year is over, at most `limit` of them; return how many were asked."""
    asked = 0
    for entity_id in entities_to_ask(at=at, limit=limit):
        # another worker, or a cancellation, may have been faster
        with suppress(AlreadyAsked, NoLongerInForce):
            ask_facts(entity_id=entity_id, actor=actor, at=at)
            asked += 1
    return asked


@transaction.atomic(durable=True)
def remind_of_facts(*, check_id: int, actor: Actor, at: datetime) -> FactsCheck:
    """Tell an entity once that its answer is overdue. Raises NotPermitted, NothingAsked."""
    actor.require(Permission.SYSTEM_TICK)
    check = _open_check(check_id)
    if check.overdue_told_at is not None or local_day(at) <= check.due_on:
        raise NothingAsked
    check.overdue_told_at = at
    check.save(update_fields=["overdue_told_at"])
    event = record(
        kinds.FACTS_OVERDUE,
        subject=(kinds.ENTITY, str(check.entity.pk)),
        actor=actor,
        at=at,
        facts={"number": check.entity.number, "due": check.due_on.isoformat()},
    )
    tell("facts_check_overdue", check.entity, event=event, facts=_particulars(check), at=at)
    return check


def remind_of_overdue_facts(*, actor: Actor, at: datetime, limit: int = 100) -> int:
    """Tell every entity whose answer is overdue, at most `limit`; return how many were told."""
    told = 0
    for check_id in overdue_checks(at=at, limit=limit):
        # another worker, or the answer itself, may have been faster
        with suppress(NothingAsked):
            remind_of_facts(check_id=check_id, actor=actor, at=at)
            told += 1
    return told


@transaction.atomic(durable=True)
def answer_facts(*, check_id: int, answer: FactsAnswer, actor: Actor, at: datetime) -> FactsCheck:
    """Answer the yearly question; who answers "changed" goes on to apply for the change.

    Raises NotPermitted, NothingAsked (also for a question to another organisation).
    """
    actor.require(Permission.REGISTRY_FACTS)
    check = _open_check(check_id)
    if check.entity.organisation_id != actor.organisation_id:
        raise NothingAsked
    check.answered_at = at
    check.answer = answer
    check.save(update_fields=["answered_at", "answer"])
    record(
        kinds.FACTS_ANSWERED,
        subject=(kinds.ENTITY, str(check.entity.pk)),
        actor=actor,
        at=at,
        facts={"number": check.entity.number, "answer": ANSWERS[answer]},
    )
    return check


def _particulars(check: FactsCheck) -> dict[str, str | bool]:
    return {
        "number": check.entity.number,
        "due": check.due_on.isoformat(),
        "due_provisional": check.due_is_provisional,
    }


def _open_check(check_id: int) -> FactsCheck:
    """Lock a question that nobody has answered yet."""
    open_checks = FactsCheck.objects.select_for_update(of=("self",)).select_related("entity")
    check = open_checks.filter(pk=check_id, answered_at__isnull=True).first()
    if check is None:
        raise NothingAsked
    return check
