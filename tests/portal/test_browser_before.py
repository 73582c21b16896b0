"""The way to the submission in a real browser: usable by all, checked as one leaves a field."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from browser.chromium import assert_accessible, assert_fits, screenshot
from cases import Case
from papers import paper
from portal.visitor import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ANSWERED = (
    "?entity_kind=wfoe&registered_province=310000&province=310000&commercial=yes"
    "&industries=education&capital_cny=1000000"
)
LICENCE = "entity.documents[business_licence]"


@pytest.fixture
def drafted(house, company) -> Case:
    """A draft with a mistake, an industry and a document that is missing."""
    case = Case(house, company).drafted()
    return case.edited(
        {
            "entity.name": "Example Ltd",
            "services[1].industries": ["education"],
            LICENCE: [],
        }
    )


def pages_before_sign_up() -> dict[str, str]:
    eligibility = reverse("portal:eligibility")
    return {
        "home": "/",
        "about": reverse("portal:about"),
        "question": eligibility,
        "industries": f"{eligibility}{ANSWERED}&ask=industries",
        "answer": eligibility + ANSWERED,
    }


def pages_of(case: Case) -> dict[str, str]:
    names = ("entity", "entity-leader", "service", "service-leader", "access")
    sections = {
        name: f"{reverse('portal:section', args=[case.id, name])}?check=1" for name in names
    }
    routes = {route: reverse(f"portal:{route}", args=[case.id]) for route in ("tasks", "documents")}
    return {
        "desk": reverse("portal:dashboard"),
        **routes,
        **sections,
        "review": reverse("portal:review", args=[case.id]),
    }


def open_section(new_page, live_server, case: Case, name: str) -> Page:
    page = new_page()
    sign_in(page, live_server.url, case.applicant)
    page.goto(live_server.url + reverse("portal:section", args=[case.id, name]))
    page.locator("body.js-enabled").wait_for()
    return page


@pytest.mark.parametrize(("language", "width"), [("en", 375), ("zh-CN", 1280)])
def test_everybody_can_use_every_page(live_server, new_page, drafted, language, width):
    page = new_page(language, viewport={"width": width, "height": 900})
    for name, address in pages_before_sign_up().items():
        look_at(page, live_server.url + address, f"{name}-{language}-{width}")
    sign_in(page, live_server.url, drafted.applicant)
    for name, address in pages_of(drafted).items():
        look_at(page, live_server.url + address, f"{name}-{language}-{width}")


def look_at(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.locator("body.js-enabled").wait_for()
    assert_accessible(page)
    assert_fits(page)
    screenshot(page, f"portal/{name}")


def test_a_field_is_checked_as_it_is_left_and_the_cursor_stays(live_server, new_page, drafted):
    page = open_section(new_page, live_server, drafted, "entity-leader")
    mobile = page.get_by_label("Mobile number")
    mobile.fill("12")
    page.keyboard.press("Tab")
    expect(page.locator("#f-entity-leader-mobile_error")).to_contain_text("11 digits")
    expect(page.get_by_label("Office telephone")).to_be_focused()
    mobile.fill("13900000001")
    page.keyboard.press("Tab")
    expect(page.locator("#f-entity-leader-mobile_error")).to_have_count(0)


def test_the_number_is_read_again_when_its_kind_is_changed(live_server, new_page, drafted):
    page = open_section(new_page, live_server, drafted, "entity-leader")
    page.get_by_label("Kind of certificate").select_option("2")
    expect(page.locator("#f-entity-leader-certificate-number_error")).to_be_visible()


def test_the_places_follow_the_province_at_once(live_server, new_page, drafted):
    page = open_section(new_page, live_server, drafted, "entity")
    page.get_by_label("Postal address: street").fill("体育西路1号")
    page.get_by_label("Postal address: province").select_option("440000")
    city = page.get_by_label("Postal address: city")
    expect(city.locator("option", has_text="广州市")).to_have_count(1)
    city.select_option("440100")
    district = page.get_by_label("Postal address: district")
    expect(district.locator("option", has_text="天河区")).to_have_count(1)
    expect(page.get_by_label("Postal address: street")).to_have_value("体育西路1号")


def test_an_industry_brings_its_question_at_once(live_server, new_page, drafted):
    page = open_section(new_page, live_server, drafted, "service")
    news = page.get_by_role("checkbox", name="Internet news information")
    news.check()
    expect(page.get_by_label("Number of the approval: Internet news")).to_be_visible()
    news.uncheck()
    expect(page.get_by_label("Number of the approval: Internet news")).to_have_count(0)


def test_a_picture_is_uploaded_in_place(live_server, new_page, drafted):
    page = new_page()
    sign_in(page, live_server.url, drafted.applicant)
    page.goto(live_server.url + reverse("portal:documents", args=[drafted.id]))
    page.locator("body.js-enabled").wait_for()
    licence = page.locator("#f-entity-documents-business-licence")
    picture = {
        "name": "licence.jpg",
        "mimeType": "image/jpeg",
        "buffer": paper("business_licence", "上海示例合资科技有限公司"),
    }
    licence.locator("input[type=file]").set_input_files(picture)
    licence.get_by_role("button", name="Upload").click()
    expect(licence.get_by_role("link", name="licence.jpg")).to_be_visible()
    text = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"}
    licence.locator("summary", has_text="Add further files").click()
    licence.locator("input[type=file]").set_input_files(text)
    licence.get_by_role("button", name="Upload").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("notes.txt")


def test_without_javascript_a_draft_is_filled_in_and_submitted(live_server, new_page, drafted):
    page = new_page(java_script_enabled=False)
    sign_in(page, live_server.url, drafted.applicant)
    page.goto(live_server.url + reverse("portal:section", args=[drafted.id, "entity"]))
    page.get_by_label("Name of the entity").fill("上海示例合资科技有限公司")
    page.get_by_role("button", name="Save and continue").click()
    page.goto(live_server.url + reverse("portal:section", args=[drafted.id, "service"]))
    page.get_by_label("Education (websites and on-line schools) 教育", exact=True).uncheck()
    page.get_by_role("button", name="Save and continue").click()
    page.goto(live_server.url + reverse("portal:documents", args=[drafted.id]))
    licence = page.locator("#f-entity-documents-business-licence")
    licence.locator("input[type=file]").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": paper("business_licence", "甲")}
    )
    licence.get_by_role("button", name="Upload").click()
    page.goto(live_server.url + reverse("portal:review", args=[drafted.id]))
    page.get_by_role("button", name="I confirm that all of it is true: submit").click()
    expect(page.locator(".ob-turn")).to_contain_text("Our turn")
