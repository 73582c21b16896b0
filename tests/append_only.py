"""Lets tests empty the audit table, which the database otherwise refuses for good reason.

`flushes_lift_the_triggers` must be known to the outermost conftest: Django flushes every table
after a test that commits (`transaction=True`, a live server), and the triggers would refuse it.
`lifted` is for tests that forge the log to see the forgery found.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

TRIGGERS = import_module("openbeian.audit.migrations.0002_append_only")


@contextmanager
def lifted() -> Iterator[None]:
    """Take the triggers off the audit table for a moment and put them back whatever happens."""
    _run(TRIGGERS.REMOVE)
    try:
        yield
    finally:
        _run(TRIGGERS.INSTALL)


def _run(statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


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
