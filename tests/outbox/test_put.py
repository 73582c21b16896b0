"""An effect is owed from the commit of its change on, once per reference, and by ids only."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_ox.models import OxTask
from django_ox.testing import run_tasks

from openbeian import vault
from openbeian.outbox import services
from openbeian.outbox.handlers import EffectUnknown
from openbeian.outbox.models import Effect, State
from openbeian.outbox.payloads import PayloadUnfit
from outbox.post import NOON

pytestmark = pytest.mark.django_db


def test_an_effect_waits_with_all_that_its_handler_needs(put):
    effect = Effect.objects.get(pk=put(payload={"letter": 7, "to": "applicant"}).pk)
    assert (effect.kind, effect.reference) == ("post.letter", "letter-1")
    assert effect.payload == {"letter": 7, "to": "applicant"}
    assert (effect.state, effect.attempts) == (State.WAITING, 0)
    assert (effect.put_at, effect.due_at) == (NOON, NOON)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_put_outside_a_transaction():
    with pytest.raises(services.PutAlone):
        services.put(kind="post.letter", reference="letter-1", payload={}, at=NOON)


@transaction.atomic
def put_and_fail(put):
    put("letter-1")
    put("letter-2", kind="pigeon.letter")


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_owes_nothing_and_wakes_nobody(put):
    with pytest.raises(EffectUnknown):
        put_and_fail(put)
    assert not Effect.objects.exists()
    assert not OxTask.objects.exists()


def test_a_worker_is_told_in_the_same_transaction(put):
    effect = put()
    task = OxTask.objects.get()
    assert task.task_path == "openbeian.outbox.tasks.deliver_one"
    assert task.args == [effect.pk]


@pytest.mark.django_db(transaction=True)
def test_the_worker_delivers_what_was_put(put, office):
    put()
    run_tasks(raise_failures=True)
    assert office.references == ["letter-1"]
    assert Effect.objects.get().state == State.DONE


def test_what_is_due_later_wakes_nobody_now(put):
    effect = put(due=NOON + timedelta(days=3))
    assert effect.due_at == NOON + timedelta(days=3)
    assert not OxTask.objects.exists()


def test_the_same_reference_again_is_the_same_effect(put):
    first, second = put(), put(at=NOON + timedelta(hours=1))
    assert first.pk == second.pk
    assert Effect.objects.get().put_at == NOON
    assert OxTask.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "post.parcel"},
        {"payload": {"letter": 2}},
        {"payload": {}},
        {"sealed": {"items": [2]}},
        {"sealed": None},
    ],
    ids=["another kind", "another payload", "an empty payload", "another secret", "no secret"],
)
def test_a_reference_cannot_stand_for_two_things(put, other):
    put(sealed={"items": [1]})
    with pytest.raises(services.ReferenceTaken):
        put(**{"sealed": {"items": [1]}, **other})


def test_the_sealed_part_cannot_be_read_in_the_database(put):
    effect = put(sealed={"name": "张伟"})
    assert "张伟".encode() not in bytes(effect.sealed)
    assert Effect.objects.get().secret() == {"name": "张伟"}


def test_a_sealed_part_moved_to_another_effect_does_not_open(put):
    effect = put(sealed={"name": "张伟"})
    other = put("letter-2", sealed={"name": "李娜"})
    other.sealed = effect.sealed
    with pytest.raises(vault.SealBroken):
        other.secret()


def test_an_effect_that_is_done_is_recognised_by_its_reference_without_its_secret(put):
    effect = put(sealed={"items": (1, 2)})
    assert put(sealed={"items": (1, 2)}).pk == effect.pk
    services.deliver(effect.pk, at=NOON)
    assert put(sealed={"items": (1, 2)}).pk == effect.pk


def test_the_database_itself_keeps_references_apart(put):
    put()
    with pytest.raises(IntegrityError), transaction.atomic():
        Effect.objects.create(kind="post.letter", reference="letter-1", put_at=NOON, due_at=NOON)


def test_a_kind_without_a_handler_is_refused_at_once(put):
    with pytest.raises(EffectUnknown):
        put(kind="pigeon.letter")


@pytest.mark.parametrize(
    "payload",
    [
        {"filing": 7, "state": "approved", "again": False, "note": None},
        {},
        {f"part_{number}": number for number in range(20)},
        {"number": 2**63 - 1},
    ],
    ids=["ids and codes", "nothing", "twenty", "the largest id"],
)
def test_ids_and_codes_are_fit(put, payload):
    assert put(payload=payload).payload == payload


@pytest.mark.parametrize(
    "payload",
    [
        {"mobile": "13800138000"},
        {"leader_name": "张伟"},
        {"Filing": 1},
        {"filing id": 1},
        {"filing": 1.5},
        {"filing": NOON},
        {"filings": [1, 2]},
        {"filing": {"id": 1}},
        {"text": "x" * 201},
        {"text": "two\nlines"},
        {"number": 2**63},
        {f"part_{number}": number for number in range(21)},
    ],
    ids=[
        *("a mobile number", "a name", "capitals", "a blank", "a fraction", "a date", "a list"),
        *("a mapping", "a long text", "lines", "a huge number", "twenty-one"),
    ],
)
def test_anything_else_is_unfit(put, payload):
    with pytest.raises(PayloadUnfit):
        put(payload=payload)
    assert not Effect.objects.exists()
