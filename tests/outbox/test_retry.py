"""An operator gives a dead effect a second life; nobody else can, and it leaves a trace."""

from datetime import timedelta

import pytest
from django_ox.models import OxTask

from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.audit import queries as log
from openbeian.outbox.handlers import GiveUp
from openbeian.outbox.models import State
from openbeian.outbox.services import EffectNotDead, Outcome, deliver, retry
from outbox.post import NOON, OPERATOR

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=5)


@pytest.fixture
def dead(put, office):
    effect = put()
    office.faults.append(GiveUp("smtp.550"))
    deliver(effect.pk, at=NOON)
    OxTask.objects.all().delete()
    return effect


def test_a_dead_effect_is_due_again_with_all_its_attempts(dead, office):
    revived = retry(dead.pk, actor=OPERATOR, at=LATER)
    assert (revived.state, revived.attempts, revived.due_at) == (State.WAITING, 0, LATER)
    assert OxTask.objects.get().args == [dead.pk]
    assert deliver(dead.pk, at=LATER) is Outcome.DONE
    assert office.references == ["letter-1", "letter-1"]


def test_the_log_tells_who_did_it(dead):
    retry(dead.pk, actor=OPERATOR, at=LATER)
    event = log.history(("effect", str(dead.pk))).last()
    assert log.sentence(event).en == "The operator set post.letter to be delivered again"
    assert log.sentence(event).zh == "运维人员重新发送 post.letter"


def test_only_an_operator_may(dead):
    with pytest.raises(NotPermitted):
        retry(dead.pk, actor=SYSTEM, at=LATER)
    dead.refresh_from_db()
    assert dead.state == State.DEAD


def test_an_effect_that_is_not_dead_is_left_alone(put):
    effect = put()
    with pytest.raises(EffectNotDead):
        retry(effect.pk, actor=OPERATOR, at=LATER)
    with pytest.raises(EffectNotDead):
        retry(404, actor=OPERATOR, at=LATER)
