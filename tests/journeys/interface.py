"""The journey of a connected province: over the interface to an officer's desk, and back."""

import re
from dataclasses import dataclass

from journeys.cast import Officer, Reviewer
from journeys.journey import Journey, eventually
from openbeian.commands.demo import facts
from openbeian.config import demo_data

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
            self.look_after,
        ):
            act()

    def take(self) -> None:
        self.reviewer.sign_in("reviewer@demo.example", demo_data.PASSWORD)
        self.reviewer.case(self.applicant.filing)
        self.reviewer.act("claim")

    def hand_over(self) -> None:
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
        self.verify()
        other.act("record_sms_passed")

    def received(self) -> bool:
        """Whether the page of the case says that the administration has it."""
        self.reviewer.case(self.applicant.filing)
        return self.reviewer.page.locator("#transit.ob-note--done").count() == 1

    def verify(self) -> None:
        codes = self.officer.codes()
        for leader in facts.LEADERS:
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
        self.applicant.open("/registrations/")
        found = NUMBER.search(self.applicant.page.inner_text("main"))
        return found.group(0) if found else None

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
