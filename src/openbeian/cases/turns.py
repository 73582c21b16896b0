"""The turn line of a case: whose turn it is, until when, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openbeian import workdays
from openbeian.accounts.actors import Actor
from openbeian.cases.access import is_own
from openbeian.cases.models import Case
from openbeian.procedure.engine import Move, Situation


@dataclass(frozen=True, slots=True)
class Turn:
    """`working_days_left` is 0 on the last day and negative when the day has passed."""

    situation: Situation
    due_on: date | None
    due_at: datetime | None
    provisional: bool
    working_days_left: int | None


def turn(case: Case, at: datetime) -> Turn:
    """Return the turn line as of a moment."""
    left = None
    if case.due_on is not None:
        left = workdays.between(workdays.local_day(at), case.due_on).days
    return Turn(case.situation, case.due_on, case.due_at, case.due_provisional, left)


def moves(case: Case, actor: Actor) -> tuple[Move[Any], ...]:
    """Return the moves that the actor may make now: the buttons of the page."""
    if is_own(case, actor):
        return ()
    return case.procedure.open_to(actor.role, case.state_now, case.flags_now)
