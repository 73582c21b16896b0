"""The club's kind of event for each test, and a hand that books."""

import pytest
from django.db import transaction

from audit.club import BOOKED, NOON, SECRETARY
from openbeian.audit import kinds
from openbeian.audit.services import record


@pytest.fixture(autouse=True)
def club(monkeypatch):
    """Register the club's kind for one test."""
    monkeypatch.setattr(kinds, "_registered", dict(kinds._registered))
    kinds.register(BOOKED)


@pytest.fixture
def book():
    """Record one booking in a transaction of its own."""

    def book_court(hours="9–10", *, court="3", **facts):
        with transaction.atomic():
            return record(
                BOOKED,
                subject=("court", court),
                actor=SECRETARY,
                at=NOON,
                facts={"hours": hours, **facts},
            )

    return book_court
