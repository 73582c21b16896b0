"""Lets tests empty the tables that the database otherwise guards for good reason.

`flushes_lift_the_triggers` must be known to the outermost conftest: Django flushes every table
after a test that commits (`transaction=True`, a live server), and the triggers would refuse it.
`lifted` is for tests that forge a row to see the forgery found.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from openbeian.audit.append_only import AppendOnly

MIGRATIONS = (
    "openbeian.audit.migrations.0002_append_only",
    "openbeian.filings.migrations.0002_append_only",
)
GUARDS = tuple(guard for migration in MIGRATIONS for guard in import_module(migration).GUARDS)


@contextmanager
def lifted() -> Iterator[None]:
    """Take the triggers off every guarded table for a moment and put them back whatever happens."""
    _change_the_tables(AppendOnly.remove)
    try:
        yield
    finally:
        _change_the_tables(AppendOnly.install)


def _change_the_tables(step: Callable[[AppendOnly, Any], None]) -> None:
    """PostgreSQL changes no table about which a check of the open transaction is outstanding."""
    checks_are_due = connection.vendor == "postgresql" and connection.in_atomic_block
    with connection.cursor() as cursor:
        if checks_are_due:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for guard in GUARDS:
            step(guard, connection)
        if checks_are_due:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture(scope="session", autouse=True)
def flushes_lift_the_triggers() -> Iterator[None]:
    """Make Django's flush between tests, and nothing else, work without the triggers."""
    flush = TransactionTestCase._fixture_teardown

    def lift_and_flush(case: Any) -> None:
        with lifted():
            flush(case)

    TransactionTestCase._fixture_teardown = lift_and_flush
    yield
    TransactionTestCase._fixture_teardown = flush
