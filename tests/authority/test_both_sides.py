"""The judge of both databases finds each thing that is wrong, and nothing where all is well."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection, transaction

from authority.both_sides import asking, hold, reading

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OF_THE_UNIT = "(SELECT id FROM sandbox_provider WHERE unit_id = {unit})"
IN_THE_HOUSE = {
    "a record is lost": "UPDATE authority_uploadrecord SET package = 'x'",
    "a file is not settled": "UPDATE authority_upload SET lease = 'x'",
    "a number was left out": "UPDATE authority_upload SET sequence = 9 WHERE sequence = 1",
    "a file travelled otherwise": "UPDATE authority_upload SET wire_hash = 'x'",
    "a result was not applied": "DELETE FROM authority_downloadrecord WHERE outcome = 'approved'",
    "what is in quarantine was applied": (
        "UPDATE authority_download SET state = 'quarantined', reason = 'x'"
    ),
    "a file was never let go": "UPDATE authority_download SET state = 'applied'",
    "an approval is doubled": (
        "INSERT INTO filings_outcome (filing_id, version, kind, numbers, at, words_sealed) SELECT"
        " filing_id, version, kind, numbers, at, words_sealed FROM filings_outcome"
        " WHERE kind = 'approved'"
    ),
    "a number is known to us alone": (
        "UPDATE registry_service SET number = 'x' WHERE id IN"
        " (SELECT MIN(id) FROM registry_service)"
    ),
    "an id is known to us alone": "UPDATE registry_entity SET administration_id = 1",
    "an effect was given up": "UPDATE outbox_effect SET state = 'dead', settled_at = put_at",
}
AT_THE_SANDBOX = {
    "an order is another's": "UPDATE sandbox_order SET record_id = 0 WHERE operation = 1",
    "a file is lost": "UPDATE sandbox_uploadedfile SET sequence = 9 WHERE sequence = 1",
    "an acknowledgement is lost": "UPDATE sandbox_datafile SET acknowledged_at = NULL WHERE 1 = 1",
    "an approval is lost": "UPDATE sandbox_order SET state = 'refused' WHERE operation = 1",
    "an answer is in no file": "UPDATE sandbox_answer SET file_id = NULL WHERE 1 = 1",
    "a claim was left": (
        "INSERT INTO sandbox_claim (order_id, kind, value) SELECT id, 'domain', 'x' || id"
        " FROM sandbox_order WHERE operation = 1"
    ),
}


@pytest.fixture
def settled(sides):
    """Two applications that were approved, and all of it known on both sides."""
    sides.hand_over(2).run().approve().hold()
    return sides


@pytest.fixture
def copied(settled, tmp_path):
    """The sandbox's database as a copy that may be spoilt."""

    def copy(name):
        path = tmp_path / f"{name}.sqlite3"
        with closing(sqlite3.connect(settled.sandbox.database)) as source:
            source.execute("VACUUM INTO ?", [str(path)])
        return path

    return copy


def is_well(sides, database) -> bool:
    try:
        hold(asking(connection), reading(database), unit=sides.unit)
    except AssertionError:
        return False
    return True


def test_each_thing_that_is_wrong_is_found(settled, copied):
    whole = copied("whole")
    assert is_well(settled, whole)
    for what, change in IN_THE_HOUSE.items():
        with transaction.atomic():
            connection.cursor().execute(change)
            assert not is_well(settled, whole), what
            transaction.set_rollback(True)
    for number, (what, change) in enumerate(AT_THE_SANDBOX.items()):
        path = copied(number)
        with closing(sqlite3.connect(path)) as database, database:
            ours = OF_THE_UNIT.format(unit=settled.unit)
            database.execute(f"{change} AND provider_id IN {ours}")
        assert not is_well(settled, path), what
    assert is_well(settled, whole)
