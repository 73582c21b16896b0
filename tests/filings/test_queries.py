"""Reads: everybody sees what is theirs to see, and the queue has the most urgent first."""

from uuid import uuid4

import pytest

from cases import Case, declared_by, found_company
from examples import COMPANY_NUMBER, OWNER_PASSPORT, WEBMASTER_ID
from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.filings import queries
from openbeian.filings.models import SearchTerm
from openbeian.filings.services.access import NoSuchFiling
from openbeian.procedure.filing import State

pytestmark = pytest.mark.django_db

OTHER = "上海另例贸易有限公司"


@pytest.fixture
def other(house):
    applicant = found_company(OTHER, email="bao@linglimaoyi.cn")
    return Case(house, applicant, declared_by(OTHER, domain="lingli.cn", serial=7))


class TestOneApplication:
    def test_its_own_applicant_and_the_provider_see_it(self, case, house):
        filing = case.brought_to("provider_review").filing
        for actor in (case.applicant, house.reviewer, house.operator, house.auditor):
            assert queries.get(filing.pk, actor) == filing

    def test_another_applicant_cannot_tell_it_from_none(self, case, other):
        filing = case.brought_to("provider_review").filing
        with pytest.raises(NoSuchFiling) as theirs:
            queries.get(filing.pk, other.applicant)
        with pytest.raises(NoSuchFiling) as nobodys:
            queries.get(uuid4(), other.applicant)
        assert str(theirs.value) == str(nobodys.value)

    def test_whoever_acts_for_nobody_has_none(self):
        with pytest.raises(NotPermitted):
            queries.of_organisation(SYSTEM)

    def test_an_applicant_lists_their_own_alone(self, case, other):
        case.brought_to("draft")
        other.brought_to("draft")
        assert [row.pk for row in queries.of_organisation(case.applicant)] == [case.id]


class TestTheQueue:
    def test_a_draft_that_was_never_submitted_is_nobodys_business(self, case):
        case.brought_to("draft")
        assert not queries.queue().exists()

    def test_the_most_urgent_comes_first(self, case, other):
        other.brought_to("provider_review")
        case.at = other.at.replace(month=11, day=20)
        case.brought_to("provider_review")
        assert [row.pk for row in queries.queue()] == [case.id, other.id]

    def test_what_is_settled_is_found_by_its_state(self, case, other):
        case.brought_to("declined")
        other.brought_to("provider_review")
        assert [row.pk for row in queries.queue()] == [other.id]
        assert [row.pk for row in queries.queue(state="declined")] == [case.id]

    def test_it_can_be_narrowed_to_a_province_and_to_my_own(self, case, other, house):
        case.brought_to("provider_review").claimed()
        other.brought_to("provider_review").claimed(by=house.colleague)
        assert not queries.queue(province="110000").exists()
        assert queries.queue(province="310000").count() == 2
        assert [row.pk for row in queries.queue(mine=house.reviewer)] == [case.id]

    @pytest.mark.parametrize(
        "search",
        [
            "示例合资",
            "SHILI-KEJI",
            "shili-keji.cn",
            COMPANY_NUMBER,
            COMPANY_NUMBER.lower(),
            f" {OWNER_PASSPORT} ",
            WEBMASTER_ID,
            "310104 19900307 6428",
            "13800000003",
            "138 0000 0003",
            "+86 138-0000-0003",
            "１３８０００００００３",
        ],
    )
    def test_an_application_is_found_by_what_is_known_of_it(self, case, other, search):
        case.brought_to("provider_review")
        other.brought_to("provider_review")
        # both example companies have the same people
        of_a_person = not any(word in search.upper() for word in ("示例", "SHILI", "91310115"))
        found = {case.id, other.id} if of_a_person else {case.id}
        assert {row.pk for row in queries.queue(search=search)} == found

    def test_a_reference_is_found_however_it_is_written(self, case):
        filing = case.brought_to("provider_review").filing
        for spelling in (filing.reference, filing.reference.lower(), f" {filing.reference} "):
            assert queries.queue(search=spelling).get() == filing

    @pytest.mark.parametrize("search", ["1380000000", "31010419900307642", "不存在", "%", "_"])
    def test_a_part_of_a_personal_number_finds_nothing(self, case, search):
        case.brought_to("provider_review")
        assert not queries.queue(search=search).exists()

    def test_the_index_follows_the_latest_version(self, case):
        case.brought_to("provider_review").withdrawn()
        changed = case.edited({"services[1].leader.mobile": "13800000099"})
        changed.signed_again().submitted()
        assert queries.queue(search="13800000099").exists()
        assert not queries.queue(search="13800000003").exists()

    def test_the_index_reveals_no_number(self, case):
        case.brought_to("provider_review")
        terms = SearchTerm.objects.values_list("kind", "blind")
        assert {kind for kind, _ in terms} == {"unit", "certificate", "mobile"}
        assert all(len(blind) == 64 for _, blind in terms)

    def test_one_number_in_both_posts_is_indexed_once(self, case):
        same = "13800000003"
        case.brought_to("draft").edited({"entity.leader.mobile": same}).submitted()
        assert SearchTerm.objects.filter(kind="mobile").count() == 1

    def test_a_search_without_an_end_is_no_fault(self, case):
        case.brought_to("provider_review")
        assert not queries.queue(search="9" * 5000).exists()


class TestTheDesk:
    def test_the_states_are_counted(self, case, other, house):
        case.brought_to("provider_review").claimed()
        other.brought_to("declined")
        counted = queries.by_state()
        assert set(counted) == set(State)
        assert {state: n for state, n in counted.items() if n} == {
            State.PROVIDER_REVIEW: 1,
            State.DECLINED: 1,
        }
        assert sum(queries.by_state(mine=house.colleague).values()) == 0
        assert sum(queries.by_state(province="310000").values()) == 2

    def test_the_next_case_is_mine_or_nobodys(self, case, other, house):
        case.brought_to("provider_review").claimed(by=house.colleague)
        assert queries.next_for(house.reviewer) is None
        other.at = case.at
        other.brought_to("provider_review")
        assert queries.next_for(house.reviewer).pk == other.id
        assert queries.next_for(house.colleague).pk == case.id
        assert queries.next_for(house.colleague, after=case.id).pk == other.id

    def test_the_next_case_waits_for_us(self, case, house):
        case.brought_to("at_administration")
        assert queries.next_for(house.reviewer) is None

    def test_backdrops_to_post_are_listed_oldest_first(self, case, other):
        case.brought_to("draft").backdrop_ordered()
        other.at = case.at
        other.brought_to("draft").backdrop_ordered()
        assert [row.filing_id for row in queries.open_backdrops()] == [case.id, other.id]


def test_a_version_is_read_as_it_was_frozen(case):
    filing = case.brought_to("resubmitted").filing
    assert queries.read(queries.version(filing, 1)) == queries.declaration(filing, 1)
