"""A due effect is carried out by one worker at a time, until it is done or given up."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from openbeian.audit import queries as log
from openbeian.outbox import queries
from openbeian.outbox.handlers import GiveUp, TryAgain
from openbeian.outbox.models import Effect, State
from openbeian.outbox.services import Outcome, deliver, deliver_due
from outbox.post import NOON

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def three_attempts(settings):
    settings.OPENBEIAN_OUTBOX = {"attempts": 3, "first_seconds": 10, "most_seconds": 60}


def state_of(effect):
    effect.refresh_from_db()
    return effect.state


def let_the_lease_run_out(effect):
    Effect.objects.filter(pk=effect.pk).update(leased_until=Now() - timedelta(seconds=1))


class WorkerKilled(BaseException):
    """What no handler can catch."""


def test_a_due_effect_is_carried_out(put, office):
    effect = put(payload={"letter": 7})
    assert deliver(effect.pk, at=NOON) is Outcome.DONE
    assert office.calls == [("letter-1", {"letter": 7}, NOON)]
    assert state_of(effect) == State.DONE
    assert (effect.settled_at, effect.attempts, effect.lease) == (NOON, 1, "")


def test_the_handler_opens_the_sealed_part_and_it_is_wiped_when_all_is_done(put, office):
    opened = []
    effect = put(sealed={"remedy": "请补充法定代表人证件"})
    office.faults.extend([TryAgain("away"), lambda effect: opened.append(effect.secret())])
    deliver(effect.pk, at=NOON)
    deliver(effect.pk, at=NOON + YEAR)
    assert opened == [{"remedy": "请补充法定代表人证件"}]
    effect.refresh_from_db()
    assert (bytes(effect.sealed), effect.secret()) == (b"", {})


def test_a_dead_effect_keeps_its_sealed_part_for_a_second_life(put, office):
    effect = put(sealed={"remedy": "请补充"})
    office.faults.append(GiveUp("smtp.550"))
    deliver(effect.pk, at=NOON)
    effect.refresh_from_db()
    assert effect.secret() == {"remedy": "请补充"}


def test_what_is_done_is_not_done_again(put, office):
    effect = put()
    deliver(effect.pk, at=NOON)
    assert deliver(effect.pk, at=NOON) is Outcome.NOT_OURS
    assert office.references == ["letter-1"]


def test_what_is_not_due_waits(put, office):
    effect = put(due=NOON + timedelta(days=3))
    assert deliver(effect.pk, at=NOON + timedelta(days=3) - SECOND) is Outcome.NOT_OURS
    assert deliver(effect.pk, at=NOON + timedelta(days=3)) is Outcome.DONE
    assert office.references == ["letter-1"]


def test_what_does_not_exist_is_nobodys():
    assert deliver(404, at=NOON) is Outcome.NOT_OURS


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_handler_is_outside(put, office):
    seen = []
    office.faults.append(lambda _effect: seen.append(connection.in_atomic_block))
    deliver(put().pk, at=NOON)
    assert seen == [False]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_carried_out_within_a_transaction(put, office):
    effect = put()
    with pytest.raises(RuntimeError), transaction.atomic():
        deliver(effect.pk, at=NOON)
    assert office.calls == []


def test_a_handler_that_asks_for_it_is_called_again_later_with_the_same_reference(put, office):
    effect = put()
    office.faults.append(TryAgain("smtp.421"))
    assert deliver(effect.pk, at=NOON) is Outcome.AGAIN
    assert state_of(effect) == State.WAITING
    assert effect.last_error == "smtp.421"
    assert NOON + 8 * SECOND <= effect.due_at <= NOON + 12 * SECOND
    assert deliver(effect.pk, at=effect.due_at - SECOND) is Outcome.NOT_OURS
    assert deliver(effect.pk, at=effect.due_at) is Outcome.DONE
    assert office.references == ["letter-1", "letter-1"]
    assert state_of(effect) == State.DONE
    assert effect.last_error == ""


@pytest.mark.parametrize(
    ("asked", "waited"),
    [(timedelta(hours=1), timedelta(hours=1)), (timedelta(seconds=1), timedelta(seconds=8))],
    ids=["longer than ours", "shorter than ours"],
)
def test_the_outside_party_may_ask_for_a_longer_wait_but_not_a_shorter_one(
    put, office, asked, waited
):
    effect = put()
    office.faults.append(TryAgain("http.429", after=asked))
    deliver(effect.pk, at=NOON)
    effect.refresh_from_db()
    assert waited <= effect.due_at - NOON <= waited * 1.5


def test_a_fault_nobody_thought_of_is_tried_again_and_keeps_no_word_of_its_message(put, office):
    effect = put()
    office.faults.append(ValueError("13800138000 is not on this network"))
    assert deliver(effect.pk, at=NOON) is Outcome.AGAIN
    effect.refresh_from_db()
    assert effect.last_error.startswith("builtins.ValueError at post.py:")
    assert "13800138000" not in effect.last_error


def test_a_kind_whose_handler_went_missing_waits_for_the_mend(put, settings):
    effect = put()
    handlers, settings.OPENBEIAN_EFFECTS = settings.OPENBEIAN_EFFECTS, {}
    assert deliver(effect.pk, at=NOON) is Outcome.AGAIN
    settings.OPENBEIAN_EFFECTS = handlers
    assert deliver(effect.pk, at=NOON + YEAR) is Outcome.DONE


def test_a_handler_that_gives_up_leaves_a_dead_letter_and_a_line_in_the_log(put, office):
    effect = put()
    office.faults.append(GiveUp("smtp.550"))
    assert deliver(effect.pk, at=NOON) is Outcome.DEAD
    assert list(queries.dead_letters()) == [effect]
    assert (state_of(effect), effect.last_error) == (State.DEAD, "smtp.550")
    told = [log.sentence(event).en for event in log.history(("effect", str(effect.pk)))]
    assert told == ["Delivery of post.letter was given up after 1 attempts"]
    assert deliver(effect.pk, at=NOON + YEAR) is Outcome.NOT_OURS
    assert len(office.calls) == 1


def test_after_the_last_attempt_the_effect_is_given_up(put, office):
    effect = put()
    office.faults.extend([TryAgain("away"), OSError(), TryAgain("still away")])
    outcomes = [deliver(effect.pk, at=NOON + day * YEAR) for day in range(4)]
    assert outcomes == [Outcome.AGAIN, Outcome.AGAIN, Outcome.DEAD, Outcome.NOT_OURS]
    assert (state_of(effect), effect.last_error) == (State.DEAD, "still away")


def test_an_effect_that_kills_its_worker_is_not_tried_for_ever(put, office):
    effect = put()
    for _ in range(3):
        office.faults.append(WorkerKilled())
        with pytest.raises(WorkerKilled):
            deliver(effect.pk, at=NOON)
        let_the_lease_run_out(effect)
    assert deliver(effect.pk, at=NOON) is Outcome.DEAD
    assert len(office.calls) == 3
    assert (state_of(effect), effect.last_error) == (State.DEAD, "no attempt came to an end")


def test_a_killed_workers_effect_is_taken_up_when_its_lease_has_run_out(put, office):
    effect = put()
    office.faults.append(WorkerKilled())
    with pytest.raises(WorkerKilled):
        deliver(effect.pk, at=NOON)
    assert deliver(effect.pk, at=NOON) is Outcome.NOT_OURS
    let_the_lease_run_out(effect)
    assert deliver(effect.pk, at=NOON) is Outcome.DONE
    assert office.references == ["letter-1", "letter-1"]


def test_moving_the_houses_clock_ends_no_lease(put, office):
    effect = put()
    office.faults.append(WorkerKilled())
    with pytest.raises(WorkerKilled):
        deliver(effect.pk, at=NOON)
    assert deliver(effect.pk, at=NOON + YEAR) is Outcome.NOT_OURS
    assert not queries.due(at=NOON + YEAR).exists()


def take_over(effect):
    """Another worker claims the effect, because our lease has run out."""
    let_the_lease_run_out(effect)
    queries.due(at=NOON).filter(pk=effect.pk).update(
        lease="another", leased_until=Now() + timedelta(minutes=1)
    )


def take_over_and(fault):
    def act(effect):
        take_over(effect)
        raise fault

    return act


@pytest.mark.parametrize("fault", [TryAgain("late"), GiveUp("late")], ids=["try again", "give up"])
def test_who_lost_the_lease_does_not_speak_for_the_effect(put, office, fault):
    effect = put()
    office.faults.append(take_over_and(fault))
    assert deliver(effect.pk, at=NOON) is Outcome.NOT_OURS
    assert (state_of(effect), effect.lease, effect.last_error) == (State.WAITING, "another", "")
    assert not log.history(("effect", str(effect.pk))).exists()


@pytest.mark.parametrize("meanwhile", [State.WAITING, State.DEAD, State.DONE])
def test_a_success_counts_even_after_the_lease_was_lost(put, office, meanwhile):
    effect = put()
    settled_at = None if meanwhile == State.WAITING else NOON
    office.faults.append(
        lambda effect: Effect.objects.filter(pk=effect.pk).update(
            lease="another", state=meanwhile, settled_at=settled_at
        )
    )
    assert deliver(effect.pk, at=NOON) is Outcome.DONE
    assert state_of(effect) == State.DONE


def test_what_is_due_is_carried_out_oldest_first(put, office):
    put("letter-3", due=NOON - SECOND)
    put("letter-1", due=NOON - 3 * SECOND)
    put("letter-4", due=NOON + SECOND)
    put("letter-2", due=NOON - 2 * SECOND)
    assert deliver_due(at=NOON) == 3
    assert office.references == ["letter-1", "letter-2", "letter-3"]


def test_one_round_carries_out_no_more_than_its_limit(put, office):
    for number in range(5):
        put(f"letter-{number}")
    assert [deliver_due(at=NOON, limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert len(set(office.references)) == 5


def test_an_effect_that_fails_holds_up_no_other(put, office):
    put("letter-1"), put("letter-2"), put("letter-3")
    office.faults.extend([OSError(), GiveUp("no such box")])
    assert deliver_due(at=NOON) == 3
    assert office.references == ["letter-1", "letter-2", "letter-3"]
    assert queries.counts() == {"waiting": 1, "done": 1, "dead": 1}


def test_what_waits_too_long_is_seen(put):
    put("old", due=NOON - timedelta(minutes=10))
    put("new", due=NOON)
    late = queries.overdue(at=NOON, by=timedelta(minutes=5))
    assert [effect.reference for effect in late] == ["old"]


def test_an_effect_is_found_by_its_reference(put):
    assert queries.by_reference("letter-1") is None
    assert queries.by_reference(put().reference) == Effect.objects.get()
