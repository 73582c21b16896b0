"""The turn line as the applicant reads it: your turn or ours, until when, and what comes next."""

from collections.abc import Mapping
from datetime import datetime

from openbeian.cases.models import Case
from openbeian.cases.turns import Turn as CaseTurn
from openbeian.cases.turns import turn as turn_of
from openbeian.procedure.engine import Party
from openbeian.text import Text
from openbeian.ui.components import Turn

WHOSE: Mapping[Party, Text] = {
    Party.APPLICANT: Text("Your turn", "轮到您"),
    Party.PROVIDER: Text("Our turn", "接入服务商办理中"),
    Party.ADMINISTRATION: Text("The administration’s turn", "通信管理局审核中"),
    Party.PUBLIC_SECURITY: Text("The public security organ’s turn", "公安机关审核中"),
    Party.NOBODY: Text("Nobody’s turn", "无需任何一方操作"),
}


def turn(case: Case, at: datetime) -> Turn:
    """Return the turn line of any case as of a moment."""
    now = turn_of(case, at)
    party = now.situation.turn
    return Turn(
        whose=WHOSE[party],
        next=now.situation.next,
        until=now.due_on,
        working_days_left=_working_days_left(now),
        until_moment=now.due_at,
        provisional=now.provisional,
        yours=party is Party.APPLICANT,
        closed=now.situation.final,
    )


def _working_days_left(now: CaseTurn) -> int | None:
    """Return the working days left, only of a turn that is counted in them; or how late it is."""
    limit, left = now.situation.limit, now.working_days_left
    counted = limit is not None and limit.working_days > 0
    return left if counted or (left is not None and left < 0) else None
