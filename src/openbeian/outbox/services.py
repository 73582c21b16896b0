"""Writes: owe an effect, carry effects out, and an operator's second chance for a dead one."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from openbeian import vault
from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.errors import DomainError
from openbeian.outbox import handlers
from openbeian.outbox.delivery import SUBJECT, Outcome, deliver, deliver_due
from openbeian.outbox.kinds import RETRIED
from openbeian.outbox.models import Effect, State, secret_context
from openbeian.outbox.payloads import Payload, require_fit
from openbeian.outbox.tasks import deliver_one
from openbeian.procedure.permissions import Permission
from openbeian.text import Text

__all__ = [
    "EffectNotDead",
    "Outcome",
    "PutAlone",
    "ReferenceTaken",
    "deliver",
    "deliver_due",
    "put",
    "retry",
]


class PutAlone(DomainError):
    """An effect was put outside the transaction of the change that owes it."""

    code = "outbox.put_alone"
    message = Text(
        "An effect is put only in the transaction of what it follows from.",
        "外部操作只能与引起它的变更在同一事务中登记。",
    )


class ReferenceTaken(DomainError):
    """The reference belongs to an effect of another kind or with another payload."""

    code = "outbox.reference_taken"
    message = Text(
        "The reference {reference} belongs to another effect.",
        "引用号 {reference} 已用于其他外部操作。",
    )


class EffectNotDead(DomainError):
    """Only an effect that was given up can be set to be delivered again."""

    code = "outbox.effect_not_dead"
    message = Text("This effect has not been given up.", "该外部操作尚未放弃，无需重新发送。")


def put(
    *,
    kind: str,
    reference: str,
    payload: Payload,
    at: datetime,
    sealed: Mapping[str, Any] | None = None,
    due: datetime | None = None,
) -> Effect:
    """Owe an effect, in the caller's transaction; from its commit on it happens at least once.

    `payload` is a few ids and codes; what may name a person goes into `sealed`, plain JSON that
    only the handler opens (`effect.secret()`) and that is wiped once the effect is done. Putting
    the same reference again returns the effect that is there. What is due now is handed to a worker
    in the same transaction; what is due later waits for the sweep. Raises PutAlone, EffectUnknown,
    PayloadUnfit, ReferenceTaken.
    """
    if not connection.in_atomic_block:
        raise PutAlone
    handlers.require(kind)
    require_fit(payload)
    effect, is_new = Effect.objects.get_or_create(
        reference=reference,
        defaults={
            "kind": kind,
            "payload": dict(payload),
            "sealed": _seal(sealed, reference),
            "put_at": at,
            "due_at": due or at,
        },
    )
    if (effect.kind, effect.payload) != (kind, dict(payload)) or not _holds(effect, sealed):
        raise ReferenceTaken(reference=reference)
    if is_new and effect.due_at <= at:
        deliver_one.enqueue(effect.pk)
    return effect


def _seal(secret: Mapping[str, Any] | None, reference: str) -> bytes:
    return vault.seal(_raw(secret), context=secret_context(reference)) if secret else b""


def _holds(effect: Effect, secret: Mapping[str, Any] | None) -> bool:
    """Whether the sealed part is this one; of an effect that is done nobody can tell any more."""
    return effect.state == State.DONE or _raw(effect.secret()) == _raw(secret)


def _raw(secret: Mapping[str, Any] | None) -> bytes:
    return json.dumps(dict(secret or {}), sort_keys=True, ensure_ascii=False).encode()


@transaction.atomic(durable=True)
def retry(effect_id: int, *, actor: Actor, at: datetime) -> Effect:
    """Set an effect that was given up to be delivered again, with all its attempts before it.

    Raises NotPermitted, EffectNotDead (also where there is no such effect).
    """
    actor.require(Permission.SYSTEM_OPERATE)
    revived = Effect.objects.filter(pk=effect_id, state=State.DEAD).update(
        state=State.WAITING, settled_at=None, attempts=0, due_at=at
    )
    if not revived:
        raise EffectNotDead
    effect = Effect.objects.get(pk=effect_id)
    record(
        RETRIED,
        subject=(SUBJECT, str(effect_id)),
        actor=actor,
        at=at,
        facts={"effect": effect.kind},
    )
    deliver_one.enqueue(effect_id)
    return effect
