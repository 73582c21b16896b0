"""The only source of "now": real time, moved by an offset that all programs of a demo share.

Services take `at`; faces, tasks and commands ask here. Leases and sessions stay on real time.
"""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from openbeian.errors import DomainError
from openbeian.text import Text


class ClockIsReal(DomainError):
    """Somebody tried to move the clock of a production house."""

    code = "clock.real"
    message = Text("The clock of this house cannot be moved.", "本系统时钟不可调整。")


def now() -> datetime:
    """Return the present as an aware UTC datetime."""
    return datetime.now(UTC) + offset()  # noqa: TID251 - this is the one place


def offset() -> timedelta:
    """Return how far the demo's clock is ahead; zero in production."""
    if settings.OPENBEIAN_MODE == "production":
        return timedelta()
    try:
        seconds = json.loads(_path().read_text(encoding="utf-8"))["offset_seconds"]
    except FileNotFoundError:
        return timedelta()
    return timedelta(seconds=seconds)


def advance(by: timedelta) -> datetime:
    """Move the demo's clock forward and return the new present; refused in production."""
    if settings.OPENBEIAN_MODE == "production":
        raise ClockIsReal
    total = (offset() + by).total_seconds()
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps({"offset_seconds": total}), encoding="utf-8")
    draft.replace(path)  # readers see the old offset or the new one, never half of it
    return now()


def _path() -> Path:
    return Path(settings.OPENBEIAN_VAR) / "clock.json"
