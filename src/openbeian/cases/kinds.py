"""The event kinds of a procedure, one for each move of its table."""

from collections.abc import Mapping
from typing import Any

from openbeian.audit.kinds import Kind, register
from openbeian.procedure.engine import Procedure
from openbeian.text import Text

_FREE_WORDS = frozenset({"words"})


def of_moves(
    procedure: Procedure[Any],
    source: str,
    facts: Mapping[str, tuple[str, ...]],
    sentences: Mapping[str, Text],
) -> dict[str, Kind]:
    """Register a kind `<source>:<move>` for each move, with the facts it may hold, by move name.

    `sentences` says of each move that it was made. An officer's own `words` may name a person:
    the log keeps only a commitment to them.
    """
    return {
        move.name: register(
            _kind(
                f"{source}:{move.name}",
                sentences[move.name],
                frozenset(facts.get(move.name, ())),
            )
        )
        for move in procedure.moves
    }


def _kind(name: str, sentence: Text, facts: frozenset[str]) -> Kind:
    return Kind(
        name,
        sentence,
        facts=facts - _FREE_WORDS,
        committed=facts & _FREE_WORDS,
    )
