"""Each verb in each state by each role: what the table allows happens, the rest leaves no trace."""

import pytest
from django.db import transaction

import invariants
from cases import WAYS, Case, found_company
from everything import untouched
from filings.verbs import VERBS, move_of
from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.audit.models import Event
from openbeian.audit.queries import history
from openbeian.filings.services.access import NoSuchFiling
from openbeian.filings.services.review import TakenByOther
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.filing import FILING, State
from openbeian.procedure.permissions import Permission, Role

pytestmark = pytest.mark.django_db

EVENTS_OF_THE_REGISTRY = {"record_approval": 2}


@pytest.fixture
def somewhere(house, company, request):
    return Case(house, company).brought_to(request.param)


@pytest.fixture
def actors(house, somewhere):
    return {
        "the applicant": somewhere.applicant,
        "a stranger": found_company("上海另例贸易有限公司", email="bao@linglimaoyi.cn"),
        "the reviewer": house.reviewer,
        "a colleague": house.colleague,
        "the senior reviewer": house.senior,
        "the operator": house.operator,
        "the auditor": house.auditor,
        "the system": SYSTEM,
    }


def refusal_of(move, case, actor):
    """Return what a verb raises, or None where it succeeds."""
    filing = case.filing
    if actor.role is Role.APPLICANT and actor.organisation_id != filing.organisation_id:
        return NoSuchFiling
    if not actor.may(move.permission):
        return NotPermitted
    if not FILING.can(move, filing.state_now, filing.flags_now):
        return MoveNotAllowed
    taken = filing.reviewer_id not in {None, actor.user_id}
    decides = move.permission in {
        Permission.REVIEW_CLAIM,
        Permission.REVIEW_ASK,
        Permission.REVIEW_DECIDE,
    }
    steps_in = actor.role in {Role.SENIOR_REVIEWER, Role.SYSTEM}
    return TakenByOther if taken and decides and not steps_in else None


@pytest.mark.parametrize("somewhere", WAYS, indirect=True)
def test_a_verb_does_what_the_table_says_or_leaves_no_trace(somewhere, actors):
    state = somewhere.filing.state_now
    for actor in actors.values():
        outcomes = {verb: refusal_of(move_of(verb, state), somewhere, actor) for verb in VERBS}
        with untouched():
            for verb, refusal in outcomes.items():
                if refusal is not None:
                    with pytest.raises(refusal):
                        VERBS[verb](somewhere, actor)
        for verb, refusal in outcomes.items():
            if refusal is None:
                check_success(verb, somewhere, actor)


def check_success(verb, case, actor):
    here = transaction.savepoint_create()
    before, known = case.filing, Event.objects.count()
    move = move_of(verb, before.state_now)
    state, flags = FILING.after(move, before.state_now, before.flags_now)
    VERBS[verb](case, actor)
    after = case.filing
    assert after.state_now is state
    assert flags <= after.flags_now
    if verb != "claim" or before.reviewer_id != actor.user_id:
        event = history(after.subject).latest("id")
        assert event.kind == f"filing:application:{move.name}"
        assert event.actor_user_id == actor.user_id
        assert Event.objects.count() == known + 1 + EVENTS_OF_THE_REGISTRY.get(verb, 0)
    invariants.hold()
    transaction.savepoint_rollback(here)


def test_every_state_is_visited():
    reached = {"resubmitted": State.PROVIDER_REVIEW, "sms_verification": State.AT_ADMINISTRATION}
    visited = {reached.get(name, name) for name in WAYS}
    assert visited == {state.value for state in State} - {State.EXPIRED.value}


def test_every_move_has_its_verb():
    named = {move_of(verb, state).name for verb in VERBS for state in State}
    # an application expires by itself
    assert named == {move.name for move in FILING.moves} - {"expire"}
