"""The one way in which a case moves: check the table, record the event, change the state, tell.

Every verb of every procedure ends here, inside its own transaction.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from openbeian.accounts.actors import Actor
from openbeian.audit.facts import Fact
from openbeian.audit.kinds import Kind
from openbeian.audit.models import Event
from openbeian.audit.services import record
from openbeian.cases.models import Case
from openbeian.outbox.services import put
from openbeian.procedure.deadlines import deadline
from openbeian.procedure.engine import Move, Tell

type Facts = Mapping[str, Fact]


def check(move: Move[Any], case: Case, actor: Actor) -> None:
    """Raise NotPermitted or MoveNotAllowed unless this actor may make the move now."""
    actor.require(move.permission)
    case.procedure.check(move, case.state_now, case.flags_now)


def make(
    move: Move[Any],
    case: Case,
    *,
    kind: Kind,
    actor: Actor,
    at: datetime,
    facts: Facts | None = None,
    told: Mapping[str, Any] | None = None,
    flags: frozenset[StrEnum] = frozenset(),
) -> Event:
    """Carry out a checked move; `told` are further words for the notices, `flags` are set with it.

    Stores the case as the caller changed it. Must run in the caller's transaction.
    """
    before = case.situation
    state, after = case.procedure.after(move, case.state_now, case.flags_now)
    case.state = state.value
    case.flags = sorted(flag.value for flag in after | flags)
    if case.situation is not before:  # what only notes something lengthens nobody's turn
        case.moved_at = at
    set_deadline(case)
    case.save()
    event = record(kind, subject=case.subject, actor=actor, at=at, facts=facts)
    for addressee in move.tells:
        tell(case, addressee, event=event, at=at, facts=told or {})
    return event


def set_deadline(case: Case) -> None:
    """Work out until when the present turn lasts."""
    due = deadline(case.situation.limit, case.moments())
    case.due_on = due.on if due else None
    case.due_at = due.at if due else None
    case.due_provisional = bool(due and due.provisional)


def tell(
    case: Case, addressee: Tell, *, event: Event, at: datetime, facts: Mapping[str, Any]
) -> None:
    """Owe a notice of an event, in the caller's transaction.

    The facts travel sealed, because a reason in an officer's own words may name a person.
    """
    put(
        kind="notice.tell",
        reference=f"tell:{event.pk}:{addressee.template}:{addressee.audience.value}",
        payload={
            "event": event.pk,
            "template": addressee.template,
            "audience": addressee.audience.value,
            "organisation": str(case.organisation_id),
            "reviewer": case.notice_addressee(),
            "subject_type": case.subject[0],
            "subject_id": case.subject[1],
        },
        sealed={**case.notice_facts(addressee.template, at), **facts},
        at=at,
    )
