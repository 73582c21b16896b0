"""A town with its registry, an operator, and somebody who receives."""

import json

import pytest

from openbeian.accounts.actors import Actor
from openbeian.outbox.models import Effect
from openbeian.outbox.services import deliver_due
from openbeian.procedure.permissions import Role
from openbeian.webhooks import feed, services
from openbeian.webhooks.messages import Type
from registry import town
from webhooks.receiver import receiver

OPERATOR = Actor(9, town.PROVIDER, Role.OPERATOR, "Fang")


@pytest.fixture(autouse=True)
def loopback_is_allowed(settings):
    settings.OPENBEIAN_WEBHOOK_NETWORKS = ("127.0.0.0/8",)


@pytest.fixture
def operator():
    return OPERATOR


@pytest.fixture
def there():
    with receiver() as somebody:
        yield somebody


@pytest.fixture
def subscribed(db, there):
    """Subscribe the receiver to everything, before anything has happened."""
    town.found_organisations()
    return services.add(url=there.url, types=list(Type), actor=OPERATOR, at=town.NOON)


@pytest.fixture
def owed(subscribed):
    """Follow the log, and return what is owed: type and data, oldest first."""

    def follow(at=town.NOON + town.DAY):
        feed.follow(at=at)
        effects = Effect.objects.filter(kind=services.EFFECT).order_by("pk")
        return [effect.secret() for effect in effects]

    return follow


@pytest.fixture
def carried(subscribed):
    """Follow the log and carry out what is due."""

    def carry(at=town.NOON + town.DAY):
        feed.follow(at=at)
        return deliver_due(at=at)

    return carry


@pytest.fixture
def read():
    """Read a message as its receiver does."""
    return lambda came: json.loads(came.body)
