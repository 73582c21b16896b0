"""The whole journey in a real browser: in both languages, on a phone, and without JavaScript.

Pictures of every page are kept in `.state/screenshots`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from journeys.cast import Applicant, Officer, Reviewer
from journeys.interface import InterfaceJourney
from journeys.journey import Journey
from stage import programs
from stage.programs import House

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 375, "height": 800}, "has_touch": True}

# nobody waits for the next round
AT_ONCE = {"OPENBEIAN_ROUND_SECONDS": "1", "OPENBEIAN_AUTHORITY_POLL_SECONDS": "1"}

pytestmark = pytest.mark.browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with programs.started(tmp_path / "house", "--without-sandbox") as found:
        yield found


def journey(
    house: House, new_page: Callable[..., Page], pictures: Path, language: str, **options: object
) -> Journey:
    scripted = bool(options.get("java_script_enabled", True))
    applicant = Applicant(
        new_page(language, **options), house.address, pictures, "applicant", scripted
    )
    desk = {**options, **DESK}
    reviewer = Reviewer(new_page(language, **desk), house.address, pictures, "reviewer", scripted)
    return Journey(house, applicant, reviewer)


def test_the_journey_in_english(house, new_page, screenshots) -> None:
    journey(house, new_page, screenshots, "en", **DESK).play()


@pytest.mark.slow
def test_the_journey_on_a_phone_in_chinese(house, new_page, screenshots) -> None:
    journey(house, new_page, screenshots, "zh-CN", **PHONE).play()


@pytest.mark.slow
def test_the_journey_without_javascript(house, new_page, screenshots) -> None:
    journey(house, new_page, screenshots, "en", java_script_enabled=False, **DESK).play()


@pytest.fixture
def connected(tmp_path: Path) -> Iterator[House]:
    """A house with an administration beside it."""
    with programs.started(tmp_path / "house", environ=AT_ONCE) as found:
        found.welcome()
        yield found


@pytest.mark.slow
@pytest.mark.parametrize(("language", "options"), [("en", PHONE), ("zh-CN", DESK)])
def test_the_journey_over_the_interface(
    connected, new_page, screenshots, language, options
) -> None:
    def sits[P](kind: type[P], name: str, address: str) -> P:
        return kind(new_page(language, **options), address, screenshots, name)

    home, administration = connected.address, connected.state()["sandbox"]
    # the portal's pages were looked at on the other journeys: without scripts they are quick
    portal = new_page(language, java_script_enabled=False, **options)
    InterfaceJourney(
        connected,
        Applicant(portal, home, screenshots, "applicant", scripted=False),
        sits(Reviewer, "reviewer", home),
        officer=sits(Officer, "officer", administration),
        operator=sits(Reviewer, "operator", home),
    ).play()
