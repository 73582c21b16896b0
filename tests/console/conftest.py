"""The provider's people before their screens, a company, and the day after a case began."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from cases import AT, Case, House, found_company, found_house, user_of
from console.reading import Screen
from openbeian.accounts.actors import Actor
from openbeian.config import clock

NOW = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def a_day_later(monkeypatch) -> datetime:
    """Let every page think that it is the day after `cases.AT`."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Leave the language as it was, whatever a page was asked in."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def house(db) -> House:
    return found_house()


@pytest.fixture
def company(db) -> Actor:
    return found_company()


@pytest.fixture
def case(house, company) -> Case:
    """One application of the shared example, not yet begun."""
    return Case(house, company)


@pytest.fixture
def screen() -> Callable[..., Screen]:
    """Sit somebody down before the console; nobody is a stranger."""

    def sit(actor: Actor | None, *, language: str = "en") -> Screen:
        client = Client(headers={"accept-language": language})
        if actor is not None:
            client.force_login(user_of(actor))
        return Screen(client)

    return sit


@pytest.fixture
def reviewer(screen, house) -> Screen:
    return screen(house.reviewer)


@pytest.fixture
def senior(screen, house) -> Screen:
    return screen(house.senior)


@pytest.fixture
def operator(screen, house) -> Screen:
    return screen(house.operator)
