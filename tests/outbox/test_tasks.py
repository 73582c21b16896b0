"""The background work takes the present from the house's clock; the start checks the handlers."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks

from openbeian.config import clock
from openbeian.outbox import tasks
from openbeian.outbox.models import Effect, State


@pytest.mark.django_db
def test_the_sweep_carries_out_what_a_lost_task_left_behind(put, office):
    put("letter-1", at=clock.now())
    put("letter-2", at=clock.now(), due=clock.now() + timedelta(days=1))
    assert tasks.sweep.call() == 1
    assert office.references == ["letter-1"]


@pytest.mark.django_db
def test_one_task_carries_out_one_effect(put, office):
    first = put("letter-1", at=clock.now())
    put("letter-2", at=clock.now())
    tasks.deliver_one.call(first.pk)
    assert office.references == ["letter-1"]
    assert Effect.objects.get(pk=first.pk).state == State.DONE


def faults_of_the_start():
    return [fault.msg for fault in run_checks(tags=["outbox"]) if fault.id == "outbox.E001"]


def test_a_handler_that_does_not_import_stops_the_start(settings):
    settings.OPENBEIAN_EFFECTS = {"post.letter": "outbox.post.carry", "x.y": "outbox.post.absent"}
    assert [fault.split(":")[0] for fault in faults_of_the_start()] == ["OPENBEIAN_EFFECTS['x.y']"]


def test_handlers_that_import_do_not():
    assert faults_of_the_start() == []
