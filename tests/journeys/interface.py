"""The journey of a connected province: over the interface to an officer's desk, and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from journeys.cast import Officer, Reviewer
from journeys.journey import Journey, eventually
from openbeian.commands.demo import facts
from openbeian.config import demo_data

type Leaders = tuple[Mapping[str, str], ...]

NUMBER = re.compile(r"沪ICP备\d{10}号-1")


@dataclass
class InterfaceJourney(Journey):
    """The people of the journey, an officer, and the operator."""

    officer: Officer
    operator: Reviewer

    def play(self) -> None:
        for act in (
            self.sign_up,
            self.fill_in,
            self.hand_in,
            self.take,
            self.hand_over,
            self.refuse,
            self.mend,
            self.hand_over,
            self.approve,
            self.change,
            self.cancel,
            self.look_after,
        ):
            act()

    def take(self) -> None:
        self.reviewer.sign_in("reviewer@demo.example", demo_data.PASSWORD)
        self.reviewer.case(self.applicant.filing)
        self.reviewer.act("claim")

    def hand_over(self, leaders: Leaders = facts.LEADERS) -> None:
        other, filing = self.reviewer, self.applicant.filing
        other.case(filing)
        other.act("pass_review")
        other.follow("/hand_over/")
        other.look("hand-over-by-interface")
        other.submit_form_of("way")
        other.look("in-the-line")
        eventually(self.applicant, self.received)
        other.look("received")
        other.act("record_sms_asked")
        self.verify(leaders)
        other.act("record_sms_passed")

    def received(self) -> bool:
        """Whether the page of the case says that the administration has it."""
        self.reviewer.case(self.applicant.filing)
        return self.reviewer.page.locator("#transit.ob-note--done").count() == 1

    def verify(self, leaders: Leaders) -> None:
        codes = self.officer.codes()
        for leader in leaders:
            self.officer.verify(leader["mobile"], codes[leader["mobile"]], leader["certificate"])

    def refuse(self) -> None:
        self.officer.decide("refuse", {"code": facts.REFUSAL_CODE, "opinion": facts.REFUSAL.zh})
        eventually(self.applicant, self.opened)
        assert self.to_do() == len(facts.MENDED)
        self.applicant.look("opened-by-the-administration")
        self.reviewer.case(self.applicant.filing)
        assert self.reviewer.says(facts.REFUSAL.zh)
        self.reviewer.look("refused-over-the-interface")

    def opened(self) -> bool:
        self.applicant.section("corrections")
        return self.applicant.page.url.endswith("/corrections/")

    def mend(self) -> None:
        one = self.applicant
        for section, answers in facts.MENDED.items():
            one.section(section)
            one.save(answers)
        assert one.sign_again() == 2
        one.section("corrections")
        assert self.to_do() == 0
        one.submit()

    def approve(self) -> None:
        self.days_pass(20)
        self.officer.decide("approve")
        number = eventually(self.applicant, self.number)
        self.applicant.look("number-over-the-interface")
        told = [one.get_body(("plain",)).get_content() for one in self.letters()]
        assert any(number in letter for letter in told)
        self.officer.open(f"/query/?q={facts.DOMAIN}")
        assert self.officer.says(number)

    def number(self) -> str | None:
        found = NUMBER.search(self.registrations())
        return found.group(0) if found else None

    def change(self) -> None:
        """The applicant changes a registered fact, and the number stays."""
        one, number = self.applicant, self.number()
        one.open("/registrations/")
        one.look("registrations")
        one.press("/change/")
        self.begun()
        one.look("change-tasks")
        one.section("service")
        one.save({facts.CORRECTED_FIELD: facts.CHANGED_NAME})
        assert one.sign_again(facts.FORMS_OF_THE_HOUSE) == 2
        one.submit()
        self.hand_over()
        self.officer.decide("approve")
        eventually(one, lambda: facts.CHANGED_NAME in self.registrations())
        assert self.number() == number
        self.reviewer.case(one.filing)
        self.reviewer.look("change-approved")

    def cancel(self) -> None:
        """The applicant cancels the website; the webmaster alone is asked by SMS."""
        one = self.applicant
        one.open("/registrations/")
        one.follow("/cancel/service/")
        one.look("cancel")
        one.answer({"reason": facts.REASON})
        one.submit_form_of("reason")
        self.begun()
        one.look("cancel-review")
        one.submit()
        self.hand_over(facts.LEADERS[1:])
        self.officer.decide("approve")
        eventually(one, lambda: facts.CHANGED_NAME not in self.registrations())
        one.open(f"/applications/{one.filing}/")
        one.look("cancelled")

    def begun(self) -> None:
        """Keep which application the page is about now."""
        address = re.compile(r"/applications/([0-9a-f-]{36})/")
        self.applicant.page.wait_for_url(address)
        self.applicant.filing = address.search(self.applicant.page.url).group(1)

    def registrations(self) -> str:
        self.applicant.open("/registrations/")
        return self.applicant.page.inner_text("main")

    def look_after(self) -> None:
        """The operator sees an empty line, halts it and lets it go on."""
        one = self.operator
        one.sign_in("operator@demo.example", demo_data.PASSWORD)
        one.open("/console/administrations/")
        one.look("administrations")
        one.press("/halt/")
        one.form("/release/").wait_for()
        one.look("administrations-halted")
        one.press("/release/")
        one.form("/halt/").wait_for()
