"""The style guide in a real browser: accessible, fitting, and with its small conveniences."""

import pytest
from playwright.sync_api import Page, expect

from browser.chromium import assert_accessible, assert_fits, screenshot
from openbeian.ui import views

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.urls("ui.small_house"),
    pytest.mark.django_db(transaction=True),
]

ADDRESSES = [
    "/styleguide/",
    "/styleguide/console/",
    "/accounts/login/",
    "/accounts/signup/",
    *[f"/styleguide/refusals/{name}/" for name in views.REFUSALS],
]


def opened(new_page, address: str, *, language: str = "en", width: int = 1280, **more) -> Page:
    page = new_page(language, viewport={"width": width, "height": 800}, **more)
    page.goto(address)
    return page


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_everybody_can_use_every_page(live_server, new_page, language, width, scheme) -> None:
    page = new_page(language, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for address in ADDRESSES:
        page.goto(live_server.url + address)
        page.locator("body.js-enabled, body:not(:has(script))").wait_for()
        assert_accessible(page)
        assert_fits(page)
        name = address.strip("/").replace("/", "-")
        screenshot(page, f"ui/{name}-{language}-{width}-{scheme}")


def test_the_other_scheme_at_the_other_width_is_as_good(live_server, new_page) -> None:
    for width, scheme in ((1280, "dark"), (360, "light")):
        page = new_page("en", viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.goto(f"{live_server.url}/styleguide/")
        assert_accessible(page)


def test_nothing_breaks_the_content_security_policy(live_server, new_page) -> None:
    page = new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    answer = page.goto(f"{live_server.url}/styleguide/")
    page.locator("body.js-enabled").wait_for()
    page.locator("[data-govuk-file-upload-init]").first.wait_for()
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert complaints == []


def test_the_language_is_switched_on_the_page(live_server, new_page) -> None:
    page = opened(new_page, f"{live_server.url}/styleguide/?page=2")
    page.get_by_role("button", name="简体中文").click()
    expect(page).to_have_url(f"{live_server.url}/styleguide/?page=2")
    expect(page.get_by_role("heading", level=1)).to_have_text("界面规范")


def test_without_javascript_everything_is_there(live_server, new_page) -> None:
    page = opened(new_page, f"{live_server.url}/styleguide/", java_script_enabled=False)
    assert page.get_by_role("button", name="Copy the number").count() == 0
    expect(page.locator("input[type=file]").first).to_be_visible()
    page.get_by_text("For the foot of your pages").click()
    expect(page.locator("code").first).to_be_visible()
    page.get_by_role("button", name="简体中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("界面规范")


def test_a_number_is_copied(live_server, new_page) -> None:
    page = opened(new_page, f"{live_server.url}/styleguide/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = page.locator(".ob-plaque").first
    card.get_by_role("button", name="Copy the number").click()
    expect(card.get_by_role("status").first).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "沪ICP备2026900123号-1"


def test_a_refused_clipboard_is_admitted(live_server, new_page) -> None:
    page = opened(new_page, f"{live_server.url}/styleguide/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject('no'); }")
    card = page.locator(".ob-plaque").first
    card.get_by_role("button", name="Copy the number").click()
    expect(card.get_by_role("status").first).to_contain_text("copy it yourself")


def test_errors_take_the_focus_and_lead_to_their_field(live_server, new_page) -> None:
    page = opened(new_page, f"{live_server.url}/styleguide/")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="There is no such date").click()
    expect(page.locator("#id_again-valid_until_0")).to_be_focused()


def test_leaving_with_unsaved_answers_is_asked_about(live_server, new_page) -> None:
    page = opened(new_page, f"{live_server.url}/styleguide/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#id_name").fill("北辰")
    page.get_by_role("link", name="Back").click()
    expect(page.locator("#id_name")).to_have_value("北辰")
    assert asked == ["beforeunload"]


def test_no_connection_is_said_at_once(live_server, new_page) -> None:
    page = opened(new_page, f"{live_server.url}/styleguide/")
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("You are offline.")).to_be_hidden()


class TestAutosave:
    """A draft is saved while one types."""

    @pytest.fixture
    def page(self, live_server, new_page) -> Page:
        return opened(new_page, f"{live_server.url}/draft/")

    def test_what_is_typed_is_saved_and_one_may_leave(self, page) -> None:
        page.get_by_label("Note").fill("clay")
        expect(page.locator("[data-autosave-status]")).to_have_text("Saved")
        page.reload()
        expect(page.get_by_label("Note")).to_have_value("clay")

    def test_what_is_refused_is_said(self, page) -> None:
        page.get_by_label("Note").fill("grass")
        expect(page.locator("[data-autosave-status]")).to_contain_text("Not saved yet")

    def test_what_could_not_be_sent_is_sent_later(self, page) -> None:
        page.route("**/draft/", lambda route: route.abort("aborted"))
        page.get_by_label("Note").fill("later")
        expect(page.locator("[data-autosave-status]")).to_contain_text("no connection")
        page.unroute_all()
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.locator("[data-autosave-status]")).to_have_text("Saved")


class TestUpload:
    """A file is sent with its progress shown."""

    @pytest.fixture
    def page(self, live_server, new_page) -> Page:
        return opened(new_page, f"{live_server.url}/upload/")

    def test_a_file_that_is_taken_leads_on(self, page) -> None:
        page.locator("input[type=file]").set_input_files(
            {"name": "card.png", "mimeType": "image/png", "buffer": b"x" * 300_000}
        )
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Style guide")

    def test_a_file_that_is_refused_stays_with_its_reason(self, page) -> None:
        page.locator("input[type=file]").set_input_files(
            {"name": "card.txt", "mimeType": "text/plain", "buffer": b"x"}
        )
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".govuk-error-summary")).to_contain_text("not a picture")
        expect(page.locator(".govuk-file-upload-button")).to_be_visible()
        assert page.title().startswith("Error: ")

    def test_no_file_is_said_by_the_server(self, page) -> None:
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".govuk-error-summary")).to_contain_text("Choose a file.")

    def test_a_lost_connection_is_said(self, page) -> None:
        page.locator("input[type=file]").set_input_files(
            {"name": "card.png", "mimeType": "image/png", "buffer": b"x"}
        )
        page.route("**/upload/", lambda route: route.abort("aborted"))
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("The file did not arrive.")).to_be_visible()


class TestKeys:
    """The console is driven from the keyboard, for those who want it."""

    @pytest.fixture
    def page(self, live_server, new_page) -> Page:
        return opened(new_page, f"{live_server.url}/keys/")

    def test_a_key_presses_its_button(self, page, live_server) -> None:
        page.keyboard.press("g")
        expect(page).to_have_url(f"{live_server.url}/styleguide/")

    def test_typing_is_typing(self, page, live_server) -> None:
        page.get_by_label("Note").press_sequentially("egg")
        expect(page.get_by_label("Note")).to_have_value("egg")
        expect(page).to_have_url(f"{live_server.url}/keys/")

    def test_a_key_finds_a_field(self, page) -> None:
        page.keyboard.press("/")
        expect(page.get_by_label("Note")).to_be_focused()

    def test_shortcuts_can_be_turned_off_for_good(self, page, live_server) -> None:
        page.get_by_role("button", name="Keyboard shortcuts: on").click()
        page.reload()
        expect(page.get_by_role("button", name="Keyboard shortcuts: off")).to_be_visible()
        page.locator("body").press("g")
        expect(page).to_have_url(f"{live_server.url}/keys/")


def test_what_htmx_brings_is_dressed_too(live_server, new_page) -> None:
    page = opened(new_page, f"{live_server.url}/keys/")
    page.get_by_role("button", name="Show the cards").click()
    expect(page.get_by_role("button", name="Copy the number").first).to_be_visible()


def test_what_htmx_is_refused_is_shown_whole(live_server, new_page) -> None:
    page = opened(new_page, f"{live_server.url}/keys/")
    page.get_by_role("button", name="Open the club").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This cannot be done now")
    assert page.locator("header.ob-header").count() == 1
