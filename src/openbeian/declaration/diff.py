"""What changed between two versions of a Declaration, by field path."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from openbeian.declaration.values import Declaration, DocumentReference, Preapproval


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs; an absent side is an empty string."""

    field: str
    before: str
    after: str


def diff(before: Declaration, after: Declaration) -> tuple[Change, ...]:
    """Return what a reviewer must read again, in the order of the form."""
    old, new = flatten(before), flatten(after)
    order = list(dict.fromkeys([*new, *old]))
    return tuple(
        Change(path, old.get(path, ""), new.get(path, ""))
        for path in order
        if old.get(path, "") != new.get(path, "")
    )


def flatten(declaration: Declaration) -> dict[str, str]:
    """Return every field of a Declaration as text by its path, in the order of the form."""
    found: dict[str, str] = {}
    _walk(found, "", declaration)
    return found


def _walk(found: dict[str, str], path: str, value: Any) -> None:
    if is_dataclass(value):
        for part in fields(value):
            if part.name != "id":
                inner = getattr(value, part.name)
                _walk(found, f"{path}.{part.name}".lstrip("."), inner)
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for item in value:
            _walk_item(found, path, item)
    elif value is None and path.endswith("valid_until"):
        found[path] = "long-term"
    elif value != ():
        found[path] = _words(value)


def _walk_item(found: dict[str, str], path: str, item: Any) -> None:
    match item:
        case DocumentReference(kind=kind, files=files):
            found[f"{path}[{kind}]"] = _words(files)
        case Preapproval(category=category, number=number):
            found[f"{path}[{category}].number"] = number
        case _:
            _walk(found, f"{path}[{item.id}]", item)


def _words(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ",".join(str(item) for item in value)
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case _:
            return str(value)
