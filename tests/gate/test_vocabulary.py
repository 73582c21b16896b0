"""What the reasons mean travels with the store."""

import json

import pytest

from gate.samples import vocabulary
from openbeian.gate.counters import STATUSES
from openbeian.gate.reasons import OWN
from openbeian.gate.vocabulary import VocabularyUnfit, decode
from openbeian.registry.reasons import Reason, Status


def test_a_vocabulary_comes_back_as_it_was():
    written = vocabulary()
    read = decode(written.encode())
    assert read.fingerprint == written.fingerprint
    assert read.by_code["linked"].words.zh == "结论：linked。"
    assert read.products["cdn_mainland"] == {"filed_here", "filed_elsewhere"}


@pytest.mark.parametrize(
    "change", [{"absent": "other"}, {"products": {}}, {"fresh_for": 1}, {"reasons": ()}], ids=str
)
def test_every_part_of_it_shows_in_the_fingerprint(change):
    assert vocabulary(**change).fingerprint != vocabulary().fingerprint


@pytest.mark.parametrize(
    "stored",
    [None, b"", b"{", b"[]", b"{}", json.dumps({"reasons": [1]}).encode(), b"\xff"],
    ids=str,
)
def test_what_is_no_vocabulary_is_refused(stored):
    with pytest.raises(VocabularyUnfit):
        decode(stored)


def test_the_gates_own_reasons_are_none_of_the_registrys():
    assert {reason.code for reason in OWN}.isdisjoint(Reason)
    assert {reason.status for reason in OWN} == {Status.UNKNOWN}


def test_the_gate_counts_every_status_that_the_registry_knows():
    assert set(STATUSES) == set(Status)
