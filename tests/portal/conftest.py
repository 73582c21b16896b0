"""An applicant, somebody else's applicant and a stranger before the portal, the day after."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from cases import AT, Case, House, found_company, found_house, user_of
from openbeian.accounts.actors import Actor
from openbeian.config import clock
from portal.visitor import Visitor

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
def other_company(db) -> Actor:
    return found_company("上海另例贸易有限公司", email="bao@lingli.cn")


@pytest.fixture
def case(house, company) -> Case:
    """One application of the shared example, not yet begun."""
    return Case(house, company)


@pytest.fixture
def visitor() -> Callable[..., Visitor]:
    """Sit somebody down before the portal; nobody is a stranger."""

    def sit(actor: Actor | None, *, language: str = "en") -> Visitor:
        client = Client(headers={"accept-language": language})
        if actor is not None:
            client.force_login(user_of(actor))
        return Visitor(client)

    return sit


@pytest.fixture
def applicant(visitor, company) -> Visitor:
    return visitor(company)


@pytest.fixture
def other(visitor, other_company) -> Visitor:
    return visitor(other_company)
