"""Killed at random again and again, the programs of the gate never say what was not so."""

import pytest

from own_database import run_program


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_no_answer_is_wrong_whatever_is_killed(
    seed, own_database, tmp_path, record_testsuite_property
):
    found = run_program("gate.siege", str(seed), "400", database=own_database, var=tmp_path)
    record_testsuite_property(f"gate siege {seed}", {**found, "wrong": len(found["wrong"])})
    assert found["wrong"] == []
    assert found["kills"] >= 15
    assert found["known"] > found["unknown"], "it hardly ever knew anything: nothing was shown"
    assert found["unknown"], "no kill was ever felt: nothing was shown"


def test_a_commit_is_answered_within_a_second(own_database, tmp_path, record_testsuite_property):
    seconds = sorted(run_program("gate.promptness", database=own_database, var=tmp_path))
    record_testsuite_property("gate promptness, median and worst", [seconds[10], seconds[-1]])
    assert seconds[-1] <= 1.0
