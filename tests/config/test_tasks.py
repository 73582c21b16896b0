"""The house's own clockwork goes round every room, whatever happens in one of them."""

import pytest
from django.conf import settings as house_settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from cases import Case, found_company, found_house
from openbeian.config import clock, tasks, wsgi
from openbeian.filings.models import Filing

pytestmark = pytest.mark.django_db


def test_a_round_does_what_is_due(monkeypatch):
    case = Case(found_house(), found_company()).brought_to("draft")
    later = case.at + clock.timedelta(days=60)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert tasks.tick.call() == 1
    assert Filing.objects.get().state == "expired"
    assert tasks.tick.call() == 0


def test_a_room_that_fails_stops_no_other(monkeypatch):
    def stumble(*, at):
        raise ZeroDivisionError(at)

    went = []
    rounds = (stumble, lambda *, at: went.append(at) or 3, stumble)
    monkeypatch.setattr(tasks, "ROUNDS", rounds)
    with pytest.raises(ExceptionGroup) as faults:
        tasks.tick.call()
    assert len(faults.value.exceptions) == 2
    assert len(went) == 1


def test_every_room_that_has_something_to_do_is_on_the_round():
    rounds = {getattr(one, "func", one).__name__ for one in tasks.ROUNDS}
    assert rounds == {
        *("tick", "ask_due_facts", "remind_of_overdue_facts"),
        *("warn_of_expiry", "forget_deliveries"),
    }
    assert len(tasks.ROUNDS) == 7


def test_every_schedule_names_a_task():
    schedules = house_settings.TASKS["default"]["OPTIONS"]["SCHEDULES"]
    assert schedules
    for schedule in schedules.values():
        assert callable(import_string(schedule["task"]).call)


def test_the_door_that_the_server_opens():
    assert callable(wsgi.application)
    assert type(wsgi.application) is type(get_wsgi_application())
