"""From a record's result code to the fields of a Declaration that it reopens."""

from collections.abc import Iterator, Mapping
from typing import Any

from openbeian.declaration.paths import steps
from openbeian.declaration.values import Declaration
from openbeian.wire.results_values import Result

_NOTHING: Mapping[str, str] = {}
_KEYS = ("id", "category", "kind")


def corrections(
    result: Result, declaration: Declaration, *, rows: Mapping[str, str] = _NOTHING
) -> tuple[str, ...]:
    """Return the paths of the fields that a result asks to be corrected, in order.

    `rows` narrows lists to the row that the record was about: `{"services": "2"}` leaves the
    other services closed. A code without fields gives none.
    """
    found = (path for pattern in result.fields for path in _concrete(pattern, declaration, rows))
    return tuple(dict.fromkeys(found))


def _concrete(pattern: str, declaration: Declaration, rows: Mapping[str, str]) -> Iterator[str]:
    """Yield a pattern once for each row of the Declaration that its stars can stand for."""
    places: list[tuple[str, Any]] = [("", declaration)]
    for name, key in steps(pattern):
        inner = [(f"{path}.{name}".lstrip("."), getattr(node, name, None)) for path, node in places]
        places = inner if key is None else [*_chosen(inner, key, rows.get(name))]
    return (path for path, _ in places)


def _chosen(lists: list[tuple[str, Any]], key: str, only: str | None) -> Iterator[tuple[str, Any]]:
    """Yield the rows of lists that a key stands for; a key by name need not have a row yet."""
    for path, rows in lists:
        if key != "*":
            yield f"{path}[{key}]", None
            continue
        for row in rows:
            own = _key(row)
            if only in {None, own}:
                yield f"{path}[{own}]", row


def _key(row: Any) -> str:
    return next(str(getattr(row, name)) for name in _KEYS if hasattr(row, name))
