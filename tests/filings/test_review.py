"""The reviewer takes a case, passes it, asks for exactly what is wrong, or declines it."""

import pytest

from cases import Case, found_company, found_member
from everything import untouched
from filings.verbs import ADDRESS, ASK, VERBS
from invariants import events_of
from openbeian.accounts.models import Membership, User
from openbeian.accounts.queries import actor_of
from openbeian.audit.queries import history
from openbeian.cases import turns
from openbeian.cases.access import OwnCase
from openbeian.cases.words import LONGEST, WordsTooLong
from openbeian.declaration.paths import PathUnreadable
from openbeian.filings import queries
from openbeian.filings.models import Outcome
from openbeian.filings.services import review
from openbeian.filings.services.review import (
    Ask,
    AskedTwice,
    NothingAsked,
    ReasonMissing,
    TakenByOther,
)
from openbeian.outbox.models import Effect
from openbeian.procedure.filing import Flag, State
from openbeian.procedure.permissions import Role
from openbeian.rulebook import UnknownEntry
from openbeian.text import Text

pytestmark = pytest.mark.django_db

WHAT = Text("It differs from the licence.", "与营业执照记载不一致。")
HOW = Text("Copy it from the licence.", "请按营业执照填写。")


def ask(case, *asks):
    return review.ask_for_correction(
        filing_id=case.id, actor=case.house.reviewer, asks=asks, at=case.at
    )


@pytest.fixture
def submitted(case):
    return case.brought_to("provider_review")


class TestTaking:
    def test_a_case_that_is_taken_belongs_to_one_reviewer(self, submitted, house):
        assert submitted.claimed().filing.reviewer_id == house.reviewer.user_id
        with untouched(), pytest.raises(TakenByOther):
            review.claim(filing_id=submitted.id, actor=house.colleague, at=submitted.at)

    def test_nobody_else_decides_on_it_meanwhile(self, submitted, house):
        submitted.claimed()
        with untouched():
            for verb in ("pass_review", "ask_for_correction"):
                with pytest.raises(TakenByOther):
                    VERBS[verb](submitted, house.colleague)

    def test_whoever_decides_on_a_free_case_has_taken_it(self, submitted, house):
        VERBS["pass_review"](submitted, house.colleague)
        assert submitted.filing.reviewer_id == house.colleague.user_id
        with untouched(), pytest.raises(TakenByOther):
            VERBS["ask_for_correction"](submitted, house.reviewer)

    def test_a_senior_reviewer_steps_in_without_taking_it(self, submitted, house):
        submitted.claimed()
        VERBS["pass_review"](submitted, house.senior)
        assert submitted.filing.reviewer_id == house.reviewer.user_id

    def test_a_senior_reviewer_takes_it_over(self, submitted, house):
        submitted.claimed().claimed(by=house.senior)
        assert submitted.filing.reviewer_id == house.senior.user_id
        assert events_of(submitted.filing, "filing:application:claim") == 2

    def test_taking_it_again_changes_nothing(self, submitted, house):
        submitted.claimed()
        with untouched():
            review.claim(filing_id=submitted.id, actor=house.reviewer, at=submitted.at)

    def test_taking_it_lengthens_nobodys_turn(self, submitted):
        before = submitted.filing
        submitted.at = submitted.at.replace(day=27)
        after = submitted.claimed().filing
        assert (after.moved_at, after.due_on) == (before.moved_at, before.due_on)

    def test_whoever_took_it_alone_is_told(self, submitted, house):
        submitted.claimed().asked().corrected()
        told = Effect.objects.get(payload__template="resubmitted")
        assert told.payload["reviewer"] == house.reviewer.user_id


class TestCorrections:
    def test_each_field_has_its_words_and_its_remedy(self, submitted):
        ask(submitted, Ask(ADDRESS, WHAT, HOW), ASK)
        [first, second] = queries.open_corrections(submitted.filing)
        assert (first.field, first.message, first.remedy) == (ADDRESS, WHAT, HOW)
        assert second.remedy.zh == "请更正后重新提交。"
        assert (first.version, first.source) == (1, "provider")

    def test_the_applicant_reads_them_in_both_languages(self, submitted):
        ask(submitted, Ask(ADDRESS, WHAT, HOW))
        told = Effect.objects.get(payload__template="correction_asked").secret()
        assert told["items"] == [
            {
                "field": {"en": "Address on the certificate", "zh": "主办者证件住所"},
                "what": {"en": WHAT.en, "zh": WHAT.zh},
                "remedy": {"en": HOW.en, "zh": HOW.zh},
            }
        ]

    def test_a_document_is_told_by_its_own_name(self, submitted):
        ask(submitted, Ask("services[1].documents[webmaster_photo]", WHAT))
        told = Effect.objects.get(payload__template="correction_asked").secret()
        assert told["items"][0]["field"] == {
            "en": "Photo of the webmaster before the official backdrop",
            "zh": "网站负责人幕布核验照片",
        }

    def test_the_log_keeps_fields_and_coded_reasons_and_no_words(self, submitted):
        ask(submitted, Ask(ADDRESS, WHAT, HOW, reason="ENT001"), ASK)
        assert history(submitted.filing.subject).latest("id").facts == {
            "fields": [ADDRESS, "services[1].name"],
            "reasons": ["ENT001", ""],
            "source": "provider",
        }

    def test_a_missing_document_can_be_asked_for(self, submitted):
        ask(submitted, Ask("services[1].documents[webmaster_certificate]", WHAT))
        assert queries.open_corrections(submitted.filing).count() == 1

    def test_without_a_field_nothing_is_asked(self, submitted):
        with untouched(), pytest.raises(NothingAsked):
            ask(submitted)

    def test_a_field_is_named_once(self, submitted):
        with untouched(), pytest.raises(AskedTwice) as refusal:
            ask(submitted, ASK, Ask(ADDRESS, WHAT), ASK)
        assert "网站名称" in refusal.value.text.zh

    @pytest.mark.parametrize(
        "path",
        [
            "entity.hobby",
            "services[2].name",
            "services[1].domains[2].name",
            "services[2].documents[webmaster_photo]",
            "services[1].documents[horoscope]",
            "services[1].preapprovals[news].number",
            "entity",
        ],
    )
    def test_what_the_application_does_not_have_is_not_asked_for(self, submitted, path):
        with untouched(), pytest.raises(PathUnreadable):
            ask(submitted, ASK, Ask(path, WHAT))

    def test_a_coded_reason_is_one_of_the_catalogue(self, submitted):
        with untouched(), pytest.raises(UnknownEntry):
            ask(submitted, Ask(ADDRESS, WHAT, reason="王示例的身份证号码"))

    def test_after_a_refusal_the_administration_is_the_source(self, case):
        case.brought_to("refused").asked()
        assert queries.open_corrections(case.filing).get().source == "administration"
        assert case.filing.flags_now == {Flag.ASKED_BY_ADMINISTRATION}
        assert "管局" in case.filing.situation.now.zh
        assert case.corrected().filing.flags_now == frozenset()

    def test_also_after_our_own_review_was_passed(self, case):
        case.brought_to("ready_to_submit").asked()
        assert case.filing.state_now is State.CORRECTION_REQUESTED


class TestDeclining:
    def test_the_reason_is_told_and_only_committed_to_in_the_log(self, submitted):
        submitted.declined("王示例与本单位无关。")
        filing = submitted.filing
        assert (filing.state_now, filing.decided_at) == (State.DECLINED, submitted.at)
        told = Effect.objects.get(payload__template="declined").secret()
        assert told["reason"] == "王示例与本单位无关。"
        logged = history(filing.subject).latest("id").facts["words"]
        assert logged.startswith("hmac-sha256:")

    def test_the_reason_is_kept_sealed_with_the_case(self, submitted):
        submitted.declined("王示例与本单位无关。")
        kept = submitted.filing.outcomes.get(kind=Outcome.Kind.DECLINED)
        assert kept.words == "王示例与本单位无关。"
        assert "王示例".encode() not in bytes(kept.words_sealed)

    @pytest.mark.parametrize("reason", ["", "  \n", "\x00\x07"])
    def test_it_needs_a_reason(self, submitted, reason):
        with untouched(), pytest.raises(ReasonMissing):
            submitted.declined(reason)

    def test_a_reason_has_a_limit(self, submitted):
        with untouched(), pytest.raises(WordsTooLong):
            submitted.declined("长" * (LONGEST + 1))


class TestOwnCases:
    """No path lets an owner or a colleague of theirs decide (separation of duties)."""

    def decide(self, case, actor):
        review.pass_review(filing_id=case.id, actor=actor, at=case.at)

    def test_a_reviewer_of_the_same_organisation_is_refused(self, submitted):
        organisation = submitted.filing.organisation
        insider = found_member(organisation, "insider@shili-keji.cn", Role.REVIEWER)
        with untouched(), pytest.raises(OwnCase):
            self.decide(submitted, insider)
        assert turns.moves(submitted.filing, insider) == ()

    def test_whoever_once_applied_with_it_is_refused_in_a_new_post(self, submitted, house):
        user = User.objects.get(pk=submitted.applicant.user_id)
        Membership.objects.filter(user=user).update(
            organisation=house.reviewer.organisation_id, role=Role.SENIOR_REVIEWER.value
        )
        turncoat = actor_of(user)
        with untouched(), pytest.raises(OwnCase):
            self.decide(submitted, turncoat)
        assert turns.moves(submitted.filing, turncoat) == ()

    def test_a_reviewer_is_not_kept_from_the_cases_of_others(self, submitted, house):
        name = "上海另例贸易有限公司"
        other = found_company(name, email="bao@linglimaoyi.cn")
        user = User.objects.get(pk=other.user_id)
        Membership.objects.filter(user=user).update(
            organisation=house.reviewer.organisation_id, role=Role.REVIEWER.value
        )
        self.decide(submitted, actor_of(user))
        assert submitted.filing.state_now is State.READY_TO_SUBMIT

    def test_the_own_applicant_cannot_decide_either(self, submitted):
        assert {move.name for move in turns.moves(submitted.filing, submitted.applicant)} == {
            "withdraw"
        }

    def test_the_providers_own_website_is_reviewed_by_nobody_of_the_provider(self, house):
        """A provider that files for itself lets another provider do it."""
        organisation = User.objects.get(pk=house.reviewer.user_id).memberships.get().organisation
        applicant = found_member(organisation, "own@provider.example", Role.APPLICANT)
        own = Case(house, applicant).brought_to("provider_review")
        for actor in (house.reviewer, house.colleague, house.senior):
            with pytest.raises(OwnCase):
                self.decide(own, actor)


def test_passing_is_told_and_gives_us_one_working_day(submitted):
    filing = submitted.claimed().passed().filing
    assert (filing.state_now, filing.due_on.isoformat()) == (State.READY_TO_SUBMIT, "2026-11-25")
    assert events_of(filing, "filing:application:pass_review") == 1
