"""A page in this machine's Chromium, a picture of it, and whether everybody can use it.

    with chromium.open_page(language="zh-CN", width=375) as page:
        page.goto(address)
        chromium.assert_accessible(page)
        chromium.screenshot(page, "login-zh-375")

The browser is found by `bin/chromium`: OPENBEIAN_CHROMIUM, else one on the PATH. Tests share one
browser through the fixture `new_page`, and use the functions below on its pages; `open_page` is for
scripts, because one process can drive only one.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from stage import plugin
from stage.browser import ONLY_HERE, SCREENSHOTS

FLAGS = [
    ONLY_HERE,
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


class NoChromium(Exception):
    """No Chromium was found; install one or name it in OPENBEIAN_CHROMIUM."""


@contextmanager
def open_page(
    *,
    language: str = "en",
    width: int = 1280,
    height: int = 900,
    scheme: str = "light",
    javascript: bool = True,
) -> Iterator[Page]:
    """Open one page in a browser of its own, and close both at the end."""
    path = plugin.chromium()
    if path is None:
        raise NoChromium
    # playwright's loop runs in this thread; the ORM would refuse to work beside it
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            context = browser.new_context(
                locale=language,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                java_script_enabled=javascript,
            )
            yield context.new_page()
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def screenshot(page: Page, name: str) -> Path:
    """Keep a picture of the whole page under the run's screenshots; return where."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


def assert_accessible(page: Page) -> None:
    """Fail with every rule of axe that the page breaks, and where."""
    violations = Axe().run(page).response["violations"]
    assert [
        f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes']]}"
        for one in violations
    ] == []


def assert_fits(page: Page) -> None:
    """Fail where the page is wider than its window, so that it must be scrolled sideways."""
    wide, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= window, f"the page is {wide} px wide in a window of {window} px"
