"""Waiting until somebody may have written: on SQLite by looking, on PostgreSQL by being told.

Being woken means nothing more than "look again"; who is never woken looks again all the same.
"""

import time
from contextlib import suppress
from typing import Protocol

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from openbeian.audit.wake import CHANNEL

_GLANCE = 0.02  # seconds between two looks at SQLite's counter of commits


class Bell(Protocol):
    """Something that wakes a follower."""

    def wait(self, seconds: float) -> None:
        """Return when somebody may have written, or after so many seconds."""

    def close(self) -> None:
        """Let go of what it listens on."""


def bell() -> Bell:
    """Return the bell of the house's database."""
    return Listening(connection) if connection.vendor == "postgresql" else Looking(connection)


class Looking:
    """SQLite counts the commits of all other connections."""

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        self._database = database
        self._seen = self._version()

    def wait(self, seconds: float) -> None:
        """Return when another connection has committed, or after so many seconds."""
        deadline = time.monotonic() + seconds
        while (version := self._version()) == self._seen and time.monotonic() < deadline:
            time.sleep(_GLANCE)
        self._seen = version

    def close(self) -> None:
        """Nothing is held."""

    def _version(self) -> int:
        with self._database.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            return int(cursor.fetchone()[0])


class Listening:
    """PostgreSQL tells whoever listens, on a connection of our own, at each commit to the log."""

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        self._database = database.copy()
        with self._database.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float) -> None:
        """Return when the log has grown, or after so many seconds. Raises DatabaseError."""
        with self._database.wrap_database_errors:
            for _ in self._database.connection.notifies(timeout=seconds, stop_after=1):
                return

    def close(self) -> None:
        """End the connection."""
        with suppress(DatabaseError):
            self._database.close()
