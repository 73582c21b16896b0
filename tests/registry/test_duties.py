"""Once a year an entity is asked whether its facts are still true, and told what a lie can cost."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.audit.queries import history, sentence
from openbeian.registry import queries, services
from openbeian.registry.models import FactsAnswer, FactsCheck
from openbeian.registry.services import duties
from openbeian.registry.subjects import NoLongerInForce, Subject, SubjectKind
from registry.town import (
    ADMINISTRATION_SAYS,
    APPLICANT,
    COMPANY,
    DAY,
    ENTITY_NUMBER,
    NOON,
    REVIEWER,
    SENIOR,
    STRANGER,
    enter,
    told,
)

pytestmark = pytest.mark.usefixtures("organisations")
YEAR = timedelta(days=365)
ASKED = NOON  # 24 November 2026, a Tuesday


def ask(entity, *, at=ASKED, actor=SYSTEM):
    return services.ask_facts(entity_id=entity.pk, actor=actor, at=at)


def reply(check, answer=FactsAnswer.TRUE, *, actor=APPLICANT, at=ASKED + DAY):
    return services.answer_facts(check_id=check.pk, answer=answer, actor=actor, at=at)


def tick(at):
    """Do what the house's clockwork does; return how many were told."""
    asked = services.ask_due_facts(actor=SYSTEM, at=at)
    return asked + services.remind_of_overdue_facts(actor=SYSTEM, at=at)


def test_the_question_is_due_in_ten_working_days_and_says_what_it_can_cost():
    check = ask(enter().entity)
    assert (check.asked_on, check.due_on) == (date(2026, 11, 24), date(2026, 12, 8))
    assert not check.due_is_provisional
    assert "fine" in check.told_en
    assert "罚款" in check.told_zh
    facts = {"number": ENTITY_NUMBER, "due": "2026-12-08", "due_provisional": False}
    assert told() == [("facts_check", facts)]


def test_the_question_is_shown_until_it_is_answered():
    check = ask(enter().entity)
    assert queries.registered(organisation_id=COMPANY, at=ASKED)[0].open_check == check
    reply(check)
    assert queries.registered(organisation_id=COMPANY, at=ASKED)[0].open_check is None


@pytest.mark.parametrize("answer", FactsAnswer)
def test_the_answer_is_kept_and_logged(answer):
    entity = enter().entity
    check = reply(ask(entity), answer)
    assert (check.answer, check.answered_at) == (answer, ASKED + DAY)
    event = history(("entity", str(entity.pk))).last()
    words = duties.ANSWERS[answer]
    assert sentence(event).zh == f"申请人答复{ENTITY_NUMBER}的信息核对：{words.zh}"


def test_one_question_at_a_time():
    entity = enter().entity
    ask(entity)
    with pytest.raises(duties.AlreadyAsked):
        ask(entity, at=ASKED + DAY)


def test_another_organisation_cannot_answer():
    check = ask(enter().entity)
    with pytest.raises(duties.NothingAsked):
        reply(check, actor=STRANGER)


def test_an_answer_is_given_once():
    check = reply(ask(enter().entity))
    with pytest.raises(duties.NothingAsked):
        reply(check, FactsAnswer.CHANGED)


def test_a_reviewer_neither_asks_nor_answers():
    entity = enter().entity
    with pytest.raises(NotPermitted):
        ask(entity, actor=REVIEWER)
    check = ask(entity)
    with pytest.raises(NotPermitted):
        reply(check, actor=REVIEWER)
    with pytest.raises(NotPermitted):
        services.remind_of_facts(check_id=check.pk, actor=REVIEWER, at=ASKED)


def test_an_entity_that_has_ended_is_not_asked():
    entity = enter().entity
    subject = Subject(SubjectKind.ENTITY, entity.pk)
    services.cancel(subject=subject, cause=ADMINISTRATION_SAYS, actor=SENIOR, at=NOON)
    with pytest.raises(NoLongerInForce):
        ask(entity)
    assert tick(NOON + 2 * YEAR) == 0


class TestTick:
    def test_the_first_question_comes_a_year_after_registration(self):
        enter(at=NOON)
        assert tick(NOON + YEAR - DAY) == 0
        assert tick(NOON + YEAR) == 1
        assert tick(NOON + YEAR) == 0

    def test_the_next_one_comes_a_year_after_the_last(self):
        enter(at=NOON)
        tick(NOON + YEAR)
        reply(FactsCheck.objects.get(), at=NOON + YEAR + DAY)
        assert tick(NOON + 2 * YEAR - DAY) == 0
        assert tick(NOON + 2 * YEAR) == 1

    def test_who_is_late_is_reminded_once(self):
        ask(enter().entity)
        due = ASKED + timedelta(days=14)
        assert tick(due) == 0
        assert tick(due + DAY) == 1
        assert tick(due + 2 * DAY) == 0
        assert [template for template, _ in told()] == ["facts_check", "facts_check_overdue"]

    def test_who_has_answered_is_not_reminded(self):
        check = reply(ask(enter().entity))
        assert tick(ASKED + timedelta(days=30)) == 0
        with pytest.raises(duties.NothingAsked):
            services.remind_of_facts(check_id=check.pk, actor=SYSTEM, at=ASKED + YEAR)

    def test_nobody_is_reminded_before_the_day(self):
        check = ask(enter().entity)
        with pytest.raises(duties.NothingAsked):
            services.remind_of_facts(check_id=check.pk, actor=SYSTEM, at=ASKED + DAY)

    def test_it_asks_no_more_than_the_limit_at_once(self):
        enter(at=NOON)
        assert services.ask_due_facts(actor=SYSTEM, at=NOON + YEAR, limit=0) == 0

    def test_a_faster_worker_is_no_error(self, monkeypatch):
        entity = enter().entity
        ask(entity)
        monkeypatch.setattr(duties, "entities_to_ask", lambda **_: [entity.pk])
        monkeypatch.setattr(duties, "overdue_checks", lambda **_: [77])
        assert tick(ASKED) == 0


def test_the_database_refuses_an_answer_without_its_moment():
    check = ask(enter().entity)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactsCheck.objects.filter(pk=check.pk).update(answer="true")
