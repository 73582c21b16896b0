"""The one way in which every case moves: event, state, deadline and messages together."""

import pytest
from django.db import transaction

from cases import HOUR, Case, found_company, found_house
from everything import untouched
from openbeian.accounts.actors import NotPermitted
from openbeian.audit.kinds import named
from openbeian.cases import moving, turns
from openbeian.cases.access import new_reference
from openbeian.cases.models import Case as AbstractCase
from openbeian.filings.kinds import OF_MOVE
from openbeian.outbox.models import Effect
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.filing import FILING, PASS_REVIEW, SUBMIT
from openbeian.procedure.licence import LICENCE
from openbeian.procedure.psb import PSB

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted():
    return Case(found_house(), found_company()).brought_to("provider_review")


@pytest.mark.parametrize(
    ("procedure", "source"),
    [(FILING, "filing:application"), (LICENCE, "licence:case"), (PSB, "psb:case")],
    ids=["filing", "licence", "psb"],
)
def test_every_move_of_a_procedure_has_an_event_kind(procedure, source):
    kinds = [named(f"{source}:{move.name}") for move in procedure.moves]
    assert all(kind.sentence.en.startswith("{actor} ") for kind in kinds)
    assert len({kind.sentence for kind in kinds}) == len(kinds)
    assert not any("words" in kind.clear for kind in kinds)


def test_a_move_that_fails_halfway_is_not_made(submitted, monkeypatch):
    monkeypatch.setattr(moving, "put", None)
    filing = submitted.filing
    with untouched(), pytest.raises(TypeError), transaction.atomic():
        moving.make(
            PASS_REVIEW,
            filing,
            kind=OF_MOVE["pass_review"],
            actor=submitted.house.reviewer,
            at=submitted.at,
        )


def test_permission_is_asked_before_the_state(submitted):
    with pytest.raises(NotPermitted):
        moving.check(SUBMIT, submitted.filing, submitted.house.reviewer)
    with pytest.raises(MoveNotAllowed):
        moving.check(SUBMIT, submitted.filing, submitted.applicant)


def test_a_message_names_its_event_and_nobody(submitted):
    effect = Effect.objects.get(payload__template="application_submitted")
    assert effect.payload == {
        "event": effect.payload["event"],
        "template": "application_submitted",
        "audience": "applicant",
        "organisation": str(submitted.applicant.organisation_id),
        "reviewer": None,
        "subject_type": "filing",
        "subject_id": str(submitted.id),
    }


def test_the_turn_line_says_whose_turn_it_is_and_until_when(submitted):
    turn = turns.turn(submitted.filing, submitted.at + HOUR)
    assert turn.situation.title.zh == "接入服务商初审"
    assert (turn.due_on.isoformat(), turn.working_days_left) == ("2026-11-26", 2)
    assert (turn.due_at, turn.provisional) == (None, False)


def test_a_settled_case_has_no_days_left():
    case = Case(found_house(), found_company()).brought_to("abandoned")
    assert turns.turn(case.filing, case.at).working_days_left is None


def test_the_buttons_are_the_moves_that_can_be_made(submitted):
    house = submitted.house
    names = lambda actor: [move.name for move in turns.moves(submitted.filing, actor)]  # noqa: E731
    assert names(submitted.applicant) == ["withdraw"]
    assert names(house.reviewer) == ["claim", "pass_review", "ask_for_correction"]
    assert names(house.senior) == ["claim", "pass_review", "ask_for_correction", "decline"]
    assert names(house.auditor) == []


def test_references_do_not_repeat_and_avoid_signs_that_look_alike():
    made = {new_reference("OB") for _ in range(500)}
    assert len(made) == 500
    assert not set("01OIL") & set("".join(made).replace("OB-", ""))


def test_a_case_without_particulars_tells_none_and_everybody():
    assert AbstractCase.notice_facts(None, "any", None) == {}
    assert AbstractCase.notice_addressee(None) is None
