"""People at a real browser: they read pages, click, type and choose files.

Every page that somebody looks at is kept as a picture and must be usable by everybody.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page
from playwright.sync_api import TimeoutError as TooLate

from browser.chromium import assert_accessible, assert_fits
from openbeian.commands.demo import facts
from openbeian.portal.forms.declared import name_of

MOST_PAGES = 10
CHECKING = ".htmx-request, .htmx-swapping, .htmx-settling"


@dataclass
class Person:
    """Somebody with a browser of their own; `number` counts the pages they looked at."""

    page: Page
    address: str
    pictures: Path
    name: str
    scripted: bool = True
    number: int = 0

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def look(self, title: str) -> None:
        """Look at the whole page: keep a picture of it, and find it usable and not too wide."""
        self.number += 1
        # a message that rose into its place is looked at when it is there
        self.page.screenshot(
            path=self.pictures / f"{self.name}-{self.number:02}-{title}.png",
            full_page=True,
            animations="disabled",
        )
        if self.scripted:  # axe is a script itself
            assert_accessible(self.page)
        assert_fits(self.page)

    def says(self, words: str) -> bool:
        """Whether the page says it, or the one that is just arriving."""
        try:
            self.page.locator("body", has_text=words).wait_for(timeout=10_000)
        except TooLate:
            return False
        return True

    def form(self, end_of_action: str) -> Locator:
        return self.page.locator(f'form[action$="{end_of_action}"]')

    def press(self, end_of_action: str) -> None:
        """Press the button of the form that goes to this address."""
        self.form(end_of_action).locator("button").first.click()

    def follow(self, part_of_address: str) -> None:
        """Click the first visible link to such an address."""
        self.page.locator(f'a[href*="{part_of_address}"]:visible').first.click()

    def answer(self, answers: Mapping[str, str | list[str]]) -> None:
        """Answer what is asked on this page, field by field, in the order of the page."""
        for name, given in answers.items():
            field = self.page.locator(f'[name="{name_of(name)}"]:not([type="hidden"])')
            if field.count():
                self._answer_one(field, [given] if isinstance(given, str) else given)

    def _answer_one(self, field: Locator, given: list[str]) -> None:
        kind = field.first.evaluate("field => field.type")
        if kind in {"radio", "checkbox"}:
            for value in given:
                field.and_(self.page.locator(f'[value="{value}"]')).check(force=True)
        elif kind == "select-one":
            # without scripts a place is offered once the one above it was saved
            if self.scripted or field.locator(f'option[value="{given[0]}"]').count():
                field.select_option(given[0])
        else:
            field.fill(given[0])
            field.blur()
        self.settle()

    def settle(self) -> None:
        """Wait until the page has checked what was typed."""
        if self.scripted:
            self.page.wait_for_load_state("networkidle")
            self.page.wait_for_selector(CHECKING, state="detached")

    def save(self, answers: Mapping[str, str | list[str]]) -> None:
        """Answer a section and save it, again where further questions follow from the answers."""
        before = self.page.url.partition("?")[0]
        for _ in range(MOST_PAGES):
            self.answer(answers)
            self.submit_form_of(next(iter(answers)))
            if self.page.url.partition("?")[0] != before:
                return
        raise AssertionError(f"{before} does not come to an end: {self.errors()}")

    def submit_form_of(self, name: str) -> None:
        """Press the first button of the form in which a field stands."""
        form = self.page.locator("form").filter(has=self.page.locator(f'[name="{name_of(name)}"]'))
        form.locator('button.govuk-button:not([type="button"])').first.click()

    def errors(self) -> list[str]:
        return self.page.locator(".govuk-error-message").all_inner_texts()


def jpeg(content: bytes) -> FilePayload:
    """Return a picture as a person chooses it from a disk."""
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content}


class Applicant(Person):
    """The company's person."""

    filing = ""

    def ask_first(self, kind: str) -> None:
        """Answer the questions before sign-up."""
        answers = {**facts.FIRST_ANSWERS, "entity_kind": kind}
        self.open("/eligibility/")
        for _ in range(MOST_PAGES):
            said = self.page.locator('[name="said"]')
            if not said.count():
                return
            question = said.get_attribute("value")
            self.answer({question: answers[question]})
            self.submit_form_of("said")

    def section(self, name: str) -> None:
        self.open(f"/applications/{self.filing}/{name}/")

    def upload_all(self) -> int:
        """Hand in every document that is asked for."""
        self.section("documents")
        papers = self.page.locator('form[enctype="multipart/form-data"] [name="path"]')
        paths = [one.get_attribute("value") for one in papers.all()]
        for number, path in enumerate(paths):
            self.upload(path, self._paper(path, number))
        return len(paths)

    def upload(self, path: str, content: bytes) -> None:
        form = self.page.locator('form[enctype="multipart/form-data"]').filter(
            has=self.page.locator(f'[name="path"][value="{path}"]')
        )
        form.locator('input[type="file"]').set_input_files(jpeg(content))
        form.locator("button.govuk-button:not([type='button'])").first.click()
        kept = f'form[action$="/documents/remove/"] [name="path"][value="{path}"]'
        self.page.locator(kept).first.wait_for(state="attached")
        assert not self.errors()

    def sign_again(self, ends: tuple[str, ...] = ("",)) -> int:
        """Replace what is open of the documents with these ends, as forms that became old."""
        self.section("documents")
        papers = self.page.locator('form[enctype="multipart/form-data"] [name="path"]')
        paths = [one.get_attribute("value") for one in papers.all()]
        paths = [path for path in paths if path.endswith(ends)]
        for number, path in enumerate(paths):
            content = self._paper(path, number)
            kept = self.page.locator(f'[name="path"][value="{path}"]')
            with self.page.expect_navigation():
                self.form("/documents/remove/").filter(has=kept).locator("button").first.click()
            self.upload(path, content)
        return len(paths)

    def _paper(self, path: str, number: int) -> bytes:
        """Return a picture; a form of the house is downloaded, signed and sealed."""
        forms = {"[application_form]": "application-form", "[verification_form]": "verification"}
        for end, name in forms.items():
            if path.endswith(end):
                return facts.signed(self.download(f'a[href*="/forms/{name}"]'))
        return facts.picture(number)

    def download(self, link: str) -> bytes:
        with self.page.expect_download() as arriving:
            self.page.locator(link).first.click()
        return Path(arriving.value.path()).read_bytes()

    def submit(self) -> None:
        self.section("review")
        self.press("/submit/")
        self.page.wait_for_url(re.compile(rf"/applications/{self.filing}/(\?.*)?$"))


class Reviewer(Person):
    """The provider's person."""

    def sign_in(self, email: str, password: str) -> None:
        self.open("/accounts/login/?next=/console/")
        self.look("login")
        self.answer({"login": email, "password": password})
        self.submit_form_of("login")
        self.page.wait_for_url("**/console/")

    def case(self, filing: str) -> None:
        self.open(f"/console/filings/{filing}/")

    def act(self, move: str, answers: Mapping[str, str] | None = None) -> None:
        """Make a step from the page of the case: at once, or on the page that asks first."""
        offered = f'form[action$="/{move}/"], a[href*="/{move}/"]:visible'
        self.page.locator(offered).first.wait_for(state="attached")
        at_once = self.form(f"/{move}/")
        if at_once.count():
            with self.page.expect_navigation():
                at_once.locator("button").first.click()
            return
        self.follow(f"/{move}/")
        self.page.wait_for_url(f"**/{move}/")
        self.look(move)
        self.answer(answers or {})
        with self.page.expect_navigation():
            self.submit_form_of(next(iter(answers or {}), "csrfmiddlewaretoken"))
        assert not self.errors()

    def ask_for(self, path: str, said: Mapping[str, str]) -> None:
        """Tick a field on the page of the case, say what is wrong, and send it."""
        tick = self.page.locator(f'[name="field"][value="{path}"]').first
        folded = tick.locator("xpath=ancestor::details[not(@open)]")
        if folded.count():
            folded.locator("summary").click()
        tick.check()
        self.page.locator('button[form="sheet"]').first.click()
        self.answer({f"ask-0-{name}": words for name, words in said.items()})
        self.look("ask_for_correction")
        self.page.locator('button[name="send"]').click()
        self.page.wait_for_url(re.compile(r"/console/filings/[0-9a-f-]+/$"))


class Officer(Person):
    """The administration's person, and at its public pages whoever looks."""

    def desk(self, page: str) -> None:
        self.open(f"/{page}/")

    def codes(self) -> dict[str, str]:
        """Read the newest SMS code of each telephone."""
        self.desk("messages")
        self.look("messages")
        rows = self.page.locator("tbody tr").all_inner_texts()
        read = (re.search(r"(1\d{10}).*验证码(\d{6})", row, re.DOTALL) for row in rows)
        return dict(reversed([found.groups() for found in read if found]))

    def verify(self, mobile: str, code: str, certificate: str) -> None:
        """Enter a code on the page of the SMS verification."""
        self.desk("sms")
        self.answer({"code": code, "mobile": mobile, "id_tail": certificate[-6:]})
        self.look("sms")
        self.submit_form_of("code")
        self.page.locator(".ob-banner--done").wait_for()

    def decide(self, decision: str, answers: Mapping[str, str] | None = None) -> None:
        """Open the order that waits, and decide it."""
        self.desk("desk")
        self.look("inbox")
        self.page.locator("tbody a").first.click()
        self.look("order")
        self.answer(answers or {})
        self.page.locator(f'button[name="decision"][value="{decision}"]').click()
        self.page.locator('button[name="decision"]').first.wait_for(state="detached")
        self.look(f"order-after-{decision}")
