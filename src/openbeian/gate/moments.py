"""Moments as the store keeps them: microseconds since 1970 UTC."""

import time
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE
_MINUTES = tuple(b"T%02d:%02d:" % divmod(minute, 60) for minute in range(24 * 60))


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

    Raises ValueError beyond the years 1 to 9999.

    >>> stamp(86400000000), stamp(1)
    ('1970-01-02T00:00:00Z', '1970-01-01T00:00:00.000001Z')
    """
    return octets(moment).decode()


def octets(moment: int) -> bytes:
    """Return what `stamp` returns as ASCII; a third of the time that `datetime` takes."""
    day, rest = divmod(moment, DAY)
    minute, rest = divmod(rest, MINUTE)
    second, fraction = divmod(rest, SECOND)
    if fraction:
        return b"%b%b%02d.%06dZ" % (_day(day), _MINUTES[minute], second, fraction)
    return b"%b%b%02dZ" % (_day(day), _MINUTES[minute], second)


def read(stamped: bytes) -> int:
    """Return the moment that `octets` wrote. Raises ValueError."""
    moment = datetime.fromisoformat(stamped.decode())
    if moment.tzinfo is None:
        raise ValueError(stamped)
    return of(moment)


@lru_cache(maxsize=65536)
def _day(number: int) -> bytes:
    try:
        return (date(1970, 1, 1) + timedelta(days=number)).isoformat().encode()
    except OverflowError as fault:
        raise ValueError(number) from fault
