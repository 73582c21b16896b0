"""A small house for the design system: common pages only, asked in a language."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils import translation
from lxml import html

type Page = html.HtmlElement


@pytest.fixture(autouse=True)
def small_house() -> Iterator[None]:
    """Serve the small house's addresses, and leave the language as it was."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def page_at(client: Client) -> Callable[..., Page]:
    """Fetch a page and read it; `.status` of the answer is checked on the way."""

    def fetch(address: str, *, language: str = "en", status: int = 200) -> Page:
        answer = client.get(address, headers={"Accept-Language": language})
        assert answer.status_code == status
        return html.fromstring(answer.content.decode())

    return fetch


@pytest.fixture
def render(rf: RequestFactory) -> Callable[..., Page]:
    """Render a piece of template with `{% load ui %}` and read it."""
    from django.template import engines

    def rendered(source: str, *, address: str = "/", **context: object) -> Page:
        template = engines["django"].from_string("{% load i18n ui %}<div>" + source + "</div>")
        return html.fromstring(template.render(context, rf.get(address)))

    return rendered


@pytest.fixture
def said() -> Callable[[Page], str]:
    """What a person reads in a piece of a page, with single blanks."""

    def words(page: Page) -> str:
        return " ".join(page.text_content().split())

    return words
