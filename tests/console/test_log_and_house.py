"""The auditor's log and the operator's page."""

from datetime import timedelta

import pytest
from django.db import connection

from append_only import lifted
from cases import AT, HOUR, Case
from examples import OWNER, WEBMASTER
from openbeian.audit.models import Event
from openbeian.config import clock
from openbeian.notices.models import Notice
from openbeian.notices.models import State as NoticeState
from openbeian.outbox.models import Effect, State
from openbeian.outbox.services import deliver_due
from openbeian.registry.services import blacklist


@pytest.fixture
def auditor(screen, house):
    return screen(house.auditor)


@pytest.mark.usefixtures("history")
class TestLog:
    @pytest.fixture
    def history(self, case) -> Case:
        return case.brought_to("refused")

    def test_it_tells_what_happened_newest_first(self, auditor):
        rows = auditor.get("log").words("//tbody/tr")
        assert "The reviewer recorded the refusal" in rows[0]
        assert "reviewer@provider.example" in rows[0]
        assert len(rows) == Event.objects.count()

    @pytest.mark.parametrize("about", ["reference", "id"])
    def test_it_can_be_narrowed_to_one_case(self, history, auditor, about):
        filing = history.filing
        asked = {"reference": filing.reference.lower(), "id": str(filing.pk)}[about]
        rows = auditor.get("log", about=asked).words("//tbody/tr")
        assert len(rows) == Event.objects.filter(subject_id=str(filing.pk)).count()

    def test_it_can_be_narrowed_to_a_kind(self, auditor):
        page = auditor.get("log", kind="filing:application:pass_review")
        [row] = page.words("//tbody/tr")
        assert "The reviewer passed the review" in row

    def test_kinds_and_subjects_go_by_the_names_that_people_know(self, history, auditor):
        page = auditor.get("log", about=history.filing.reference)
        assert f"ICP filing {history.filing.reference}" in page.words("//tbody/tr")[0]
        [passed] = page.words("//option[@value='filing:application:pass_review']")
        assert passed == "Passed the review"
        assert "ICP filing" in page.find("//optgroup/@label")
        assert not [row for row in page.words("//tbody/tr") if "filing:" in row]

    def test_an_unknown_subject_has_no_rows(self, auditor):
        assert "No row matches." in auditor.get("log", about="nothing").main

    def test_older_rows_follow_on_further_pages(self, auditor, monkeypatch):
        monkeypatch.setattr("openbeian.console.views.log.PER_PAGE", 5)
        page, seen = auditor.get("log"), []
        while True:
            seen += [int(row.split(" ")[0]) for row in page.words("//tbody/tr")]
            following = page.find("//a[@rel='next']/@href")
            if not following:
                break
            page = auditor.get("log", before=following[0].rpartition("=")[2])
        assert seen == list(range(Event.objects.count(), 0, -1))

    def test_a_page_that_makes_no_sense_is_the_first(self, auditor):
        assert auditor.get("log", before="x").words("//tbody/tr")

    def test_it_holds_nobodys_numbers(self, auditor):
        content = auditor.get("log").content.decode()
        numbers = (OWNER.mobile, WEBMASTER.mobile, WEBMASTER.certificate.number)
        assert [number for number in numbers if number in content] == []

    def test_a_whole_chain_is_said_to_hold(self, auditor):
        page = auditor.post("verify", status=200)
        count = Event.objects.count()
        assert f"The chain holds: {count} rows were read" in page.main
        assert auditor.get("verify", status=302).location == "/console/log/"

    def test_a_forged_row_is_named(self, auditor):
        with lifted(), connection.cursor() as cursor:
            cursor.execute("UPDATE audit_event SET actor_role = 'auditor' WHERE id = 3")
        page = auditor.post("verify", status=200)
        assert "The chain is broken at row 3." in page.main
        assert "The row was changed after it was written." in page.main

    def test_a_case_of_the_log_leads_to_its_page(self, history, auditor):
        links = auditor.get("log", about=history.filing.reference).find("//tbody//a/@href")
        assert set(links) == {f"/console/filings/{history.id}/"}

    def test_few_questions_are_asked(self, history, auditor, django_assert_max_num_queries):
        with django_assert_max_num_queries(11):
            auditor.get("log", about=history.filing.reference)


def test_it_can_be_narrowed_to_a_number_or_a_domain(case, house, auditor):
    case.brought_to("approved")
    blacklist(domain="bad-example.cn", reason="x", source="y", actor=house.senior, at=case.at)
    [row] = auditor.get("log", about="Bad-Example.cn").words("//tbody/tr")
    assert "put bad-example.cn on the black list" in row
    page = auditor.get("log", about=case.entity_number)
    assert all(kind.startswith("registry:") for kind in page.find("//tbody/tr/@data-kind"))
    assert all(f"Entity {case.entity_number}" in row for row in page.words("//tbody/tr"))


class TestHouse:
    @pytest.fixture
    def dead(self, case) -> Effect:
        """A message that was given up."""
        case.brought_to("provider_review")
        effect = Effect.objects.filter(kind="notice.tell").first()
        Effect.objects.filter(pk=effect.pk).update(
            state=State.DEAD, attempts=48, settled_at=case.at, last_error="550 no such mailbox"
        )
        return effect

    def count(self, page, title: str) -> str:
        [words] = page.words(f"//dl[@class='ob-counts']/div[dt='{title}']/dd")
        return words

    @pytest.mark.usefixtures("dead")
    def test_it_counts_what_waits_and_what_was_given_up(self, operator):
        page = operator.get("house")
        assert self.count(page, "Open cases") == "1"
        assert self.count(page, "Given up") == "1"
        assert self.count(page, "Rows of the log") == str(Event.objects.count())

    @pytest.mark.usefixtures("dead")
    def test_what_waits_too_long_is_told(self, operator):
        page = operator.get("house")
        assert self.count(page, "Waiting over 5 minutes") == "1"
        assert "See whether the worker runs." in page.main

    def test_a_dead_letter_gets_a_second_chance(self, dead, operator):
        assert dead.reference in operator.get("house").main
        operator.post("retry", dead.pk)
        dead.refresh_from_db()
        assert (dead.state, dead.attempts) == (State.WAITING, 0)
        assert Event.objects.filter(kind="outbox:effect:retried").count() == 1

    def test_what_is_not_dead_gets_none(self, dead, operator):
        operator.post("retry", dead.pk)
        late = operator.post("retry", dead.pk, status=409)
        assert late.code == "outbox.effect_not_dead"
        assert late.find("//main//a/@href") == ["/console/house/"]

    def test_a_message_that_never_arrived_is_listed_without_its_address(self, case, operator):
        case.brought_to("provider_review")
        deliver_due(at=case.at)
        notice = Notice.objects.filter(channel="email").first()
        notice.settle(NoticeState.FAILED, answer="550 5.1.1", at=case.at)
        page = operator.get("house")
        assert f"E-mail {notice.reference} 550 5.1.1" in page.main
        assert notice.address not in page.words("//tbody/tr")[0]

    def test_a_quiet_house_says_so(self, operator, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: AT + HOUR + timedelta(minutes=1))
        page = operator.get("house")
        assert "Nothing was given up." in page.main
        assert "Every message arrived or is on its way." in page.main

    @pytest.mark.usefixtures("dead")
    def test_few_questions_are_asked(self, operator, django_assert_max_num_queries):
        with django_assert_max_num_queries(15):
            operator.get("house")
