"""Values of the house as JSON, for programs that read what a command prints."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any


def plain(value: object) -> Any:
    """Return a value in JSON's own types; a Text becomes an object with `en` and `zh`."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(item) for item in value]
    return value


def show(value: object) -> None:
    """Print a value as JSON that a person can read too."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))
