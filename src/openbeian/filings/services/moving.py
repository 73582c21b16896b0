"""A move of an application: the common way, under the event kind of the move."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from openbeian.accounts.actors import Actor
from openbeian.audit.models import Event
from openbeian.cases import moving
from openbeian.cases.moving import Facts
from openbeian.filings import kinds
from openbeian.filings.models import Filing
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
