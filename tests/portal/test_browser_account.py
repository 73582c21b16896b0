"""The pages of a person's own account in a real browser: usable by all, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from browser.chromium import assert_accessible
from cases import user_of
from portal.test_browser_before import look_at
from portal.visitor import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "width"), [("en", 375), ("zh-CN", 1280)])
def test_everybody_can_use_the_pages(new_page, live_server, company, language, width):
    page = new_page(language, viewport={"width": width, "height": 900})
    sign_in(page, live_server.url, company)
    look_at(page, f"{live_server.url}/accounts/contact/", f"contact-{language}-{width}")
    user_of(company).memberships.all().delete()
    look_at(page, live_server.url, f"organisation-{language}-{width}")
    expect(page).to_have_url(f"{live_server.url}/accounts/organisation/")


def test_the_number_is_changed_by_keyboard_alone(new_page, live_server, company):
    page = new_page()
    sign_in(page, live_server.url, company)
    page.goto(f"{live_server.url}/accounts/contact/")
    page.locator("body.js-enabled").wait_for()
    page.get_by_label("Chinese mobile number").focus()
    page.keyboard.type("12345")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Chinese mobile number").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("138 1111 2222")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Messages now reach you there.")).to_be_visible()
    assert (user_of(company).mobile, user_of(company).language) == ("13811112222", "en")
