"""The sandbox's only source of "now": real time, moved by an offset that a demo's programs share.

Services take `at`; faces and commands ask here.
"""

import json
from datetime import UTC, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """Return the present as an aware UTC datetime."""
    return datetime.now(UTC) + offset()  # noqa: TID251 - this is the one place


def offset() -> timedelta:
    """Return how far the demo's clock is ahead; zero where there is no file."""
    try:
        kept = json.loads(settings.SANDBOX_CLOCK.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return timedelta()
    return timedelta(seconds=kept["offset_seconds"])
