"""The town's registry, a folder for its store, and a clock that both go by."""

import pytest

from gate.publishing import Time
from registry import town


@pytest.fixture
def organisations(db):
    town.found_organisations()


@pytest.fixture
def time(monkeypatch):
    return Time(monkeypatch, town.NOON + town.HOUR)
