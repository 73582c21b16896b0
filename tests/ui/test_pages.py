"""The frame of every page: language, landmarks, the demo's date, nothing inline."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from openbeian.config import clock
from openbeian.ui import vendoring
from openbeian.ui.components import Tone

pytestmark = [pytest.mark.urls("ui.small_house"), pytest.mark.django_db]

UI = Path(vendoring.__file__).parent
TEMPLATES = sorted((UI / "templates").rglob("*.html"))
INLINE = re.compile(r"""\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|<style|javascript:""")


@pytest.mark.parametrize(("asked", "lang"), [("en", "en"), ("zh-CN", "zh-Hans"), ("de", "en")])
def test_a_page_names_its_language(page_at, asked, lang) -> None:
    assert page_at("/styleguide/", language=asked).get("lang") == lang


@pytest.mark.parametrize(
    ("asked", "offered", "name"), [("en", "zh-hans", "简体中文"), ("zh-CN", "en", "English")]
)
def test_every_page_offers_the_other_language(page_at, asked, offered, name) -> None:
    page = page_at("/styleguide/?page=2", language=asked)
    (button,) = page.find_class("ob-language__button")
    assert (button.get("value"), button.text) == (offered, name)
    assert page.xpath("//form[@class='ob-language']/input[@name='next']/@value") == [
        "/styleguide/?page=2"
    ]


def test_the_language_stays_as_chosen(client) -> None:
    answer = client.post(
        "/i18n/setlang/", {"language": "zh-hans", "next": "/styleguide/"}, follow=True
    )
    assert 'lang="zh-Hans"' in answer.text
    assert "界面规范" in answer.text


@pytest.mark.parametrize("layout", ["", "portal/", "console/"])
def test_landmarks_and_a_way_past_the_header(page_at, layout) -> None:
    page = page_at(f"/styleguide/{layout}")
    assert len(page.xpath("//main")) == len(page.xpath("//body/header")) == 1
    assert len(page.xpath("//body/footer")) == len(page.xpath("//h1")) == 1
    assert page.find_class("govuk-skip-link")[0].get("href") == "#main"
    assert page.xpath("//main/@id") == ["main"]


def test_the_console_is_dense_and_named(page_at, said) -> None:
    page = page_at("/styleguide/console/")
    assert "ob-console" in page.find("body").get("class")
    assert said(page.find_class("ob-audience")[0]) == "Console"


def test_the_demo_s_clock_is_shown(page_at, said, settings) -> None:
    settings.OPENBEIAN_MODE = "demo"
    year = str(clock.now().year)
    assert year in said(page_at("/styleguide/").find_class("ob-demo")[0])


def test_production_shows_neither_demo_nor_style_guide(page_at, settings) -> None:
    settings.OPENBEIAN_MODE = "production"
    page = page_at("/styleguide/", status=404)
    assert not page.find_class("ob-demo")
    page_at("/styleguide/refusals/broken/", status=404)


def test_an_unknown_layout_is_not_found(page_at) -> None:
    page_at("/styleguide/dashboard/", status=404)


def test_the_provider_s_own_number_stands_in_the_footer(page_at, settings) -> None:
    settings.OPENBEIAN_OWN_NUMBER = "沪ICP备2026900001号"
    links = page_at("/styleguide/").xpath("//footer//a[contains(., '沪ICP备2026900001号')]")
    assert links[0].get("href") == "https://beian.miit.gov.cn/"


def test_a_title_says_that_there_are_errors(client) -> None:
    answer = client.post("/accounts/login/", {})
    assert "<title>Error: Sign in – Openbeian 备案</title>" in answer.text


def test_htmx_sends_the_csrf_token(client) -> None:
    assert re.search(
        r"""hx-headers:inherited='\{"X-CSRFToken": "\w{64}"\}'""", client.get("/styleguide/").text
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(UI)))
def test_a_template_keeps_the_content_security_policy(path) -> None:
    assert INLINE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(UI)))
def test_a_template_compiles(path) -> None:
    assert get_template(str(path.relative_to(UI / "templates")))


def test_every_tone_has_a_colour() -> None:
    css = (UI / "static" / "ui" / "openbeian.css").read_text("utf-8")
    assert [tone for tone in Tone if f".ob-tag--{tone} " not in css] == []


def test_the_messages_of_a_view_are_shown_in_their_tone(render, said) -> None:
    class Message:
        def __init__(self, tags: str) -> None:
            self.tags = tags
            self.message = tags

    page = render(
        "{% include 'ui/notices.html' %}",
        messages=[Message(tags) for tags in ("success", "warning", "error", "info")],
    )
    assert [one.get("class") for one in page.find_class("ob-banner")] == [
        "ob-banner ob-banner--done",
        "ob-banner ob-banner--waiting",
        "ob-banner ob-banner--blocked",
        "ob-banner ob-banner--plain",
    ]
