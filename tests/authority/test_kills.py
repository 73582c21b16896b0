"""Workers killed at random: nothing is lost, nothing doubled, on either side."""

import random

import pytest

from authority.counterpart import counterpart
from authority.officer import NUMBER, file_of, filed, uploaded
from own_database import run_program

pytestmark = pytest.mark.slow

COUNT = 20
FAULTS = ["", "", "drop", "deaf", "500", "500 after", "garbage", "page"]


def approving(number, envelope):
    """Approve whatever arrives, each under a number of its own."""
    (filing,) = uploaded(envelope)
    entity_number = f"{NUMBER[:-4]}{number:03d}号"
    return {f"r{number:03d}.xml": file_of(filed(filing, entity_number))}


def test_killed_workers_lose_and_double_nothing(own_database, tmp_path):
    with counterpart(decides=approving) as administration:
        administration.faults.extend(random.choices(FAULTS, k=40))
        administration.fetching_faults.extend(random.choices(FAULTS, k=40))
        found = run_program(
            *("authority.dying", administration.address, str(COUNT), str(random.randrange(1000))),
            database=own_database,
            var=tmp_path,
        )
    numbers = list(range(1, COUNT + 1))
    assert found["killed"] > 20
    assert found["uploads"] == [[number, "accepted"] for number in numbers]
    assert (found["records"], found["approved"]) == (COUNT, COUNT)
    assert found["downloads"] == [[f"r{number:03d}.xml", "acknowledged"] for number in numbers]
    assert list(administration.taken) == numbers
    assert administration.waiting == {}
    assert set(administration.acknowledged) == {f"r{number:03d}.xml" for number in numbers}
    assert found["sent_again"] > 0
    filings = [filing for file in administration.taken.values() for filing in uploaded(file)]
    assert len({filing.entity.name for filing in filings}) == COUNT
