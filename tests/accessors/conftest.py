"""A key in force, and the town an hour after noon, while signatures run on real time."""

import pytest

from accessors.signing import Accessor, real_now
from openbeian.accessors.services import Action, make_key
from openbeian.accounts.actors import Actor
from openbeian.config import clock
from openbeian.procedure.permissions import Role
from registry import town

OPERATOR = Actor(9, town.PROVIDER, Role.OPERATOR, "Fang")
NOW = town.NOON + town.HOUR


@pytest.fixture(autouse=True)
def an_hour_after_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "offset", lambda: NOW - real_now())


@pytest.fixture
def operator():
    return OPERATOR


@pytest.fixture
def made(db):
    """Make the key of the accessor `cdn`, which may ask everything."""
    town.found_organisations()
    return make_key(accessor="cdn", actions=list(Action), actor=OPERATOR, at=NOW)


@pytest.fixture
def accessor(made):
    key, secret = made
    return Accessor(key.key_id, secret)
