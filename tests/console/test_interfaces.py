"""Cases that go over an interface, and the operator's desk of interfaces."""

import hashlib
from datetime import time, timedelta

import pytest

from authority import officer
from authority.counterpart import counterpart
from cases import Case, declared_by, found_company
from console.served import Served
from openbeian.audit.models import Event
from openbeian.authority.models import Administration, Download, Upload
from openbeian.authority.services import connections
from openbeian.filings.models import Outcome
from openbeian.wire.envelope import Envelope, seal

MAIN = "//div[@class='ob-acts']//*[@data-key and not(contains(@class, 'govuk-button--'))]/text()"


@pytest.fixture
def served(house, monkeypatch):
    with counterpart() as administration:
        yield Served(administration, house, monkeypatch)


@pytest.fixture
def ready(case, served):
    """A case of the connected province that passed the review."""
    case.brought_to("ready_to_submit")
    served.at = max(served.at, case.at)
    return case


def line_of(reviewer, case):
    """What the page of a case says of its way."""
    [said] = reviewer.get("case", case.id).words("//*[@id='transit']") or [""]
    return said


class TestHandingOver:
    def test_the_step_says_what_happens_and_offers_no_package(self, ready, reviewer):
        page = reviewer.get("hand_over", ready.id)
        assert page.words("//h1") == ["Hand over to the administration 提交管局"]
        assert "Communications Administration of Shanghai: Running" in page.main
        assert "It goes with the next file" in page.main
        assert page.find("//input[@name='way']/@value") == ["interface"]
        assert page.find("//input[@name='package']") == []

    def test_it_goes_with_the_next_file_and_the_case_shows_how_far_it_is(
        self, ready, reviewer, served
    ):
        reviewer.post("hand_over", ready.id, way="interface")
        assert ready.filing.state == "at_administration"
        assert "Waits for the next file · since" in line_of(reviewer, ready)
        served.run()
        assert "The administration received file 1 · since" in line_of(reviewer, ready)
        assert "reply: 0 " in line_of(reviewer, ready)
        assert "comes over the interface by itself" in reviewer.get("case", ready.id).main
        assert list(served.administration.taken) == [1]

    def test_only_what_no_interface_tells_is_the_next_thing_to_do(self, ready, reviewer, served):
        page = reviewer.get("case", ready.id)
        assert "Hand over to the administration" in page.buttons
        reviewer.post("hand_over", ready.id, way="interface")
        assert reviewer.get("case", ready.id).find(MAIN) == []
        served.run()
        page = reviewer.get("case", ready.id)
        assert [words.strip() for words in page.find(MAIN)][:1] == [
            "Record that the SMS verification began"
        ]
        assert "Record the approval" in page.buttons

    def test_the_result_ends_the_line(self, ready, reviewer, served):
        reviewer.post("hand_over", ready.id, way="interface")
        served.run()
        served.answers(officer.filed(served.filing()))
        assert ready.filing.state == "approved"
        assert line_of(reviewer, ready) == ""
        assert officer.NUMBER in reviewer.get("case", ready.id).main

    def test_it_speaks_chinese(self, ready, house, screen, served):
        desk = screen(house.reviewer, language="zh-hans")
        page = desk.get("hand_over", ready.id)
        assert "上海市通信管理局： 运行正常" in page.main
        desk.post("hand_over", ready.id, way="interface")
        served.run()
        assert "管局已接收第1号文件" in line_of(desk, ready)

    def test_few_questions_are_asked_of_the_database(
        self, ready, reviewer, served, django_assert_max_num_queries
    ):
        reviewer.post("hand_over", ready.id, way="interface")
        with django_assert_max_num_queries(15):
            reviewer.get("case", ready.id)
        served.run()
        with django_assert_max_num_queries(15):
            reviewer.get("case", ready.id)

    def test_another_province_goes_by_hand_as_ever(self, case, reviewer, served):
        served.connect(province="110000")
        Administration.objects.filter(province="310000").delete()
        case.brought_to("ready_to_submit")
        page = reviewer.get("hand_over", case.id)
        assert page.find("//input[@name='way']") == []
        reviewer.post("hand_over", case.id, way="interface", status=409)
        [package] = page.find("//input[@name='package']/@value")
        reviewer.post("hand_over", case.id, package=package)
        assert case.filing.outcomes.get(kind=Outcome.Kind.HANDED_OVER)
        assert line_of(reviewer, case) == ""

    @pytest.mark.parametrize("given", [{}, {"way": "pigeon"}, {"package": ""}])
    def test_a_way_that_is_none_is_refused(self, ready, reviewer, given):
        reviewer.post("hand_over", ready.id, status=422, **given)
        assert ready.filing.state == "ready_to_submit"

    def test_what_the_interface_cannot_take_is_said_and_goes_by_hand(
        self, house, company, reviewer, served
    ):
        case = Case(house, company).brought_to("draft")
        case.edited({"services[1].access[1].ip_addresses": "2001:db8::20"})
        case.submitted().claimed().passed()
        served.at = max(served.at, case.at)
        page = reviewer.post("hand_over", case.id, status=422, way="interface")
        assert "IPv6" in page.main
        assert case.filing.state == "ready_to_submit"
        [package] = page.find("//input[@name='package']/@value")
        reviewer.post("hand_over", case.id, package=package)
        assert case.filing.state == "at_administration"


class TestHalted:
    def test_the_step_says_who_halted_it_and_offers_both_ways(self, ready, reviewer, served):
        served.halt()
        page = reviewer.get("hand_over", ready.id)
        assert "Halted" in page.main
        assert "operator@provider.example" in page.main
        assert "It waits in the line" in page.main
        assert page.find("//input[@name='way']/@value") == ["interface"]
        [package] = page.find("//input[@name='package']/@value")
        reviewer.post("hand_over", ready.id, package=package)
        served.run()
        connections.release(province="310000", actor=served.house.operator, at=served.at)
        served.run()
        assert served.administration.taken == {}

    def test_what_is_put_into_the_line_waits_and_says_why(self, ready, reviewer, served):
        served.halt()
        reviewer.post("hand_over", ready.id, way="interface")
        assert "Waits for the next file" in line_of(reviewer, ready)
        assert "Halted" in line_of(reviewer, ready)

    def test_reporting_hours_are_waited_for(self, ready, reviewer, served):
        served.connect(hours=(time(0, 0), time(0, 1)))
        assert "Outside reporting hours until" in reviewer.get("hand_over", ready.id).main
        reviewer.post("hand_over", ready.id, way="interface")
        served.run()
        assert "Waits to be sent in file 1" in line_of(reviewer, ready)
        assert "Outside reporting hours until" in line_of(reviewer, ready)

    @pytest.mark.parametrize(
        ("fault", "said", "why"),
        [
            ("code:901", "Waits to be sent in file 1", "Asked to wait until"),
            ("drop", "File 1 brought no answer", "No answer, tried again until"),
        ],
    )
    def test_a_pause_is_told_with_its_end(self, ready, reviewer, served, fault, said, why):
        served.administration.faults.append(fault)
        reviewer.post("hand_over", ready.id, way="interface")
        served.run(minutes=0)
        assert said in line_of(reviewer, ready)
        assert why in line_of(reviewer, ready)


class TestRefusedFile:
    @pytest.fixture
    def refused(self, ready, reviewer, served):
        served.administration.faults.append("code:5")
        reviewer.post("hand_over", ready.id, way="interface")
        served.run()
        return ready

    @pytest.fixture
    def declined(self, ready, reviewer, served):
        served.administration.faults.append("code:8")
        reviewer.post("hand_over", ready.id, way="interface")
        served.run()
        return ready

    def test_the_case_and_the_desk_say_the_code(self, declined, reviewer, operator):
        assert "The administration refused file 1" in line_of(reviewer, declined)
        assert "reply: 8 " in line_of(reviewer, declined)
        page = operator.get("administrations")
        assert "Held up by refused file 1" in page.main
        [row] = page.words("//table//tbody/tr")
        assert "Communications Administration of Shanghai · 1" in row
        assert declined.filing.reference in row

    @pytest.mark.usefixtures("declined")
    def test_the_next_case_says_behind_which_file_it_waits(self, house, reviewer, served):
        name = "上海另例贸易有限公司"
        company = found_company(name, email="bao@lingli.cn")
        other = Case(house, company, declared_by(name, domain="lingli.cn", serial=7), served.at)
        other.brought_to("ready_to_submit")
        served.at = max(served.at, other.at)
        reviewer.post("hand_over", other.id, way="interface")
        assert "Held up by refused file 1" in line_of(reviewer, other)

    @pytest.mark.usefixtures("declined")
    def test_the_operator_releases_it_and_it_goes_again(self, operator, served):
        page = operator.post("release", "310000")
        assert page.location == "/console/administrations/"
        served.run()
        assert Upload.objects.get().state == "accepted"
        assert "No file was refused." in operator.get("administrations").main
        assert Event.objects.filter(kind="authority:administration:released").count() == 1

    @pytest.mark.usefixtures("refused")
    def test_the_house_halts_where_its_account_is_refused(self, operator):
        page = operator.get("administrations")
        assert "Halted" in page.main
        assert "the house" in page.main
        assert "It refuses our account or our calls. (5 " in page.main


class TestDesk:
    def test_a_house_without_an_interface_says_how_to_get_one(self, operator, case):
        del case
        assert "openbeian administration connect" in operator.get("administrations").main

    def test_it_counts_the_line_and_tells_what_was_heard_last(
        self, ready, reviewer, operator, served
    ):
        assert self.counts(operator) == ["0", "—", "—", "—"]
        reviewer.post("hand_over", ready.id, way="interface")
        served.at += timedelta(minutes=7)
        waiting, oldest, *_ = self.counts(operator)
        assert waiting == "1"
        assert oldest.startswith("7 minutes since ")
        served.run()
        served.answers(officer.filed(served.filing()))
        waiting, oldest, sent, fetched = self.counts(operator)
        assert (waiting, oldest) == ("0", "—")
        assert sent.startswith("No. 1, ")
        assert " 0 " in sent
        assert fetched.endswith("r1.xml")

    def counts(self, operator):
        return operator.get("administrations").words("//dl[@class='ob-counts']//dd")

    @pytest.mark.usefixtures("served")
    def test_the_operator_halts_and_releases_it(self, operator, house):
        operator.post("halt", "310000")
        assert Administration.objects.get().halted
        assert "operator@provider.example" in operator.get("administrations").main
        operator.post("release", "310000")
        assert not Administration.objects.get().halted
        assert "Running" in operator.get("administrations").main
        events = Event.objects.filter(subject_type="administration").order_by("id")
        done = [event.kind.rpartition(":")[2] for event in events]
        assert done == ["connected", "halted", "released"]
        assert {event.actor_user_id for event in events} == {house.operator.user_id}

    @pytest.mark.usefixtures("served")
    @pytest.mark.parametrize("verb", ["halt", "release"])
    def test_a_province_without_an_interface_is_a_conflict(self, operator, verb):
        page = operator.post(verb, "440000", status=409)
        assert page.code == "authority.not_connected"
        assert page.find("//main//a/@href") == ["/console/administrations/"]

    @pytest.mark.usefixtures("served")
    @pytest.mark.parametrize("role", ["reviewer", "senior", "auditor"])
    def test_others_change_nothing(self, house, screen, role):
        desk = screen(getattr(house, role))
        desk.get("administrations", status=403)
        desk.post("halt", "310000", status=403)
        assert not Administration.objects.get().halted


class TestQuarantine:
    @pytest.fixture
    def quarantined(self, ready, reviewer, served):
        reviewer.post("hand_over", ready.id, way="interface")
        served.run()
        served.administration.waiting["r1.xml"] = seal(b"<DownloadData>")
        served.run()
        return Download.objects.get()

    def test_it_says_which_file_and_why_in_both_languages(
        self, quarantined, operator, house, screen
    ):
        [row] = operator.get("administrations").words("//table//tbody/tr")
        assert quarantined.name in row
        assert quarantined.sha256 in row
        assert "wire.version" in row
        english, chinese = quarantined.why[1:]
        assert english in row
        desk = screen(house.operator, language="zh-hans").get("administrations")
        [row] = desk.words("//table//tbody/tr")
        assert chinese in row
        assert chinese != english

    def test_the_raw_file_is_what_the_hash_is_of_and_who_took_it_is_noted(
        self, quarantined, operator, house, served
    ):
        page = operator.post("quarantined_file", quarantined.pk, status=200)
        assert hashlib.sha256(page.content).hexdigest() == quarantined.sha256
        whole: Envelope = served.administration.waiting["r1.xml"]
        assert page.content.decode().splitlines() == [whole.markings.hash, whole.content]
        assert page.answer["Content-Disposition"].startswith("attachment; filename=")
        assert page.answer["Cache-Control"] == "private, no-store"
        event = Event.objects.get(kind="authority:download:taken")
        assert event.actor_user_id == house.operator.user_id

    def test_what_was_seen_to_by_hand_is_set_aside(self, quarantined, operator, served):
        operator.post("set_aside", quarantined.pk)
        assert "The quarantine is empty." in operator.get("administrations").main
        served.run()
        assert served.administration.acknowledged == ["r1.xml"]
        again = operator.post("set_aside", quarantined.pk, status=409)
        assert again.code == "authority.not_in_quarantine"
        gone = operator.post("quarantined_file", quarantined.pk, status=409)
        assert gone.code == "authority.not_in_quarantine"

    @pytest.mark.parametrize("role", ["reviewer", "senior", "auditor"])
    def test_nobody_else_takes_or_settles_it(self, quarantined, house, screen, role):
        desk = screen(getattr(house, role))
        desk.post("quarantined_file", quarantined.pk, status=403)
        desk.post("set_aside", quarantined.pk, status=403)
        quarantined.refresh_from_db()
        assert quarantined.state == "quarantined"


def test_the_fullest_desk_asks_few_questions_of_the_database(
    ready, reviewer, operator, served, django_assert_max_num_queries
):
    served.connect(province="110000")
    reviewer.post("hand_over", ready.id, way="interface")
    served.administration.faults.append("code:8")
    served.run()
    served.administration.waiting["r1.xml"] = seal(b"<DownloadData>")
    served.run()
    served.halt()
    with django_assert_max_num_queries(15):
        page = operator.get("administrations")
    assert len(page.find("//table//tbody/tr")) >= 2
