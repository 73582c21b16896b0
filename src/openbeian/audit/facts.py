"""Prepares the facts of an event: only what its kind declares, personal ones blinded."""

import json
from collections.abc import Mapping
from typing import Any

from openbeian.audit.kinds import Kind, PersonalFact
from openbeian.errors import DomainError
from openbeian.text import Text
from openbeian.vault import blind, names_personal_data

type Fact = str | int | bool | Text | list[Fact] | tuple[Fact, ...] | dict[str, Fact] | None
type Subject = tuple[str, str]

_COMMITMENT = "hmac-sha256:"


class FactUnknown(DomainError):
    """A fact whose key the kind does not declare."""

    code = "audit.fact_unknown"
    message = Text(
        "The event {name} does not declare the fact {key}.", "审计事件 {name} 未声明事实项 {key}。"
    )


class FactUnfit(DomainError):
    """A fact that has no exact JSON form: a fraction, a date or a NUL character."""

    code = "audit.fact_unfit"
    message = Text(
        "The fact {key} of the event {name} cannot be kept exactly.",
        "审计事件 {name} 的事实项 {key} 无法准确保存。",
    )


def prepare(kind: Kind, subject: Subject, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Return the facts as they are stored. Raises FactUnknown, FactUnfit, PersonalFact."""
    stored: dict[str, Any] = {}
    for key, value in facts.items():
        if key in kind.committed:
            exact = _exact(kind, key, value, personal=True)
            stored[key] = commitment(kind.name, key, subject, exact)
        elif key in kind.clear:
            stored[key] = _exact(kind, key, value, personal=False)
        else:
            raise FactUnknown(name=kind.name, key=key)
    return stored


def commitment(kind: str, key: str, subject: Subject, value: Any) -> str:
    """Return what the log keeps of a personal fact: it proves a known value and reveals none.

    It is bound to the subject, so the same number of two applicants cannot be seen to be the same.
    """
    context = canonical(["audit", kind, key, *subject])
    return _COMMITMENT + blind(canonical(value), context=context)


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, characters as they are."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _exact(kind: Kind, key: str, value: Any, *, personal: bool) -> Any:
    """Return a value that both databases give back unchanged."""
    match value:
        case None | bool():
            return value
        case int():
            return int(value)
        case str() if _is_storable(value):
            return str(value)
        case Text():
            return {"en": value.en, "zh": value.zh}
        case list() | tuple():
            return [_exact(kind, key, part, personal=personal) for part in value]
        case dict() if all(isinstance(name, str) and _is_storable(name) for name in value):
            for name in value:
                if not personal and names_personal_data(name):
                    raise PersonalFact(name=kind.name, key=f"{key}.{name}")
            return {
                name: _exact(kind, key, part, personal=personal) for name, part in value.items()
            }
    raise FactUnfit(name=kind.name, key=key)


def _is_storable(text: str) -> bool:
    """PostgreSQL keeps no NUL, and a lone surrogate has no UTF-8 to hash."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
