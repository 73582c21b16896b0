"""A move of an application, the common way, and what is noted with it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from openbeian.accounts.actors import Actor
from openbeian.audit.models import Event
from openbeian.cases import moving
from openbeian.cases.moving import Facts
from openbeian.filings import kinds
from openbeian.filings.models import Filing, Outcome
from openbeian.procedure.engine import Move
from openbeian.procedure.filing import State


def make(
    move: Move[State],
    filing: Filing,
    *,
    actor: Actor,
    at: datetime,
    facts: Facts | None = None,
    told: Mapping[str, Any] | None = None,
    flags: frozenset[StrEnum] = frozenset(),
) -> Event:
    """Carry out a checked move; see `cases.moving.make`."""
    return moving.make(
        move,
        filing,
        kind=kinds.OF_MOVE[move.name],
        actor=actor,
        at=at,
        facts=facts,
        told=told,
        flags=flags,
    )


def note(
    filing: Filing,
    kind: Outcome.Kind,
    actor: Actor,
    at: datetime,
    *,
    said: str = "",
    numbers: Mapping[str, object] | None = None,
) -> None:
    """Keep an outcome beside the event of its move, with the officer's words sealed."""
    outcome = Outcome(
        filing=filing,
        version=filing.version,
        kind=kind,
        numbers=numbers or {},
        at=at,
        recorded_by_id=actor.user_id,
    )
    outcome.set_words(said)
    outcome.save(force_insert=True)
