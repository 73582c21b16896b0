"""All that the database holds: to show that a refusal left no trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps

# what a person's browser needs, and what only this program's run knows
_PASSING = {
    *("sessions.Session", "contenttypes.ContentType", "auth.Permission"),
    "accounts.CacheEntry",
}


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table by model, binary columns as bytes."""
    return {
        model._meta.label: [
            {name: _plain(value) for name, value in row.items()}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in apps.get_models()
        if model._meta.label not in _PASSING
    }


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


@contextmanager
def untouched() -> Iterator[None]:
    """Hold that a block changes not a single row."""
    before = rows()
    yield
    assert rows() == before
