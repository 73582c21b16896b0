"""The event kinds of a procedure, one for each move of its table."""

from collections.abc import Mapping
from typing import Any

from openbeian.audit.kinds import Kind, register
from openbeian.procedure.engine import Move, Procedure
from openbeian.text import Text

_FREE_WORDS = frozenset({"words"})


def of_moves(
    procedure: Procedure[Any], source: str, facts: Mapping[str, tuple[str, ...]]
) -> dict[str, Kind]:
    """Register a kind `<source>:<move>` for each move, with the facts it may hold, by move name.

    An officer's own `words` may name a person: the log keeps only a commitment to them.
    """
    return {
        move.name: register(_kind(move, source, frozenset(facts.get(move.name, ()))))
        for move in procedure.moves
    }


def _kind(move: Move[Any], source: str, facts: frozenset[str]) -> Kind:
    return Kind(
        f"{source}:{move.name}",
        Text(f"{{actor}}: {move.title.en}", f"{{actor}}：{move.title.zh}"),
        facts=facts - _FREE_WORDS,
        committed=facts & _FREE_WORDS,
    )
