"""The commercial licence: after the filing, with the papers of the list, to the licence number."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

import invariants
from cases import Case, declared_by, found_company, found_house, found_member
from everything import untouched
from examples import DECLARATION
from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.audit.models import Event
from openbeian.audit.queries import history
from openbeian.cases.access import OwnCase
from openbeian.cases.words import WordsTooLong
from openbeian.licences import queries, services
from openbeian.licences.models import LicenceCase
from openbeian.licences.queries import FilingFirst, NoSuchCase
from openbeian.licences.services import (
    CapitalUnfit,
    NoSuchFile,
    NotEligible,
    PapersMissing,
    WordsMissing,
)
from openbeian.numbers import NumberError
from openbeian.outbox.models import Effect
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.licence import LICENCE, State
from openbeian.procedure.permissions import Role
from openbeian.registry.models import Entity, Licence, Party
from openbeian.registry.services import Cause, cancel
from openbeian.registry.services.numbers import LicenceNumberTaken
from openbeian.registry.subjects import NoLongerInForce, Subject, SubjectKind

pytestmark = pytest.mark.django_db

NUMBER = "沪B2-20260417"
REASON = "注册资本证明已过期。"


@pytest.fixture
def filed():
    """A company whose first website is filed."""
    return Case(found_house(), found_company()).brought_to("approved")


@pytest.fixture
def stranger():
    return found_company("上海另例贸易有限公司", email="bao@linglimaoyi.cn")


def proof(case, words="验资报告"):
    return case.uploaded("entity.documents[capital_proof]", words)


def begun(case):
    return services.begin(actor=case.applicant, at=case.at)


def prepared(case):
    licence = begun(case)
    return services.attach(
        case_id=licence.pk,
        actor=case.applicant,
        kind="capital_proof",
        sha256=proof(case),
        at=case.at,
    )


def submitted(case):
    return services.submit(case_id=prepared(case).pk, actor=case.applicant, at=case.at)


def handed_over(case):
    return services.hand_over(case_id=submitted(case).pk, actor=case.house.reviewer, at=case.at)


def asked(case):
    return services.ask_for_correction(
        case_id=submitted(case).pk, actor=case.house.reviewer, reason=REASON, at=case.at
    )


WAYS = {
    State.DRAFT: prepared,
    State.PROVIDER_REVIEW: submitted,
    State.CORRECTION_REQUESTED: asked,
    State.AT_ADMINISTRATION: handed_over,
    State.GRANTED: lambda case: grant(case, handed_over(case).pk, case.house.reviewer),
    State.REFUSED: lambda case: services.record_refusal(
        case_id=handed_over(case).pk, actor=case.house.reviewer, reason=REASON, at=case.at
    ),
    State.ABANDONED: lambda case: services.abandon(
        case_id=prepared(case).pk, actor=case.applicant, at=case.at
    ),
}


def grant(case, case_id, actor, number=NUMBER, valid_until=date(2031, 11, 30)):
    return services.record_grant(
        case_id=case_id, actor=actor, number=number, valid_until=valid_until, at=case.at
    )


# verb -> the call on a case by an actor
VERBS = {
    "edit": lambda case, pk, actor: services.edit(
        case_id=pk, actor=actor, capital_cny=150_000_000, at=case.at
    ),
    "submit": lambda case, pk, actor: services.submit(case_id=pk, actor=actor, at=case.at),
    "abandon": lambda case, pk, actor: services.abandon(case_id=pk, actor=actor, at=case.at),
    "ask_for_correction": lambda case, pk, actor: services.ask_for_correction(
        case_id=pk, actor=actor, reason=REASON, at=case.at
    ),
    "hand_over": lambda case, pk, actor: services.hand_over(case_id=pk, actor=actor, at=case.at),
    "record_grant": grant,
    "record_refusal": lambda case, pk, actor: services.record_refusal(
        case_id=pk, actor=actor, reason=REASON, at=case.at
    ),
}
MOVES = {move.name: move for move in LICENCE.moves}


def refusal_of(move, case, actor, licence):
    if actor.role is Role.APPLICANT and actor.organisation_id != case.applicant.organisation_id:
        return NoSuchCase
    if not actor.may(move.permission):
        return NotPermitted
    return None if LICENCE.can(move, licence.state_now, licence.flags_now) else MoveNotAllowed


@pytest.mark.parametrize("state", WAYS)
def test_a_verb_does_what_the_table_says_or_leaves_no_trace(filed, stranger, state):
    licence = WAYS[state](filed)
    assert licence.state_now is state
    house = filed.house
    for actor in (filed.applicant, stranger, house.reviewer, house.senior, house.auditor, SYSTEM):
        for verb, call in VERBS.items():
            refusal = refusal_of(MOVES[verb], filed, actor, licence)
            if refusal is not None:
                with untouched(), pytest.raises(refusal):
                    call(filed, licence.pk, actor)
                continue
            here = transaction.savepoint_create()
            after = call(filed, licence.pk, actor)
            assert after.state_now is (MOVES[verb].target or state)
            event = history(licence.subject).latest("id")
            assert (event.kind, event.actor_user_id) == (f"licence:case:{verb}", actor.user_id)
            invariants.hold()
            transaction.savepoint_rollback(here)


def test_every_move_has_its_verb():
    assert set(VERBS) == set(MOVES)


class TestBeginning:
    def test_it_starts_from_the_filing_with_the_declared_capital(self, filed):
        licence = begun(filed)
        assert licence.state_now is State.DRAFT
        assert licence.entity_number == "沪ICP备2026006107号"
        assert licence.capital_cny == DECLARATION.entity.registered_capital_cny
        assert licence.reference.startswith("OL-")

    def test_beginning_again_finds_the_open_case(self, filed):
        first = begun(filed)
        with untouched():
            assert begun(filed) == first

    def test_after_a_refusal_another_can_begin(self, filed):
        first = WAYS[State.REFUSED](filed)
        second = begun(filed)
        assert second != first
        assert set(queries.of_organisation(filed.applicant)) == {first, second}

    @pytest.mark.parametrize("state", ["draft", "provider_review", "at_administration", "declined"])
    def test_the_filing_comes_first(self, state):
        case = Case(found_house(), found_company()).brought_to(state)
        with untouched(), pytest.raises(FilingFirst):
            begun(case)
        with pytest.raises(FilingFirst):
            queries.prospect(case.applicant, case.at)

    def test_a_filing_that_was_cancelled_does_not_count(self, filed):
        cancel(
            subject=Subject(SubjectKind.ENTITY, Entity.objects.get().pk),
            cause=Cause(Party.ADMINISTRATION, "主体注销", "zh-hans"),
            actor=filed.house.senior,
            at=filed.at,
        )
        with untouched(), pytest.raises(FilingFirst):
            begun(filed)

    def test_who_can_file_but_not_sell_is_told_why(self):
        wfoe = replace(DECLARATION, entity=replace(DECLARATION.entity, kind="wfoe"))
        case = Case(found_house(), found_company(), wfoe).brought_to("approved")
        with untouched(), pytest.raises(NotEligible) as refusal:
            begun(case)
        assert refusal.value.text.zh.startswith("不符合申请条件：")

    def test_what_the_rules_say_can_be_asked_before(self, filed):
        with untouched():
            prospect = queries.prospect(filed.applicant, filed.at)
        assert [need.kind for need in prospect.licence_documents] == ["capital_proof"]


class TestPapers:
    def test_a_file_is_replaced_by_the_next(self, filed):
        licence = prepared(filed)
        other = proof(filed, "新的验资报告")
        licence = services.attach(
            case_id=licence.pk,
            actor=filed.applicant,
            kind="capital_proof",
            sha256=other,
            at=filed.at,
        )
        assert licence.documents == {"capital_proof": other}

    def test_the_same_again_changes_nothing(self, filed):
        licence = prepared(filed)
        sha256 = licence.documents["capital_proof"]
        with untouched():
            services.attach(
                case_id=licence.pk,
                actor=filed.applicant,
                kind="capital_proof",
                sha256=sha256,
                at=filed.at,
            )
            services.edit(
                case_id=licence.pk,
                actor=filed.applicant,
                capital_cny=licence.capital_cny,
                at=filed.at,
            )

    @pytest.mark.parametrize("kind", ["business_licence", "horoscope", ""])
    def test_only_what_is_asked_for_is_attached(self, filed, kind):
        licence = begun(filed)
        sha256 = proof(filed)
        with untouched(), pytest.raises(NoSuchFile):
            services.attach(
                case_id=licence.pk, actor=filed.applicant, kind=kind, sha256=sha256, at=filed.at
            )

    def test_anothers_file_is_not_there(self, filed, stranger):
        licence = begun(filed)
        theirs = Case(filed.house, stranger)
        sha256 = proof(theirs, "他人的验资报告")
        with untouched(), pytest.raises(NoSuchFile):
            services.attach(
                case_id=licence.pk,
                actor=filed.applicant,
                kind="capital_proof",
                sha256=sha256,
                at=filed.at,
            )

    @pytest.mark.parametrize("capital", [-1, 10**15])
    def test_a_capital_is_an_amount(self, filed, capital):
        licence = begun(filed)
        with untouched(), pytest.raises(CapitalUnfit):
            services.edit(
                case_id=licence.pk, actor=filed.applicant, capital_cny=capital, at=filed.at
            )

    def test_what_is_missing_is_named(self, filed):
        licence = begun(filed)
        services.edit(case_id=licence.pk, actor=filed.applicant, capital_cny=None, at=filed.at)
        with untouched(), pytest.raises(PapersMissing) as refusal:
            services.submit(case_id=licence.pk, actor=filed.applicant, at=filed.at)
        assert (
            refusal.value.text.en
            == "Still missing: Proof of registered capital, registered capital."
        )
        assert refusal.value.text.zh == "尚缺：注册资本证明、注册资本。"

    def test_less_than_a_hundred_million_is_not_enough(self, filed):
        licence = prepared(filed)
        services.edit(
            case_id=licence.pk, actor=filed.applicant, capital_cny=99_999_999, at=filed.at
        )
        with untouched(), pytest.raises(NotEligible):
            services.submit(case_id=licence.pk, actor=filed.applicant, at=filed.at)


class TestDecisions:
    def test_what_is_submitted_is_remembered_with_the_rulebook(self, filed):
        licence = submitted(filed)
        event = history(licence.subject).latest("id")
        assert event.facts["documents"] == list(licence.documents.values())
        assert len(event.facts["rulebook"]) == 64
        told = Effect.objects.get(payload__template="licence_submitted").secret()
        assert told["due"] == licence.due_on.isoformat()

    def test_a_correction_is_told_sealed_and_answered(self, filed):
        licence = asked(filed)
        assert licence.reason == REASON
        assert REASON.encode() not in bytes(licence.reason_sealed)
        told = Effect.objects.get(payload__template="licence_correction_asked").secret()
        assert told["reason"] == REASON
        again = services.submit(case_id=licence.pk, actor=filed.applicant, at=filed.at)
        assert again.state_now is State.PROVIDER_REVIEW

    @pytest.mark.parametrize("reason", ["", " \n"])
    def test_a_decision_against_needs_words(self, filed, reason):
        licence = handed_over(filed)
        with untouched(), pytest.raises(WordsMissing):
            services.record_refusal(
                case_id=licence.pk, actor=filed.house.reviewer, reason=reason, at=filed.at
            )

    def test_words_have_a_limit(self, filed):
        licence = handed_over(filed)
        with untouched(), pytest.raises(WordsTooLong):
            services.record_refusal(
                case_id=licence.pk, actor=filed.house.reviewer, reason="长" * 2001, at=filed.at
            )

    def test_a_case_without_a_decision_has_no_words(self, filed):
        assert begun(filed).reason == ""

    def test_the_licence_enters_the_registry_and_is_told(self, filed):
        licence = grant(filed, handed_over(filed).pk, filed.house.reviewer, " 沪b2－20260417 ")
        assert (licence.licence_number, licence.valid_until) == (NUMBER, date(2031, 11, 30))
        registered = Licence.objects.get()
        assert (registered.number, registered.valid_until) == (NUMBER, date(2031, 11, 30))
        told = Effect.objects.get(payload__template="licence_granted").secret()
        assert told["licence_number"] == NUMBER
        assert Event.objects.filter(kind="licence:case:record_grant").count() == 1

    @pytest.mark.parametrize("number", ["", "B2", "沪ICP备2026006107号"])
    def test_what_is_no_licence_number_is_refused(self, filed, number):
        licence = handed_over(filed)
        with untouched(), pytest.raises(NumberError):
            grant(filed, licence.pk, filed.house.reviewer, number)

    def test_anothers_licence_is_refused(self, filed, stranger):
        grant(filed, handed_over(filed).pk, filed.house.reviewer)
        declared = declared_by("上海另例贸易有限公司", domain="lingli.cn", serial=7)
        other = Case(filed.house, stranger, declared, entity_number="沪ICP备2026006108号")
        licence = handed_over(other.brought_to("approved"))
        with untouched(), pytest.raises(LicenceNumberTaken):
            grant(other, licence.pk, other.house.reviewer)

    def test_an_entity_that_ended_meanwhile_gets_none(self, filed):
        licence = handed_over(filed)
        cancel(
            subject=Subject(SubjectKind.ENTITY, licence.entity_id),
            cause=Cause(Party.ADMINISTRATION, "主体注销", "zh-hans"),
            actor=filed.house.senior,
            at=filed.at,
        )
        with untouched(), pytest.raises(NoLongerInForce):
            grant(filed, licence.pk, filed.house.reviewer)

    def test_the_administration_has_60_days_of_the_calendar(self, filed):
        licence = handed_over(filed)
        assert (licence.due_on - licence.moved_at.date()).days == 60

    def test_nobody_handles_the_licence_of_their_own_organisation(self, filed):
        licence = submitted(filed)
        insider = found_member(licence.organisation, "insider@shili-keji.cn", Role.REVIEWER)
        with untouched(), pytest.raises(OwnCase):
            services.hand_over(case_id=licence.pk, actor=insider, at=filed.at)


class TestReading:
    def test_a_case_is_seen_by_its_applicant_and_the_provider(self, filed, stranger):
        licence = submitted(filed)
        for actor in (filed.applicant, filed.house.reviewer, filed.house.auditor):
            assert queries.get(licence.pk, actor) == licence
        for case_id, actor in ((licence.pk, stranger), (uuid4(), filed.house.reviewer)):
            with pytest.raises(NoSuchCase):
                queries.get(case_id, actor)

    def test_what_is_settled_is_not_open(self, filed):
        licence = submitted(filed)
        assert list(queries.all_open()) == [licence]
        services.hand_over(case_id=licence.pk, actor=filed.house.reviewer, at=filed.at)
        services.record_refusal(
            case_id=licence.pk, actor=filed.house.reviewer, reason=REASON, at=filed.at
        )
        assert not queries.all_open().exists()

    def test_it_is_called_by_its_reference(self, filed):
        assert str(begun(filed)) == LicenceCase.objects.get().reference
