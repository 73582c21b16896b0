"""Moments as the store keeps them: microseconds since 1970 UTC."""

import time
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLAIN_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - UTC, written without its offset
SECOND = 1_000_000


def now() -> int:
    """Return the present of this machine's clock."""
    return time.time_ns() // 1000


def of(moment: datetime) -> int:
    """Return an aware datetime as a moment.

    >>> of(datetime(1970, 1, 2, tzinfo=UTC))
    86400000000
    """
    return (moment - _EPOCH) // timedelta.resolution


def stamp(moment: int) -> str:
    """Return a moment as RFC 3339 writes it, with its microseconds where it has some.

    >>> stamp(86400000000), stamp(1)
    ('1970-01-02T00:00:00Z', '1970-01-01T00:00:00.000001Z')
    """
    return (_PLAIN_EPOCH + timedelta(microseconds=moment)).isoformat() + "Z"
