"""A Declaration as canonical JSON and back: the same value always gives the same bytes."""

import dataclasses
import hashlib
import json
import types
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from openbeian.declaration.values import Declaration


def dump(declaration: Declaration) -> bytes:
    """Return UTF-8 JSON with sorted keys and no blanks."""
    return json.dumps(
        dataclasses.asdict(declaration),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=date.isoformat,
    ).encode()


def load(raw: bytes) -> Declaration:
    """Return the Declaration that `dump` wrote; raises KeyError or ValueError for anything else."""
    value: Declaration = _read(Declaration, json.loads(raw))
    return value


def digest(declaration: Declaration) -> str:
    """Return the SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(dump(declaration)).hexdigest()


def _read(kind: Any, raw: Any) -> Any:
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind(**{name: _read(hint, raw[name]) for name, hint in _hints(kind).items()})
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in raw)
    if get_origin(kind) in {types.UnionType, Union}:
        return None if raw is None else _read(get_args(kind)[0], raw)
    if kind is date:
        return date.fromisoformat(raw)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(raw)
    return raw


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)
