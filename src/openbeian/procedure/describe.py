"""The procedure as a page for people, made from the tables: `docs/procedure.md`."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from openbeian.procedure.engine import PARTY_NAMES, Limit, Move, Procedure, Start
from openbeian.procedure.filing import FILING
from openbeian.procedure.licence import LICENCE
from openbeian.procedure.psb import PSB

_STARTS = {
    Start.LAST_MOVE: "the last move",
    Start.SUBMISSION: "the submission to the provider",
    Start.NUMBER: "the day the number was issued",
}


def page() -> str:
    """Return the whole page as Markdown; compared with the file by a test."""
    lines = [
        "# The procedure",
        "",
        "Made from `openbeian.procedure` by `make docs`; do not edit by hand. A move that is not",
        "in these tables is refused with HTTP 409.",
    ]
    for procedure in (FILING, LICENCE, PSB):
        lines += ["", *_procedure(procedure)]
    return "\n".join(lines) + "\n"


def _procedure(procedure: Procedure[Any]) -> Iterator[str]:
    yield f"## {procedure.title.en} {procedure.title.zh}"
    yield ""
    yield "| state | 中文 | turn | until | what happens next |"
    yield "|---|---|---|---|---|"
    for state, situation in procedure.situations.items():
        yield _row(_name(state), situation)
    for (state, flag), situation in procedure.flagged.items():
        yield _row(f"{_name(state)} + {_name(flag)}", situation)
    yield ""
    yield "| move | 中文 | from | to | who may | tells |"
    yield "|---|---|---|---|---|---|"
    for move in procedure.moves:
        yield _move(procedure, move)


def _name(member: StrEnum) -> str:
    return f"`{member.value}`"


def _row(name: str, situation: Any) -> str:
    turn = PARTY_NAMES[situation.turn].en
    until = _limit(situation.limit)
    return f"| {name} | {situation.title.zh} | {turn} | {until} | {situation.next.en} |"


def _limit(limit: Limit | None) -> str:
    if limit is None:
        return "–"
    amount = (
        f"{limit.working_days} working days"
        if limit.working_days
        else f"{limit.days} days"
        if limit.days
        else f"{limit.hours} hours"
    )
    return f"{amount} from {_STARTS[limit.start]}"


def _move(procedure: Procedure[Any], move: Move[Any]) -> str:
    order = list(procedure.situations)
    sources = ", ".join(_name(state) for state in order if state in move.sources)
    conditions = [f"with {_name(flag)}" for flag in sorted(move.when)]
    conditions += [f"without {_name(flag)}" for flag in sorted(move.unless)]
    target = "stays" if move.target is None else _name(move.target)
    sets = "".join(f" + {_name(flag)}" for flag in sorted(move.sets))
    tells = ", ".join(f"{tell.audience.value}: `{tell.template}`" for tell in move.tells) or "–"
    reason = " (reason needed)" if move.needs_reason else ""
    return (
        f"| `{move.name}`{reason} | {move.title.zh} | {' '.join([sources, *conditions])} "
        f"| {target}{sets} | `{move.permission.value}` | {tells} |"
    )
