"""The queue: what waits, whose turn it is, how to find a case without telling anybody a number."""

from datetime import timedelta

import pytest

from cases import AT, Case, declared_by, found_company
from examples import COMPANY, COMPANY_NUMBER, OWNER, WEBMASTER
from openbeian.audit.queries import history, sentence
from openbeian.config import clock
from openbeian.procedure.filing import FILING, State

OTHER = "上海另例贸易有限公司"
CASES = "//tbody//a[contains(@class, 'ob-queue__case')]"


@pytest.fixture
def other(house) -> Case:
    """A second company's application."""
    applicant = found_company(OTHER, email="bao@lingli.cn")
    declared = declared_by(OTHER, domain="lingli.cn", serial=7)
    return Case(house, applicant, declared, AT + timedelta(hours=1), "沪ICP备2026006108号")


def test_a_submitted_case_waits_with_its_turn_and_time(case, reviewer):
    case.brought_to("provider_review")
    page = reviewer.get("queue")
    [row] = page.words("//tbody/tr")
    assert case.filing.reference in row
    assert f"{COMPANY} shili-keji.cn Shanghai Provider's review Our turn" in row
    assert "26 Nov 2026 1 day left" in row
    assert row.endswith("nobody")


def test_a_draft_that_was_never_submitted_is_not_there(case, reviewer):
    case.brought_to("draft")
    assert "No case here." in reviewer.get("queue").main


def test_a_late_case_is_marked_with_its_days(case, reviewer, monkeypatch):
    case.brought_to("provider_review")
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=6))
    [late] = reviewer.get("queue").words("//span[contains(@class, 'ob-days--late')]")
    assert late == "2 days late"


def test_the_most_urgent_case_comes_first(case, other, reviewer):
    other.brought_to("at_administration")
    case.brought_to("provider_review")
    references = [case.filing.reference, other.filing.reference]
    assert reviewer.get("queue").words(CASES) == references


def test_the_tabs_count_every_state(case, other, reviewer):
    case.brought_to("provider_review")
    other.brought_to("declined")
    page = reviewer.get("queue")
    tabs = page.words("//a[contains(@class, 'ob-tab')]")
    assert tabs[:2] == ["All open 1", "Provider's review 1"]
    assert tabs[-1] == "Declined 1"
    assert reviewer.get("queue", state="declined").words(CASES) == [other.filing.reference]


@pytest.mark.parametrize("state", [state for state in State if not FILING.is_final(state)])
def test_each_state_can_be_asked_for(case, reviewer, state):
    way = {"draft": "provider_review"}.get(state.value, state.value)
    case.brought_to(way)
    if state is State.DRAFT:
        case.withdrawn()
    assert reviewer.get("queue", state=state.value).words(CASES) == [case.filing.reference]


def test_cases_can_be_narrowed_to_a_province_and_to_mine(case, other, reviewer):
    case.brought_to("provider_review").claimed()
    other.brought_to("provider_review")
    assert reviewer.get("queue", who="mine").words(CASES) == [case.filing.reference]
    assert len(reviewer.get("queue", province="310000").words(CASES)) == 2
    assert "No case here." in reviewer.get("queue", province="440000").main


def test_filters_that_nobody_offers_count_as_none(case, reviewer):
    case.brought_to("provider_review")
    page = reviewer.get("queue", state="<script>", province="x", who="y", page="z")
    assert page.words(CASES) == [case.filing.reference]


def test_a_long_queue_has_pages(case, other, reviewer, monkeypatch):
    monkeypatch.setattr("openbeian.console.views.queue.PER_PAGE", 1)
    case.brought_to("provider_review")
    other.brought_to("provider_review")
    first = reviewer.get("queue")
    assert first.words(CASES) == [case.filing.reference]
    [following] = first.find("//a[@rel='next']/@href")
    assert following == "?page=2"
    assert reviewer.get("queue", page="2").words(CASES) == [other.filing.reference]


class TestSearch:
    @pytest.mark.parametrize(
        "words",
        [
            pytest.param(COMPANY_NUMBER, id="the unit's credit code"),
            pytest.param(f" {COMPANY_NUMBER[:8]} {COMPANY_NUMBER[8:].lower()}", id="in pieces"),
            pytest.param(WEBMASTER.certificate.number, id="a resident number"),
            pytest.param(OWNER.certificate.number, id="a passport number"),
            pytest.param(WEBMASTER.mobile, id="a mobile number"),
            pytest.param("138-0000-0003", id="a mobile number with hyphens"),
            pytest.param("１３８０００００００３", id="full-width digits"),
            pytest.param("shili-keji", id="a part of the domain"),
            pytest.param("示例合资", id="a part of the name"),
        ],
    )
    def test_one_match_opens_the_case_and_no_address_holds_what_was_typed(
        self, case, reviewer, words
    ):
        case.brought_to("provider_review")
        page = reviewer.post("search", q=words)
        assert page.location == f"/console/filings/{case.id}/"

    def test_a_reference_is_found(self, case, reviewer):
        case.brought_to("provider_review")
        page = reviewer.post("search", q=case.filing.reference.lower())
        assert page.location == f"/console/filings/{case.id}/"

    def test_a_settled_case_is_found_as_well(self, case, reviewer):
        case.brought_to("declined")
        page = reviewer.post("search", q=WEBMASTER.mobile)
        assert page.location == f"/console/filings/{case.id}/"

    def test_a_number_that_finds_several_shows_them_without_an_address(self, case, other, reviewer):
        case.brought_to("provider_review")
        other.brought_to("provider_review")
        page = reviewer.post("search", q=WEBMASTER.mobile, status=200)
        assert page.words(CASES) == [case.filing.reference, other.filing.reference]
        leads = page.find("//@href | //@action | //form[@method='get']//@value")
        assert [lead for lead in leads if WEBMASTER.mobile in lead] == []
        assert page.answer["Cache-Control"] == "private, no-store"

    def test_a_find_by_a_persons_number_leaves_a_row_without_it(self, case, reviewer):
        case.brought_to("provider_review")
        reviewer.post("search", q=WEBMASTER.mobile)
        event = history(case.filing.subject).last()
        assert sentence(event).zh == "审核员通过个人号码检索到本案件：手机号码"
        assert WEBMASTER.mobile not in str(event.facts)

    def test_a_find_by_a_name_leaves_none(self, case, reviewer):
        case.brought_to("provider_review")
        before = history(case.filing.subject).count()
        reviewer.post("search", q="有限公司")
        assert history(case.filing.subject).count() == before

    @pytest.mark.parametrize(
        "words", ["{}.", "王示例 {}", "{} .cn", "身份证{}号"], ids=["dot", "name", "host", "words"]
    )
    def test_a_number_among_words_is_in_no_address(self, reviewer, words):
        typed = words.format(WEBMASTER.certificate.number)
        page = reviewer.post("search", q=typed, status=200)
        assert not any(WEBMASTER.certificate.number in link for link in page.find("//@href"))
        assert reviewer.get("queue", q=typed, status=302).location == "/console/"

    def test_a_part_of_a_number_finds_nothing(self, case, reviewer):
        case.brought_to("provider_review")
        page = reviewer.post("search", q=WEBMASTER.certificate.number[:-1], status=200)
        assert "No case matches." in page.main
        assert "Numbers are found only whole" in page.main
        assert WEBMASTER.certificate.number not in page.content.decode()

    def test_words_that_find_several_have_an_address_to_come_back_to(self, case, other, reviewer):
        case.brought_to("provider_review")
        other.brought_to("provider_review")
        page = reviewer.post("search", q="有限公司", who="mine")
        assert page.location.startswith("/console/?who=mine&q=")
        assert len(reviewer.get("queue", q="有限公司").words(CASES)) == 2

    def test_an_empty_search_is_the_whole_queue(self, case, reviewer):
        case.brought_to("provider_review")
        assert reviewer.post("search", q=" ").location == "/console/"


class TestNextCase:
    def test_it_is_the_most_urgent_that_waits_for_us(self, case, other, reviewer):
        case.brought_to("provider_review")
        other.brought_to("at_administration")
        assert reviewer.get("next", status=302).location == f"/console/filings/{case.id}/"

    def test_what_a_colleague_took_is_passed_over(self, case, house, reviewer):
        case.brought_to("provider_review").claimed(by=house.colleague)
        assert reviewer.get("next", status=302).location == "/console/"

    def test_after_one_case_comes_another(self, case, other, reviewer):
        case.brought_to("provider_review")
        other.brought_to("provider_review")
        page = reviewer.get("next_after", case.id, status=302)
        assert page.location == f"/console/filings/{other.id}/"


def test_the_queue_asks_few_questions_of_the_database(
    case, other, reviewer, django_assert_max_num_queries
):
    case.brought_to("provider_review").claimed()
    other.brought_to("provider_review")
    with django_assert_max_num_queries(10):
        reviewer.get("queue")


def test_the_queue_reads_in_chinese(case, house, screen):
    case.brought_to("provider_review")
    page = screen(house.reviewer, language="zh-hans").get("queue")
    assert "上海市 接入服务商初审 轮到我方 2026年11月26日 剩余1个工作日" in page.main
