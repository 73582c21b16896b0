"""A procedure that no law knows, so that the engine's tests survive every change of rules."""

from enum import StrEnum

from openbeian.procedure.engine import Limit, Move, Party, Procedure, Situation, Start, Tell
from openbeian.procedure.permissions import Permission
from openbeian.text import Text


class State(StrEnum):
    ASKED = "asked"
    MEMBER = "member"
    GONE = "gone"


class Flag(StrEnum):
    FEE_DUE = "fee_due"
    HONORARY = "honorary"


def words(name: str) -> Text:
    return Text(name, name)


def situation(name: str, turn: Party, *, limit: Limit | None = None, final: bool = False):
    return Situation(words(name), turn, words(name), words(name), limit, final=final)


ADMIT = Move(
    "admit",
    words("admit"),
    frozenset({State.ASKED}),
    State.MEMBER,
    Permission.REVIEW_DECIDE,
    sets=frozenset({Flag.FEE_DUE}),
    tells=(Tell(Party.APPLICANT, "admitted"),),
)
PAY = Move(
    "pay",
    words("pay"),
    frozenset({State.MEMBER}),
    None,
    Permission.FILING_EDIT,
    when=frozenset({Flag.FEE_DUE}),
    unless=frozenset({Flag.HONORARY}),
    clears=frozenset({Flag.FEE_DUE}),
)
HONOUR = Move(
    "honour",
    words("honour"),
    frozenset({State.MEMBER}),
    None,
    Permission.REVIEW_DECIDE,
    sets=frozenset({Flag.HONORARY}),
)
LEAVE = Move(
    "leave",
    words("leave"),
    frozenset({State.ASKED, State.MEMBER}),
    State.GONE,
    Permission.FILING_EDIT,
)

CLUB = Procedure(
    name="club",
    title=words("Tennis club"),
    initial=State.ASKED,
    situations={
        State.ASKED: situation("asked", Party.PROVIDER, limit=Limit(Start.LAST_MOVE, days=7)),
        State.MEMBER: situation("member", Party.NOBODY),
        State.GONE: situation("gone", Party.NOBODY, final=True),
    },
    flagged={(State.MEMBER, Flag.FEE_DUE): situation("owing", Party.APPLICANT)},
    moves=(ADMIT, PAY, HONOUR, LEAVE),
)
