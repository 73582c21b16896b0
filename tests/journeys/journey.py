"""The journey of the founding document, clicked by an applicant and a reviewer."""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta

import httpx

from journeys.cast import Applicant, Reviewer, jpeg
from openbeian import workdays
from openbeian.commands import mailbox
from openbeian.commands.demo import facts
from openbeian.config import demo_data
from stage import programs
from stage.programs import House

ENTITY_NUMBER = "沪ICP备2026012345号"
SERVICE_NUMBER = f"{ENTITY_NUMBER}-1"
REFUSED_FIELD = "services[1].documents[webmaster_photo]"
REFUSAL = "网站负责人核验照片背景不符合要求，请使用当地核验幕布重新拍摄。"
ASKED = {
    "message_en": "The photo was not taken before the official backdrop.",
    "message_zh": REFUSAL,
    "remedy_en": "Take the photo of the webmaster again, before the official backdrop.",
    "remedy_zh": "请网站负责人在核验幕布前重新拍摄。",
}
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)
PATIENCE = 30


@dataclass
class Journey:
    """Two people, one house."""

    house: House
    applicant: Applicant
    reviewer: Reviewer

    def play(self) -> None:
        for act in (
            self.may_i,
            self.sign_up,
            self.fill_in,
            self.hand_in,
            self.review,
            self.correct,
            self.hand_over,
            self.refuse,
            self.approve,
            self.public_security,
            self.licence,
            self.purchase,
        ):
            act()

    def may_i(self) -> None:
        one = self.applicant
        one.open("/")
        one.look("home")
        one.ask_first("wfoe")
        one.look("may-a-wfoe")
        one.open("/eligibility/")
        one.look("question")
        one.ask_first("joint_venture")
        one.look("may-a-joint-venture")

    def sign_up(self) -> None:
        one = self.applicant
        one.open("/accounts/signup/")
        told = {"email": facts.EMAIL, "password1": facts.PASSWORD}
        one.answer({**told, "organisation": facts.COMPANY, "mobile": facts.MOBILE})
        one.look("signup")
        one.submit_form_of("email")
        one.look("code")
        one.answer({"code": self.code()})
        one.submit_form_of("code")
        one.open("/applications/")
        one.look("desk")
        one.press("/applications/begin/")
        one.filing = re.search(r"/([0-9a-f-]{36})/", one.page.url).group(1)
        one.look("tasks")

    def code(self) -> str:
        """Read the code from the e-mail."""

        def found() -> str | None:
            letters = [one for one in self.letters() if one["To"] == facts.EMAIL]
            body = letters[-1].get_body(("plain",)).get_content() if letters else ""
            match = CODE.search(body)
            return match.group(1) if match else None

        return eventually(self.applicant, found)

    def letters(self) -> list:
        return mailbox.messages(self.house.mailbox)

    def fill_in(self) -> None:
        one = self.applicant
        one.section("entity")
        wrong = {**facts.SECTIONS["entity"], "entity.certificate.number": facts.WRONG_UNIT_NUMBER}
        one.answer(wrong)
        if not one.scripted:
            one.submit_form_of("entity.name")
            one.answer(wrong)
            one.submit_form_of("entity.name")
        assert one.errors(), "a wrong credit code is not said beside its field"
        assert one.page.input_value('[name="entity.name"]') == facts.COMPANY
        one.look("a-mistake")
        for name, answers in facts.SECTIONS.items():
            one.section(name)
            one.look(name)
            one.save(answers)

    def hand_in(self) -> None:
        one = self.applicant
        one.section("documents")
        one.look("documents-wanted")
        assert one.upload_all() >= 7
        one.look("documents-handed-in")
        one.section("review")
        one.look("review")
        one.submit()
        one.look("submitted")

    def review(self) -> None:
        other = self.reviewer
        other.sign_in("reviewer@demo.example", demo_data.PASSWORD)
        other.look("queue")
        other.case(self.applicant.filing)
        other.act("claim")
        other.look("case")
        other.ask_for(
            facts.CORRECTED_FIELD,
            {
                "message_en": facts.CORRECTION.en,
                "message_zh": facts.CORRECTION.zh,
                "remedy_en": facts.CORRECTION_REMEDY.en,
                "remedy_zh": facts.CORRECTION_REMEDY.zh,
            },
        )
        other.look("correction-asked")

    def correct(self) -> None:
        one = self.applicant
        one.open(f"/applications/{one.filing}/")
        one.look("correction-to-make")
        one.section("corrections")
        one.look("corrections")
        one.section("service")
        one.look("only-what-was-asked")
        one.save({facts.CORRECTED_FIELD: facts.CORRECTED_NAME})
        one.section("corrections")
        assert self.to_do() == 2, "the two signed forms are not asked for again"
        one.look("forms-to-sign-again")
        assert one.sign_again() == 2
        one.section("corrections")
        assert self.to_do() == 0
        one.look("corrected")
        one.submit()

    def to_do(self) -> int:
        """Return how much is still marked on the list of corrections."""
        return self.applicant.page.locator(
            ".ob-asked .ob-tag--waiting, .ob-forms .ob-tag--waiting"
        ).count()

    def hand_over(self) -> None:
        other, filing = self.reviewer, self.applicant.filing
        other.case(filing)
        other.look("what-changed")
        other.act("pass_review")
        other.follow("/hand_over/")
        other.look("hand-over")
        with other.page.expect_download() as arriving:
            other.form("/package/").locator("button").first.click()
        assert arriving.value.suggested_filename.endswith(".zip")
        other.submit_form_of("package")
        other.act("record_receipt", {"receipt": "SH-2026-0001"})
        other.act("record_sms_asked")
        self.applicant.open(f"/applications/{filing}/")
        self.applicant.look("sms-verification")
        other.act("record_sms_passed")
        other.look("at-the-administration")

    def refuse(self) -> None:
        self.days_pass(6)
        other, one = self.reviewer, self.applicant
        other.case(one.filing)
        other.act("record_refusal", {"reason": REFUSAL})
        other.ask_for(REFUSED_FIELD, ASKED)
        one.open(f"/applications/{one.filing}/")
        one.look("refused")
        one.section("documents")
        one.look("one-document-open")
        one.form("/documents/remove/").locator("button").first.click()
        one.upload(REFUSED_FIELD, facts.picture(99))
        one.section("corrections")
        assert self.to_do() == 0, "a picture that was sent again does not count"
        one.submit()
        self.hand_over()

    def approve(self) -> None:
        self.days_pass(14)
        other, one = self.reviewer, self.applicant
        other.case(one.filing)
        numbers = {"entity_number": ENTITY_NUMBER, "service_1": SERVICE_NUMBER}
        other.act("record_approval", numbers)
        other.look("approved")
        one.open(f"/applications/{one.filing}/")
        one.look("approved")
        one.open("/registrations/")
        assert one.says(SERVICE_NUMBER)
        one.look("number-card")

    def public_security(self) -> None:
        one = self.applicant

        def link() -> str | None:
            one.open(f"/applications/{one.filing}/")
            found = one.page.locator('a[href*="/public-security/"]')
            return found.first.get_attribute("href") if found.count() else None

        address = eventually(one, link)
        one.open(address)
        one.look("public-security")
        assert one.download('a[href$="data-sheet.pdf"]').startswith(b"%PDF")
        one.press("/applied/")
        one.answer({"number": facts.PSB_NUMBER})
        one.submit_form_of("number")
        assert one.says(facts.PSB_NUMBER)
        one.look("public-security-number")

    def licence(self) -> None:
        one, other = self.applicant, self.reviewer
        one.open("/licences/")
        one.look("licences")
        one.press("/licences/")
        one.look("licence")
        case = one.page.url.removeprefix(one.address)
        form = one.page.locator('form[enctype="multipart/form-data"]').first
        form.locator('input[type="file"]').set_input_files(jpeg(facts.picture(50)))
        with one.page.expect_navigation():
            form.locator("button.govuk-button:not([type='button'])").first.click()
        one.press("/submit/")
        other.open(f"/console{case}")
        other.look("licence-case")
        other.act("hand_over")
        self.days_pass(40)
        until = self.today() + timedelta(days=1800)
        other.open(f"/console{case}")
        other.act(
            "record_grant",
            {
                "number": facts.LICENCE_NUMBER,
                "valid_until_0": str(until.year),
                "valid_until_1": str(until.month),
                "valid_until_2": str(until.day),
            },
        )
        one.open(case)
        assert one.says(facts.LICENCE_NUMBER)
        one.look("licence-granted")

    def purchase(self) -> None:
        one = self.applicant
        one.open(f"/domains/?domain=www.{facts.DOMAIN}&product=hosting_mainland")
        one.look("purchase")
        for product in ("hosting_mainland", "cdn_mainland"):
            query = {"product": product, "domain": f"www.{facts.DOMAIN}"}
            answer = httpx.get(f"{self.house.address}/api/v1/purchase", params=query)
            assert json.loads(answer.text)["allowed"], answer.text

    def days_pass(self, working_days: int) -> None:
        today = self.today()
        later = workdays.add_workdays(today, working_days).date
        self.clock("--advance-days", str((later - today).days))

    def today(self) -> date:
        return date.fromisoformat(self.clock()[:10])

    def clock(self, *words: str) -> str:
        process = programs.command("clock", *words, var=self.house.var)
        said, _ = process.communicate(timeout=30)
        assert process.returncode == 0, said
        return said


def eventually[T](one: Applicant, fact) -> T:
    """Return what comes to pass within a while; the worker needs a moment."""
    for _ in range(PATIENCE * 5):
        if found := fact():
            return found
        one.page.wait_for_timeout(200)
    raise AssertionError("it did not come to pass")
