"""Whatever is done to the log behind its back is found, and the first bad row is named."""

import tracemalloc

import pytest
from django.db import connection, transaction

from append_only import lifted
from audit.club import BOOKED, COURT, NOON, SECRETARY
from openbeian.audit import chain, verification
from openbeian.audit.models import Event
from openbeian.audit.services import Head, record, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten_events(book, monkeypatch):
    """Book ten courts; pages of three, so that a page ends within the log and not at its end."""
    monkeypatch.setattr(verification, "_PAGE", 3)
    return [book(str(hour)) for hour in range(10)]


def forge(event_id, **changes):
    with lifted():
        Event.objects.filter(pk=event_id).update(**changes)


def remove(*event_ids):
    with lifted():
        Event.objects.filter(pk__in=event_ids).delete()


def recompute():
    """Chain the whole log anew, as somebody with every right on the database could."""
    before = chain.GENESIS
    for event in Event.objects.order_by("id"):
        event.previous_hash = before
        before = chain.digest(event)
        forge(event.pk, previous_hash=event.previous_hash, hash=before)


def test_an_empty_log_is_sound():
    outcome = verify()
    assert (outcome.ok, outcome.rows, outcome.head) == (True, 0, Head(0, "0" * 64))


@pytest.mark.parametrize("rows", [1, 2, 3, 4, 6, 7])
def test_an_untouched_log_is_sound_however_its_pages_fall(book, monkeypatch, rows):
    monkeypatch.setattr(verification, "_PAGE", 3)
    last = [book() for _ in range(rows)][-1]
    outcome = verify()
    assert (outcome.ok, outcome.rows, outcome.first_bad) == (True, rows, None)
    assert outcome.head == Head(rows, last.hash) == verification.head()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "club:court:freed"},
        {"at": NOON.replace(microsecond=0)},
        {"actor_user_id": 8},
        {"actor_role": "auditor"},
        {"actor_organisation_id": None},
        {"subject_type": "hall"},
        {"subject_id": "4"},
        {"facts": {"hours": "5 "}},
        {"facts": {}},
        {"hash": "f" * 64},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_changed_row_is_named(ten_events, changes):
    forge(5, **changes)
    outcome = verify()
    assert (outcome.ok, outcome.rows, outcome.first_bad) == (False, 4, 5)
    assert outcome.reason == verification.CHANGED


def test_a_changed_link_is_named(ten_events):
    forge(5, previous_hash="f" * 64)
    outcome = verify()
    assert (outcome.first_bad, outcome.reason) == (5, verification.UNLINKED)


def test_a_row_rehashed_after_a_change_breaks_the_link_of_the_next(ten_events):
    event = Event.objects.get(pk=5)
    event.facts = {"hours": "midnight"}
    forge(5, facts=event.facts, hash=chain.digest(event))
    outcome = verify()
    assert (outcome.first_bad, outcome.reason) == (6, verification.UNLINKED)


@pytest.mark.parametrize(
    "removed", [1, 4, 9], ids=["the first", "one within", "one before the end"]
)
def test_a_removed_row_is_missed(ten_events, removed):
    remove(removed)
    outcome = verify()
    assert (outcome.first_bad, outcome.reason) == (removed + 1, verification.GAP)


def test_a_row_put_before_the_first_is_found(ten_events):
    first = Event.objects.get(pk=1)
    first.pk = 0
    first.save(force_insert=True)
    assert (verify().first_bad, verify().reason) == (0, verification.GAP)


def test_a_cut_end_is_found_only_with_a_witness(ten_events):
    witness = verification.head()
    remove(8, 9, 10)
    assert verify().ok
    outcome = verify(witness=witness)
    assert (outcome.ok, outcome.first_bad, outcome.reason) == (False, 8, verification.CUT)


def test_a_log_computed_anew_is_found_only_with_a_witness(ten_events):
    witness = Head(6, ten_events[5].hash)
    forge(2, facts={"hours": "midnight"})
    recompute()
    assert verify().ok
    outcome = verify(witness=witness)
    assert (outcome.ok, outcome.first_bad, outcome.reason) == (False, 6, verification.REWRITTEN)


def test_a_witness_of_an_earlier_head_agrees_with_a_log_that_grew(ten_events, book):
    witness = verification.head()
    book("evening")
    assert verify(witness=witness).ok
    assert verify(witness=Head(0, chain.GENESIS)).ok


def peak_of_verifying():
    tracemalloc.start()
    assert verify().ok
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_log_eight_times_as_long_needs_no_more_memory(monkeypatch):
    monkeypatch.setattr(verification, "_PAGE", 50)

    def grow(rows):
        with transaction.atomic():
            for _ in range(rows):
                record(BOOKED, subject=COURT, actor=SECRETARY, at=NOON, facts={"hours": "9" * 1000})

    grow(150)
    peak_of_verifying()  # caches of the first run are not the log's
    short = peak_of_verifying()
    grow(1050)
    assert peak_of_verifying() < 1.5 * short
    assert connection.in_atomic_block
