"""The console in a real browser: for everybody, by keyboard, with a preview as one types."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from browser.chromium import assert_accessible, assert_fits
from cases import AT, Case, House, found_company, found_house, user_of
from openbeian.accounts.actors import Actor
from openbeian.config import clock
from openbeian.registry.models import Entity

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


WINDOWS = pytest.mark.parametrize(
    "reader",
    [
        {"language": language, "viewport": {"width": width, "height": 900}}
        for language in ("en", "zh-CN")
        for width in (1280, 375)
    ],
    ids=["en-1280", "en-375", "zh-1280", "zh-375"],
)


@pytest.fixture(autouse=True)
def a_day_later(monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=1))


@pytest.fixture
def house(transactional_db) -> House:
    return found_house()


@pytest.fixture
def case(house) -> Case:
    return Case(house, found_company())


@pytest.fixture
def sit(live_server, new_page) -> Callable[..., Page]:
    """Open a browser in which somebody of the provider is signed in."""

    def before(actor: Actor, **options: object) -> Page:
        client = Client()
        client.force_login(user_of(actor))
        page = new_page(**options)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return before


@WINDOWS
def test_every_page_is_for_everybody(case, house, sit, live_server, reader):
    case.brought_to("approved")
    entity = Entity.objects.get()
    page = sit(house.senior, **reader)
    addresses = [
        reverse(f"console:{route}", args=args)
        for route, *args in (
            ("queue",),
            ("case", case.id),
            ("backdrops",),
            ("public_security",),
            ("licences",),
            ("registry",),
            ("entity", entity.pk),
            ("standing", "entity", entity.pk, "suspend"),
            ("black_list",),
            ("blacklist",),
            ("look_ups",),
            ("look_up",),
            ("facts",),
            ("domains",),
        )
    ]
    for address in addresses:
        page.goto(live_server.url + address)
        assert_accessible(page)
        assert_fits(page)
    for pasted in ("shili-keji.cn", "shili-keji.cn\nb.cn\ncom.cn"):
        page.goto(live_server.url + reverse("console:domains"))
        page.locator("textarea").fill(pasted)
        page.locator("main form button").click()
        assert_accessible(page)
        assert_fits(page)


def test_a_reviewer_needs_no_mouse(case, house, sit, live_server):
    case.brought_to("provider_review")
    page = sit(house.reviewer)
    page.goto(f"{live_server.url}/console/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_title(f"{case.filing.reference} {case.filing.title} – Openbeian 备案")
    page.keyboard.press("t")
    expect(page.get_by_text("The case is yours.")).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_text("Passed. Hand it over next.")).to_be_visible()
    assert case.filing.state == "ready_to_submit"


def test_what_is_ticked_is_asked_for_and_seen_before_it_is_sent(case, house, sit, live_server):
    case.brought_to("provider_review")
    page = sit(house.reviewer)
    page.goto(live_server.url + reverse("console:case", args=[case.id]))
    page.get_by_label("Name of the entity").check()
    page.get_by_role("button", name="Ask for correction").click()
    page.get_by_label("Reason from the catalogue").select_option("ENT002")
    preview = page.get_by_label("What the applicant will read")
    expect(preview).to_contain_text("填报或已备案的单位名称与登记信息不符。")
    page.get_by_label("What is wrong, in English").fill("The name has a typing error.")
    page.get_by_label("What is wrong, in Chinese").fill("名称有误字。")
    expect(preview).to_contain_text("The name has a typing error.")
    page.get_by_role("button", name="Send to the applicant").click()
    expect(page.get_by_text("Sent. The applicant is told what to correct.")).to_be_visible()
    assert case.filing.corrections.get().message.zh == "名称有误字。"
