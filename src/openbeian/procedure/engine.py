"""The engine of every procedure: states that say whose turn it is, and one table of moves.

A procedure knows nothing of storage or time. It answers two questions: may this move be made
from this state, and what is the situation now. Flags stand beside the state.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from openbeian.errors import DomainError
from openbeian.procedure.permissions import Permission, Role, may
from openbeian.text import Text

type Flags = Collection[StrEnum]


class MoveNotAllowed(DomainError):
    """The move does not start from the state in which the case is."""

    code = "move.not_allowed"
    message = Text(
        "This step is not possible while the application is '{state}'. Look at"
        " where the application stands.",
        "当前状态为“{state}”，无法执行此操作。请查看当前办理状态。",
    )


class Party(StrEnum):
    """Who can hold the pen."""

    APPLICANT = "applicant"
    PROVIDER = "provider"
    ADMINISTRATION = "administration"
    PUBLIC_SECURITY = "public_security"
    NOBODY = "nobody"


PARTY_NAMES = {
    Party.APPLICANT: Text("the applicant", "主办者"),
    Party.PROVIDER: Text("the hosting provider", "接入服务商"),
    Party.ADMINISTRATION: Text("the provincial administration", "省通信管理局"),
    Party.PUBLIC_SECURITY: Text("the public security organ", "公安机关"),
    Party.NOBODY: Text("nobody", "无"),
}


class Start(StrEnum):
    """The moment from which a limit is counted."""

    LAST_MOVE = "last_move"
    SUBMISSION = "submission"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a turn may last: working days, calendar days or hours; one of them is set."""

    start: Start
    working_days: int = 0
    days: int = 0
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Situation:
    """What a state (or a state under a flag) means to people."""

    title: Text
    turn: Party
    now: Text
    next: Text
    limit: Limit | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """Who hears of a move, by the notice template used."""

    audience: Party
    template: str


@dataclass(frozen=True, slots=True)
class Move[S: StrEnum]:
    """One verb. `target` None stays in the state; `when` and `unless` are flags.

    `sets` and `clears` change the flags; of the former ones, a move to a new state keeps only
    those that stay with the case.
    """

    name: str
    title: Text
    sources: frozenset[S]
    target: S | None
    permission: Permission
    when: frozenset[StrEnum] = frozenset()
    unless: frozenset[StrEnum] = frozenset()
    sets: frozenset[StrEnum] = frozenset()
    clears: frozenset[StrEnum] = frozenset()
    needs_reason: bool = False
    tells: tuple[Tell, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure[S: StrEnum]:
    """States, situations under flags, and the moves between them.

    Flags that `stay` were set when the case began and say what it is about, whatever its state.
    """

    name: str
    title: Text
    initial: S
    situations: dict[S, Situation]
    flagged: dict[tuple[S, StrEnum], Situation]
    moves: tuple[Move[S], ...]
    stay: frozenset[StrEnum] = frozenset()

    def situation(self, state: S, flags: Flags) -> Situation:
        """Return what the case is in now; the first flag with words of its own wins."""
        for (at, flag), situation in self.flagged.items():
            if at == state and flag in flags:
                return situation
        return self.situations[state]

    def can(self, move: Move[S], state: S, flags: Flags) -> bool:
        """Return whether a move may be made from a state under these flags."""
        return state in move.sources and move.when.issubset(flags) and move.unless.isdisjoint(flags)

    def check(self, move: Move[S], state: S, flags: Flags) -> None:
        """Raise MoveNotAllowed unless the move may be made."""
        if not self.can(move, state, flags):
            title = self.situation(state, flags).title
            raise MoveNotAllowed(move=move.name, state=title)

    def after(self, move: Move[S], state: S, flags: Flags) -> tuple[S, frozenset[StrEnum]]:
        """Return state and flags after a move that was checked."""
        if move.target is None:
            return state, (frozenset(flags) - move.clears) | move.sets
        return move.target, move.sets | (self.stay & frozenset(flags))

    def open_to(self, role: Role, state: S, flags: Flags) -> tuple[Move[S], ...]:
        """Return the moves that a role may make now, in the order of the table."""
        return tuple(
            move
            for move in self.moves
            if may(role, move.permission) and self.can(move, state, flags)
        )

    def is_final(self, state: S) -> bool:
        """Return whether nothing can happen any more."""
        return self.situations[state].final

    def active_states(self) -> tuple[S, ...]:
        """Return the states in which a case is still open."""
        return tuple(state for state in self.situations if not self.is_final(state))
