"""Public security: thirty days from the number, reminders, and what was answered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

import invariants
from cases import Case, declared_by, found_company, found_house
from everything import untouched
from filings.verbs import VERBS as FILING_VERBS
from invariants import events_of
from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.audit.queries import history
from openbeian.cases.words import WordsTooLong
from openbeian.filings.services.access import NoSuchFiling
from openbeian.numbers import NumberError
from openbeian.outbox.models import Effect
from openbeian.outbox.services import deliver_due
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.permissions import Role
from openbeian.procedure.psb import PSB, Flag, State
from openbeian.psb import queries, services
from openbeian.psb.models import PublicSecurityCase
from openbeian.psb.services import NoSuchCase, RefusalNeedsWords
from openbeian.registry.models import Party, PsbNumber, Service
from openbeian.registry.services import Cause, cancel
from openbeian.registry.services.numbers import PsbNumberTaken
from openbeian.registry.subjects import NoLongerInForce, Subject, SubjectKind
from openbeian.workdays import local_day

pytestmark = pytest.mark.django_db

NUMBER = "沪公网安备31011502000123号"
SAID = "网站负责人信息与实际不符。"
DAY = timedelta(days=1)


@pytest.fixture
def filed():
    """A company whose first website is filed."""
    return Case(found_house(), found_company()).brought_to("approved")


@pytest.fixture
def stranger():
    return found_company("上海另例贸易有限公司", email="bao@linglimaoyi.cn")


def applied(case):
    pk = case.public_security().pk
    return services.record_applied(case_id=pk, actor=case.applicant, at=case.at)


def refused(case):
    pk = applied(case).pk
    return services.record_refusal(case_id=pk, actor=case.applicant, words=SAID, at=case.at)


def registered(case):
    return number(case, case.public_security().pk, case.applicant)


def overdue(case):
    case.at += 31 * DAY
    services.tick(at=case.at)
    return case.public_security()


def number(case, pk, actor, text=NUMBER):
    return services.record_number(case_id=pk, actor=actor, number=text, at=case.at)


def approve(case):
    """Record the approval; the public-security case is still owed."""
    return FILING_VERBS["record_approval"](case, case.house.reviewer)


def end_the_website(case):
    cancel(
        subject=Subject(SubjectKind.SERVICE, Service.objects.get().pk),
        cause=Cause(Party.ADMINISTRATION, "网站注销", "zh-hans"),
        actor=case.house.senior,
        at=case.at,
    )


WAYS = {
    "due": lambda case: case.public_security(),
    "overdue": overdue,
    "at public security": applied,
    "refused": refused,
    "registered": registered,
}
VERBS = {
    "record_applied": lambda case, pk, actor: services.record_applied(
        case_id=pk, actor=actor, at=case.at
    ),
    "record_number": number,
    "record_refusal": lambda case, pk, actor: services.record_refusal(
        case_id=pk, actor=actor, words=SAID, at=case.at
    ),
}
MOVES = {move.name: move for move in PSB.moves}


def refusal_of(move, case, actor, owed):
    if actor.role is Role.APPLICANT and actor.organisation_id != case.applicant.organisation_id:
        return NoSuchCase
    if not actor.may(move.permission):
        return NotPermitted
    return None if PSB.can(move, owed.state_now, owed.flags_now) else MoveNotAllowed


@pytest.mark.parametrize("way", WAYS)
def test_a_verb_does_what_the_table_says_or_leaves_no_trace(filed, stranger, way):
    owed = WAYS[way](filed)
    house = filed.house
    for actor in (filed.applicant, stranger, house.reviewer, house.operator, SYSTEM):
        for verb, call in VERBS.items():
            refusal = refusal_of(MOVES[verb], filed, actor, owed)
            if refusal is not None:
                with untouched(), pytest.raises(refusal):
                    call(filed, owed.pk, actor)
                continue
            here = transaction.savepoint_create()
            assert call(filed, owed.pk, actor).state_now is MOVES[verb].target
            event = history(owed.subject).latest("id")
            assert (event.kind, event.actor_user_id) == (f"psb:case:{verb}", actor.user_id)
            invariants.hold()
            transaction.savepoint_rollback(here)


class TestOpening:
    def test_it_is_due_thirty_days_after_the_number(self, filed):
        owed = filed.public_security()
        assert owed.state_now is State.DUE
        assert (owed.icp_number, owed.domain) == ("沪ICP备2026006107号-1", "shili-keji.cn")
        assert owed.opened_at == filed.filing.decided_at
        assert owed.due_on == local_day(filed.at) + 30 * DAY

    def test_a_worker_that_comes_late_gives_no_further_days(self):
        case = Case(found_house(), found_company()).brought_to("at_administration")
        approve(case)
        deliver_due(at=case.at + 5 * DAY)
        assert case.public_security().due_on == local_day(case.at) + 30 * DAY

    def test_opening_twice_is_once(self, filed):
        owed = filed.public_security()
        with untouched():
            again = services.open_case(
                filing_id=owed.filing_id,
                service_key=owed.service_key,
                service_id=owed.service_id,
                at=filed.at + DAY,
            )
        assert again == owed

    def test_it_is_called_by_its_number(self, filed):
        assert "沪ICP备2026006107号-1" in str(filed.public_security())


class TestAnswers:
    def test_the_number_enters_the_registry_and_is_told(self, filed):
        owed = number(
            filed, filed.public_security().pk, filed.applicant, "沪公网安备 31011502000123号"
        )
        assert (owed.state_now, owed.psb_number) == (State.REGISTERED, NUMBER)
        assert PsbNumber.objects.in_force().get().number == NUMBER
        told = Effect.objects.get(payload__template="psb_registered").secret()
        assert told["psb_number"] == NUMBER

    @pytest.mark.parametrize("text", ["", "31", "沪ICP备2026006107号"])
    def test_what_is_no_number_is_refused(self, filed, text):
        owed = filed.public_security()
        with untouched(), pytest.raises(NumberError):
            number(filed, owed.pk, filed.applicant, text)

    def test_anothers_number_is_refused(self, filed, stranger):
        registered(filed)
        declared = declared_by("上海另例贸易有限公司", domain="lingli.cn", serial=7)
        other = Case(filed.house, stranger, declared, entity_number="沪ICP备2026006108号")
        owed = other.brought_to("approved").public_security()
        with untouched(), pytest.raises(PsbNumberTaken):
            number(other, owed.pk, stranger)

    def test_a_website_that_ended_gets_none(self, filed):
        owed = filed.public_security()
        end_the_website(filed)
        with untouched(), pytest.raises(NoLongerInForce):
            number(filed, owed.pk, filed.applicant)

    def test_a_refusal_is_sealed_and_the_days_run_on(self, filed):
        before = filed.public_security().due_on
        owed = refused(filed)
        assert (owed.state_now, owed.flags_now) == (State.DUE, {Flag.REFUSED})
        assert (owed.refusal, owed.due_on) == (SAID, before)
        assert SAID.encode() not in bytes(owed.refusal_sealed)
        assert history(owed.subject).latest("id").facts["words"].startswith("hmac-sha256:")

    def test_without_a_refusal_there_are_no_words(self, filed):
        assert filed.public_security().refusal == ""

    @pytest.mark.parametrize("words", ["", " \n"])
    def test_a_refusal_has_words(self, filed, words):
        owed = applied(filed)
        with untouched(), pytest.raises(RefusalNeedsWords):
            services.record_refusal(
                case_id=owed.pk, actor=filed.applicant, words=words, at=filed.at
            )

    def test_words_have_a_limit(self, filed):
        owed = applied(filed)
        with untouched(), pytest.raises(WordsTooLong):
            services.record_refusal(
                case_id=owed.pk, actor=filed.applicant, words="长" * 2001, at=filed.at
            )


class TestUpkeep:
    def each_day(self, case, days):
        for _ in range(days):
            case.at += DAY
            for _ in range(3):
                services.tick(at=case.at)

    def told(self, template):
        effects = Effect.objects.filter(payload__template=template).order_by("pk")
        return [effect.secret() for effect in effects]

    def test_it_reminds_at_fixed_points_and_then_it_is_overdue(self, filed):
        self.each_day(filed, 60)
        assert [facts["days"] for facts in self.told("psb_reminder")] == [20, 10, 3]
        assert len(self.told("psb_overdue")) == 1
        owed = filed.public_security()
        assert (owed.state_now, owed.flags_now) == (State.DUE, {Flag.OVERDUE})
        assert "逾期" in owed.situation.title.zh

    def test_the_last_day_itself_is_not_overdue(self, filed):
        self.each_day(filed, 30)
        assert self.told("psb_overdue") == []
        self.each_day(filed, 1)
        assert len(self.told("psb_overdue")) == 1

    def test_points_that_were_slept_through_are_not_made_up_for(self, filed):
        services.tick(at=filed.at + 25 * DAY)
        assert [facts["days"] for facts in self.told("psb_reminder")] == [5]

    def test_who_has_applied_is_left_alone(self, filed):
        applied(filed)
        with untouched():
            self.each_day(filed, 60)

    def test_who_was_refused_after_the_last_day_is_overdue_as_well(self, filed):
        applied(filed)
        self.each_day(filed, 40)
        refused_case = filed.public_security()
        services.record_refusal(
            case_id=refused_case.pk, actor=filed.applicant, words=SAID, at=filed.at
        )
        self.each_day(filed, 2)
        assert filed.public_security().flags_now == {Flag.REFUSED, Flag.OVERDUE}
        assert len(self.told("psb_overdue")) == 1

    @pytest.mark.parametrize("way", ["due", "at public security", "overdue"])
    def test_a_website_that_ended_owes_nothing_more(self, filed, way):
        WAYS[way](filed)
        end_the_website(filed)
        messages = Effect.objects.count()
        self.each_day(filed, 60)
        owed = filed.public_security()
        assert owed.state_now is State.CLOSED
        assert events_of(owed, "psb:case:close") == 1
        assert Effect.objects.count() == messages
        invariants.hold()

    def test_what_is_registered_stays_so(self, filed):
        registered(filed)
        end_the_website(filed)
        with untouched():
            self.each_day(filed, 60)

    def test_what_was_settled_meanwhile_is_left_alone(self, filed):
        owed = registered(filed)
        with untouched():
            assert services._attend(case_id=owed.pk, at=filed.at + 60 * DAY) is False


class TestReading:
    def test_a_case_is_seen_by_its_applicant_and_the_provider(self, filed, stranger):
        owed = filed.public_security()
        for actor in (filed.applicant, filed.house.reviewer, filed.house.auditor):
            assert queries.get(owed.pk, actor) == owed
        for case_id, actor in ((owed.pk, stranger), (uuid4(), filed.house.reviewer)):
            with pytest.raises(NoSuchCase):
                queries.get(case_id, actor)

    def test_each_lists_their_own(self, filed, stranger):
        owed = filed.public_security()
        assert list(queries.of_organisation(filed.applicant)) == [owed]
        assert list(queries.of_organisation(stranger)) == []

    def test_what_is_settled_is_not_open(self, filed):
        assert queries.all_open().get() == filed.public_security()
        registered(filed)
        assert not queries.all_open().exists()

    def test_the_case_of_an_application_is_found(self, filed):
        assert queries.of_filing(filed.id) == filed.public_security()
        assert queries.of_filing(uuid4()) is None

    def test_the_data_sheet_is_for_who_may_see_the_application(self, filed, stranger):
        owed = filed.public_security()
        on = local_day(filed.at)
        assert queries.data_sheet(owed, filed.applicant, on).startswith(b"%PDF")
        with pytest.raises(NoSuchFiling):
            queries.data_sheet(owed, stranger, on)


def test_a_website_with_many_domains_gets_its_case():
    """However long the list: an effect that can never succeed would be tried for ever."""
    case = Case(found_house(), found_company()).brought_to("draft")
    changes = {}
    for key in range(2, 16):
        changes[f"services[1].domains[{key}].name"] = f"{'chang' * 6}-{key}.cn"
        changes[f"services[1].domains[{key}].holder"] = "上海示例合资科技有限公司"
    case.edited(changes).submitted().passed().handed_over().approved()
    assert PublicSecurityCase.objects.get().domain.count(",") == 14
