"""The one source of "now": real time, and in a demo an offset that all its programs share."""

import json
import time
from datetime import UTC, timedelta

import pytest

from openbeian.config import clock

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def own_clock(settings, tmp_path):
    settings.OPENBEIAN_VAR = tmp_path / "var"
    return tmp_path / "var" / "clock.json"


def ahead(moment):
    """Return by how many seconds a moment is ahead of this machine's clock."""
    return moment.timestamp() - time.time()


def test_now_is_real_and_aware():
    assert clock.now().tzinfo is UTC
    assert ahead(clock.now()) == pytest.approx(0, abs=5)
    assert clock.offset() == timedelta()


def test_it_goes_forward_for_every_program(own_clock):
    shown = clock.advance(20 * DAY)
    assert ahead(shown) == pytest.approx(1_728_000, abs=5)
    assert json.loads(own_clock.read_text()) == {"offset_seconds": 1728000.0}
    assert ahead(clock.now()) == pytest.approx(1_728_000, abs=5)


def test_steps_add_up(own_clock):
    clock.advance(DAY)
    clock.advance(timedelta(hours=6))
    assert clock.offset() == timedelta(days=1, hours=6)
    assert [path.name for path in own_clock.parent.iterdir()] == ["clock.json"]
