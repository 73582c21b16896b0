"""Many processes write one unbroken chain."""

from own_database import run_program


def test_four_processes_write_one_chain_without_losing_a_row(own_database, tmp_path):
    outcome = run_program("audit.writers", database=own_database, var=tmp_path)
    assert outcome["codes"] == [0, 0, 0, 0]
    assert outcome["ok"]
    assert outcome["rows"] == outcome["different"] == 160
    assert outcome["turns"] > 3, "one wrote after the other: nothing was shown"
