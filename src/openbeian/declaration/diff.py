"""What changed between two versions of a Declaration, by field path."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from openbeian.declaration import readers
from openbeian.declaration.draft import Draft, many
from openbeian.declaration.fields import Kind, field_at
from openbeian.declaration.values import Declaration, DocumentReference, Preapproval
from openbeian.errors import DomainError


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


def is_answered_anew(path: str, draft: Draft, before: Declaration) -> bool:
    """Return whether a draft gives a field another answer than a version did.

    What is empty or cannot be read is no answer. Raises PathUnreadable.
    """
    field = field_at(path)
    if not draft.get(path):
        return False
    try:
        files = field.kind is Kind.FILES
        value = many(draft, path) if files else readers.read(field, path, draft)
    except DomainError:
        return False
    return _said(path, value) != flatten(before).get(path, "")


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
    elif value != ():
        found[path] = _said(path, value)


def _walk_item(found: dict[str, str], path: str, item: Any) -> None:
    match item:
        case DocumentReference(kind=kind, files=files):
            found[f"{path}[{kind}]"] = _words(files)
        case Preapproval(category=category, number=number):
            found[f"{path}[{category}].number"] = number
        case _:
            _walk(found, f"{path}[{item.id}]", item)


def _said(path: str, value: Any) -> str:
    if value is None and path.endswith("valid_until"):
        return "long-term"
    return _words(value)


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
