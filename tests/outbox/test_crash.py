"""Wherever a process dies, nothing is lost, and what is done again has the same reference."""

import pytest

from own_database import run_program


@pytest.fixture
def die_everywhere(own_database, tmp_path):
    def run(variant):
        ledger = str(tmp_path / "ledger")
        return run_program("outbox.crash", variant, ledger, database=own_database, var=tmp_path)

    return run


def test_dying_at_any_step_loses_nothing(die_everywhere):
    outcome = die_everywhere("outbox")
    assert outcome["lost"] == outcome["unowed"] == outcome["torn"] == outcome["unsettled"] == []
    assert outcome["chain"][0]
    assert outcome["runs"] > 30, "fewer places to die than there are statements: the harness is off"
    assert outcome["again"], "no run died between the call outside and its settling"


def test_the_same_harness_finds_the_losses_of_a_naive_design(die_everywhere):
    assert die_everywhere("naive")["lost"]


def test_a_crowd_puts_one_effect_per_reference_and_carries_each_out_once(own_database, tmp_path):
    ledger = str(tmp_path / "ledger")
    outcome = run_program("outbox.crowd", ledger, database=own_database, var=tmp_path)
    assert outcome["codes"] == [0] * 8
    assert outcome["states"] == {"waiting": 0, "done": 40, "dead": 0}
    assert outcome["tasks"] == outcome["calls"] == outcome["references"] == 40
    assert outcome["hands"] > 1, "one process did everything: nothing was shown"
