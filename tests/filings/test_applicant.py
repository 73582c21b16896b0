"""The applicant takes an application back, or gives it up."""

import pytest

from everything import untouched
from openbeian.filings import queries
from openbeian.outbox.models import Effect
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.filing import State

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["provider_review", "ready_to_submit"])
def test_what_the_administration_does_not_have_yet_can_be_taken_back(case, state):
    filing = case.brought_to(state).withdrawn().filing
    assert (filing.state_now, filing.version) == (State.DRAFT, 1)
    assert Effect.objects.filter(payload__template="withdrawn").count() == 1


def test_what_was_taken_back_is_open_to_every_change_and_can_be_submitted_again(case):
    case.brought_to("provider_review").withdrawn()
    case.edited({"services[1].remark": "新的说明"}).signed_again().submitted()
    assert case.filing.version == 2
    assert queries.declaration(case.filing).services[0].remark == "新的说明"
    assert queries.declaration(case.filing, 1).services[0].remark != "新的说明"


def test_what_the_administration_has_cannot_be_taken_back(case):
    case.brought_to("at_administration")
    with untouched(), pytest.raises(MoveNotAllowed):
        case.withdrawn()


@pytest.mark.parametrize("state", ["draft", "correction_requested"])
def test_what_waits_for_the_applicant_can_be_given_up(case, state):
    filing = case.brought_to(state).abandoned().filing
    assert filing.state_now is State.ABANDONED
    assert filing.due_on is None


def test_what_somebody_else_is_looking_at_cannot_be_given_up(case):
    case.brought_to("provider_review")
    with untouched(), pytest.raises(MoveNotAllowed):
        case.abandoned()
