"""A headless Chromium that can reach this machine only."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from stage import plugin

SCREENSHOTS = plugin.ROOT / ".state" / "screenshots"
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    path = plugin.chromium()
    if path is None:
        pytest.fail("a browser is required here, and no Chromium was found")
    # playwright's loop runs in this thread; the ORM would refuse to work beside it
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[ONLY_HERE, "--disable-background-networking"]
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages that share nothing, each in a language; what goes wrong in one fails the test."""
    contexts = []
    troubles: list[str] = []

    def open_page(language: str = "en", **options: object) -> Page:
        context = chromium.new_context(locale=language, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("requestfailed", lambda request: troubles.extend(failure_of(request)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def failure_of(request: Request) -> list[str]:
    """Name a request that did not arrive; one that the page itself gave up is no failure."""
    reason = request.failure or ""
    return [] if "ERR_ABORTED" in reason else [f"{request.url}: {reason}"]


@pytest.fixture
def screenshots(request: pytest.FixtureRequest) -> Path:
    """A folder for this test's pictures, kept after the run."""
    folder = SCREENSHOTS / request.node.name.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
