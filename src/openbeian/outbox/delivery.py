"""Carries effects out: claim in one short transaction, call with none open, settle in another."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from pathlib import PurePath
from traceback import extract_tb

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from openbeian.accounts.actors import SYSTEM
from openbeian.audit.services import record
from openbeian.outbox import queries
from openbeian.outbox.backoff import policy
from openbeian.outbox.handlers import GiveUp, TryAgain, handler_for
from openbeian.outbox.kinds import GIVEN_UP
from openbeian.outbox.models import Effect, State

log = logging.getLogger(__name__)

SUBJECT = "effect"


class Outcome(Enum):
    """What became of one call of `deliver`."""

    DONE = auto()
    AGAIN = auto()
    DEAD = auto()
    NOT_OURS = auto()  # settled, not yet due, or in somebody else's hands


@dataclass(frozen=True, slots=True)
class _Verdict:
    outcome: Outcome
    reason: str = ""
    after: timedelta | None = None


def deliver(effect_id: int, *, at: datetime) -> Outcome:
    """Carry out one effect, if it is due and nobody else is at it.

    Never raises what a handler raised. Refuses to run within a transaction (RuntimeError): a
    message cannot be rolled back.
    """
    effect = _claim(effect_id, at=at)
    if effect is None:
        return Outcome.NOT_OURS
    verdict = _attempt(effect, at=at)
    return _SETTLE[verdict.outcome](effect, verdict, at)


def deliver_due(*, at: datetime, limit: int = 100) -> int:
    """Carry out what is due, oldest first; return how many effects were attempted."""
    waiting = list(queries.due(at=at).values_list("pk", flat=True)[:limit])
    outcomes = [deliver(effect_id, at=at) for effect_id in waiting]
    return sum(outcome is not Outcome.NOT_OURS for outcome in outcomes)


def _claim(effect_id: int, *, at: datetime) -> Effect | None:
    """Take the effect by compare-and-swap; one of several claimants succeeds.

    The lease runs on the clock of the database: the one that all workers share, and real time even
    where the house's clock is moved. The attempt is counted now, so an effect that kills its worker
    is not tried for ever.
    """
    lease = secrets.token_hex(16)
    with transaction.atomic(durable=True):
        taken = (
            queries.due(at=at)
            .filter(pk=effect_id)
            .update(lease=lease, leased_until=Now() + policy().lease, attempts=F("attempts") + 1)
        )
        return Effect.objects.get(pk=effect_id) if taken else None


def _attempt(effect: Effect, *, at: datetime) -> _Verdict:
    if effect.attempts > policy().attempts:
        return _Verdict(Outcome.DEAD, effect.last_error or "no attempt came to an end")
    try:
        handler_for(effect.kind)(effect, at=at)
    except TryAgain as answer:
        return _unless_exhausted(effect, answer.reason, answer.after)
    except GiveUp as answer:
        return _Verdict(Outcome.DEAD, answer.reason)
    except Exception as fault:  # noqa: BLE001 - whatever it was, the effect is still owed
        return _unless_exhausted(effect, _whereabouts(fault), None)
    return _Verdict(Outcome.DONE)


def _unless_exhausted(effect: Effect, reason: str, after: timedelta | None) -> _Verdict:
    log.warning("%s: attempt %d failed: %s", effect, effect.attempts, reason)
    outcome = Outcome.DEAD if effect.attempts >= policy().attempts else Outcome.AGAIN
    return _Verdict(outcome, reason, after)


def _whereabouts(fault: Exception) -> str:
    """Name a fault by its type and place; its message may hold the address that was refused."""
    frame = extract_tb(fault.__traceback__)[-1]
    place = f"{PurePath(frame.filename).name}:{frame.lineno}"
    return f"{type(fault).__module__}.{type(fault).__qualname__} at {place}"


def _settle_done(effect: Effect, _verdict: _Verdict, at: datetime) -> Outcome:
    """What was had is had, even if the lease ran out meanwhile and somebody else began anew."""
    with transaction.atomic(durable=True):
        Effect.objects.filter(pk=effect.pk).exclude(state=State.DONE).update(
            state=State.DONE,
            settled_at=at,
            last_error="",
            sealed=b"",
            lease="",
            leased_until=None,
        )
    return Outcome.DONE


def _settle_again(effect: Effect, verdict: _Verdict, at: datetime) -> Outcome:
    pause = policy().pause(reference=effect.reference, attempt=effect.attempts)
    with transaction.atomic(durable=True):
        kept = _still_ours(effect).update(
            due_at=at + max(pause, verdict.after or pause),
            last_error=verdict.reason[:300],
            lease="",
            leased_until=None,
        )
    return Outcome.AGAIN if kept else Outcome.NOT_OURS


def _settle_dead(effect: Effect, verdict: _Verdict, at: datetime) -> Outcome:
    with transaction.atomic(durable=True):
        buried = _still_ours(effect).update(
            state=State.DEAD,
            settled_at=at,
            last_error=verdict.reason[:300],
            lease="",
            leased_until=None,
        )
        if not buried:
            return Outcome.NOT_OURS
        record(
            GIVEN_UP,
            subject=(SUBJECT, str(effect.pk)),
            actor=SYSTEM,
            at=at,
            facts={"effect": effect.kind, "attempts": effect.attempts},
        )
    log.error("%s: given up after %d attempts: %s", effect, effect.attempts, verdict.reason)
    return Outcome.DEAD


def _still_ours(effect: Effect) -> QuerySet[Effect]:
    return Effect.objects.filter(pk=effect.pk, state=State.WAITING, lease=effect.lease)


_SETTLE = {
    Outcome.DONE: _settle_done,
    Outcome.AGAIN: _settle_again,
    Outcome.DEAD: _settle_dead,
}
