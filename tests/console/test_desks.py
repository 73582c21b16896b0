"""Backdrops to post, public-security filings, and commercial licence cases."""

from datetime import timedelta

import pytest

from cases import AT, POST_TO, Case
from openbeian.audit.queries import history
from openbeian.config import clock
from openbeian.documents.services import receive
from openbeian.filings.models import Backdrop
from openbeian.licences import queries, services
from openbeian.licences.models import LicenceCase
from openbeian.registry.models import Licence
from papers import paper

LICENCE_NUMBER = "沪B2-20260001"


class TestBackdrops:
    @pytest.fixture
    def ordered(self, case) -> Case:
        return case.brought_to("draft").backdrop_ordered()

    def test_the_list_names_the_case_and_hides_the_address(self, ordered, reviewer):
        page = reviewer.get("backdrops")
        assert ordered.filing.reference in page.main
        assert POST_TO not in page.content.decode()

    def test_the_label_shows_the_address_and_the_log_says_to_whom(self, ordered, house, reviewer):
        page = reviewer.post("backdrop_label", ordered.id, status=200)
        assert POST_TO in page.main
        assert page.answer["Cache-Control"] == "private, no-store"
        [event] = history(ordered.filing.subject).filter(kind="filing:backdrop:label")
        assert event.actor_user_id == house.reviewer.user_id
        assert reviewer.get("backdrop_label", ordered.id, status=302).location.endswith(
            "backdrops/"
        )

    def test_a_posted_one_leaves_the_list(self, ordered, reviewer):
        reviewer.post("backdrop_posted", ordered.id, **{f"{ordered.id}-tracking": "SF1234567890"})
        assert Backdrop.objects.get().tracking == "SF1234567890"
        assert "No backdrop is waiting to be posted." in reviewer.get("backdrops").main

    def test_it_is_not_posted_without_a_number(self, ordered, reviewer):
        page = reviewer.post(
            "backdrop_posted", ordered.id, status=422, **{f"{ordered.id}-tracking": " "}
        )
        assert "Enter the carrier’s tracking number." in page.errors(f"{ordered.id}-tracking")
        assert Backdrop.objects.get().posted_at is None

    def test_it_is_posted_once(self, ordered, reviewer):
        given = {f"{ordered.id}-tracking": "SF1234567890"}
        reviewer.post("backdrop_posted", ordered.id, **given)
        late = reviewer.post("backdrop_posted", ordered.id, status=409, **given)
        assert late.code == "filing.no_backdrop_order"
        assert reviewer.post("backdrop_label", ordered.id, status=409).code == late.code

    def test_an_operator_sees_that_there_is_one_and_no_more(self, ordered, house, screen):
        desk = screen(house.operator)
        assert ordered.filing.reference in desk.get("backdrops").main
        desk.post("backdrop_label", ordered.id, status=403)


class TestPublicSecurity:
    def test_what_is_owed_stands_with_its_days(self, case, reviewer):
        case.brought_to("approved")
        [row] = reviewer.get("public_security").words("//tbody/tr")
        assert row.startswith("沪ICP备2026006107号-1 上海示例合资科技有限公司 shili-keji.cn")
        assert row.endswith("To be filed The applicant’s turn 24 Dec 2026 29")

    def test_who_is_late_is_marked(self, case, reviewer, monkeypatch):
        case.brought_to("approved")
        monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=40))
        page = reviewer.get("public_security")
        assert page.words("//span[@class='ob-days--late']") == ["10 days late"]

    def test_without_any_the_page_says_when_there_will_be(self, reviewer):
        assert "Nothing is owed to public security." in reviewer.get("public_security").main

    def test_few_questions_are_asked(self, case, reviewer, django_assert_max_num_queries):
        case.brought_to("approved")
        with django_assert_max_num_queries(8):
            reviewer.get("public_security")


class TestLicences:
    @pytest.fixture
    def begun(self, case) -> LicenceCase:
        """A licence case with its documents, not yet given to us."""
        case.brought_to("approved")
        applicant = case.applicant
        licence = services.begin(actor=applicant, at=case.at)
        for need in queries.needs(licence, case.at):
            document = receive(
                organisation_id=applicant.tenant,
                actor=applicant,
                name=f"{need.kind}.jpg",
                content=paper(need.kind),
                at=case.at,
            )
            services.attach(
                case_id=licence.pk,
                actor=applicant,
                kind=need.kind,
                sha256=document.sha256,
                at=case.at,
            )
        return licence

    @pytest.fixture
    def waiting(self, begun, case) -> LicenceCase:
        services.submit(case_id=begun.pk, actor=case.applicant, at=case.at)
        return begun

    def test_a_draft_is_the_applicants_own_affair(self, begun, reviewer):
        assert "No licence case is open." in reviewer.get("licences").main
        reviewer.get("licence", begun.pk, status=404)

    def test_the_list_shows_whose_turn_it_is(self, waiting, reviewer):
        [row] = reviewer.get("licences").words("//tbody/tr")
        assert row.startswith(waiting.reference)
        assert "Our turn" in row

    def test_the_page_shows_capital_documents_and_history(self, waiting, reviewer):
        page = reviewer.get("licence", waiting.pk)
        assert "¥ 120,000,000" in page.main
        assert page.buttons == ["Record hand-over to the administration", "Ask for correction"]
        assert "Proof of registered capital 注册资本证明" in page.main
        assert "The applicant submitted the licence application" in page.main

    def test_its_documents_are_served_against_a_trace(self, waiting, reviewer):
        picture = reviewer.get("licence_preview", waiting.pk, "capital_proof", 320).answer
        assert picture["Content-Type"] == "image/jpeg"
        reviewer.get("licence_preview", waiting.pk, "capital_proof", 960)
        original = reviewer.get("licence_document", waiting.pk, "capital_proof").answer
        assert original["Content-Disposition"].startswith("attachment")
        kinds = list(history(waiting.subject).values_list("kind", flat=True))
        assert kinds.count("licence:documents:view") == 1
        assert kinds.count("licence:document:download") == 1

    @pytest.mark.parametrize("kind", ["business_licence", "x"])
    def test_what_was_not_handed_in_is_not_found(self, waiting, reviewer, kind):
        reviewer.get("licence_document", waiting.pk, kind, status=404)
        reviewer.get("licence_preview", waiting.pk, "capital_proof", 5, status=404)

    def test_it_can_be_sent_back(self, waiting, reviewer):
        reviewer.get("licence_ask_for_correction", waiting.pk)
        reviewer.post("licence_ask_for_correction", waiting.pk, reason="请补充验资报告。")
        page = reviewer.get("licence", waiting.pk)
        assert "Last reason 请补充验资报告。" in page.main

    def test_it_is_handed_over_and_granted(self, waiting, reviewer):
        reviewer.post("licence_hand_over", waiting.pk)
        given = {
            "number": "沪b2-20260001",
            "valid_until_year": "2031",
            "valid_until_month": "5",
            "valid_until_day": "31",
        }
        reviewer.post("licence_record_grant", waiting.pk, **given)
        licence = Licence.objects.get()
        assert (licence.number, str(licence.valid_until)) == (LICENCE_NUMBER, "2031-05-31")
        assert LICENCE_NUMBER in reviewer.get("licence", waiting.pk).main

    def test_a_wrong_number_is_told_beside_its_field(self, waiting, reviewer):
        reviewer.post("licence_hand_over", waiting.pk)
        page = reviewer.post("licence_record_grant", waiting.pk, status=422, number="B2")
        assert "A licence number looks like" in page.errors("number")

    def test_it_is_refused_with_words(self, waiting, reviewer):
        reviewer.post("licence_hand_over", waiting.pk)
        page = reviewer.post("licence_record_refusal", waiting.pk, status=422, reason="")
        assert page.errors("reason") == "Error: Fill this in."
        reviewer.post("licence_record_refusal", waiting.pk, reason="不符合条件。")
        assert "Refused" in reviewer.get("licence", waiting.pk).main

    def test_out_of_turn_is_a_conflict_that_leads_to_the_case(self, waiting, reviewer):
        page = reviewer.post("licence_record_grant", waiting.pk, status=409, number=LICENCE_NUMBER)
        assert page.code == "move.not_allowed"
        assert page.find("//main//a/@href") == [f"/console/licences/{waiting.pk}/"]

    def test_an_auditor_sees_which_documents_there_are_and_none_of_them(
        self, waiting, house, screen
    ):
        desk = screen(house.auditor)
        page = desk.get("licence", waiting.pk)
        assert page.find("//img[@class='ob-paper__picture']") == []
        assert page.buttons == []
        desk.get("licence_preview", waiting.pk, "capital_proof", 320, status=403)

    def test_few_questions_are_asked(self, waiting, reviewer, django_assert_max_num_queries):
        with django_assert_max_num_queries(15):
            reviewer.get("licence", waiting.pk)
