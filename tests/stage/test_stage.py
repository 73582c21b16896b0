"""The stage itself holds: nothing reaches the outside, and what goes wrong is seen."""

import http.server
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Error, Page

PAGE = b"<!doctype html><html lang=en><title>Here</title><p id=words></p>"


class OnePage(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), OnePage) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_test_reaches_this_machine_only() -> None:
    # the refusal comes with a warning, and warnings are errors here
    with socket.socket() as plug, pytest.raises(UserWarning, match=r"with host .192\.0\.2\.1"):
        plug.connect(("192.0.2.1", 80))


def test_the_settings_are_those_of_a_test() -> None:
    assert settings.OPENBEIAN_MODE == "test"
    assert Path(os.environ["OPENBEIAN_VAR"]) == settings.OPENBEIAN_VAR
    assert settings.OPENBEIAN_VAR.is_relative_to(os.environ["OPENBEIAN_TEST_FOLDER"])


@pytest.mark.browser
def test_a_page_opens_in_the_language_asked_for(new_page: Callable[..., Page], site: str) -> None:
    page = new_page("zh-CN")
    page.goto(site)
    assert page.title() == "Here"
    assert page.evaluate("navigator.language") == "zh-CN"


@pytest.mark.browser
def test_the_browser_reaches_this_machine_only(chromium, site: str) -> None:
    page = chromium.new_page()
    page.goto(site)
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("https://openbeian.example/")
    page.close()


@pytest.mark.browser
def test_pictures_are_kept(new_page: Callable[..., Page], site: str, screenshots: Path) -> None:
    page = new_page()
    page.goto(site)
    page.screenshot(path=screenshots / "here.png")
    assert (screenshots / "here.png").stat().st_size > 0
