"""The whole journey in a real browser: in both languages, on a phone, and without JavaScript.

Pictures of every page are kept in `.state/screenshots`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from journeys.cast import Applicant, Reviewer
from journeys.journey import Journey
from stage import programs
from stage.programs import House

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 375, "height": 800}, "has_touch": True}

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
def test_the_journey_in_chinese(house, new_page, screenshots) -> None:
    journey(house, new_page, screenshots, "zh-CN", **DESK).play()


@pytest.mark.slow
def test_the_journey_on_a_phone_in_chinese(house, new_page, screenshots) -> None:
    journey(house, new_page, screenshots, "zh-CN", **PHONE).play()


@pytest.mark.slow
def test_the_journey_without_javascript(house, new_page, screenshots) -> None:
    journey(house, new_page, screenshots, "en", java_script_enabled=False, **DESK).play()
