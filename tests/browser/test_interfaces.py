"""What goes over an interface, in a real browser: usable by everybody, in both languages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from authority.counterpart import counterpart
from browser.chromium import assert_accessible, assert_fits, screenshot
from browser.test_console import WINDOWS, sit
from cases import AT, Case, declared_by, found_company, found_house
from console.served import Served
from openbeian.authority.services import queue
from openbeian.config import clock
from openbeian.wire.envelope import seal

__all__ = ["sit"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(transactional_db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=1))
    return found_house()


@pytest.fixture
def served(house, monkeypatch):
    with counterpart() as administration:
        yield Served(administration, house, monkeypatch)


def ready(house, serial: int) -> Case:
    """A case that passed the review."""
    name = f"上海示例{serial}号贸易有限公司"
    company = found_company(name, email=f"{serial}@company.example")
    declared = declared_by(name, domain=f"company-{serial}.cn", serial=serial)
    return Case(house, company, declared).brought_to("ready_to_submit")


@WINDOWS
def test_every_page_is_for_everybody(served, house, sit: Callable[..., Page], live_server, reader):
    refused, held, free = (ready(house, serial) for serial in (1, 2, 3))
    served.administration.faults.append("code:8")
    queue.hand_over(filing_id=refused.id, actor=house.reviewer, at=served.at)
    served.run()
    queue.hand_over(filing_id=held.id, actor=house.reviewer, at=served.at)
    served.administration.waiting["r1.xml"] = seal(b"<DownloadData>")
    served.run()
    desk, operators = sit(house.reviewer, **reader), sit(house.operator, **reader)

    def look(page: Page, title: str, route: str, *args: object) -> None:
        page.goto(live_server.url + reverse(f"console:{route}", args=args))
        assert_accessible(page)
        assert_fits(page)
        width = reader["viewport"]["width"]
        screenshot(page, f"interfaces/{title}-{reader['language']}-{width}")

    look(desk, "hand-over", "hand_over", free.id)
    look(desk, "refused-file", "case", refused.id)
    look(desk, "behind-a-refused-file", "case", held.id)
    look(operators, "administrations", "administrations")
    served.halt()
    look(operators, "administrations-halted", "administrations")
    look(desk, "hand-over-while-halted", "hand_over", free.id)
    look(desk, "waits-while-halted", "case", held.id)
