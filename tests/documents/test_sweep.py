"""What interrupted uploads leave behind goes after an hour; what a row names stays."""

import os
import time

import pytest

from documents import corpus
from openbeian.documents import queries, services, store, tasks
from openbeian.documents.models import Document

HOUR = 3600


def aged(path, seconds):
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_an_orphan_goes_after_an_hour(hand_in, blobs, files_on_disk):
    name = store.put(b"sealed")
    assert services.sweep_orphans() == 0
    aged(blobs / name[:2] / name, HOUR + 1)
    assert services.sweep_orphans() == 1
    assert files_on_disk() == []


def test_a_half_written_file_goes_after_an_hour(db, blobs, files_on_disk):
    (blobs / "quarantine").mkdir(parents=True)
    for age, name in ((HOUR + 1, "old.part"), (1, "young.part")):
        (blobs / "quarantine" / name).write_bytes(b"OB")
        aged(blobs / "quarantine" / name, age)
    assert services.sweep_orphans() == 1
    assert [path.name for path in files_on_disk()] == ["young.part"]


def test_what_a_row_names_stays_however_old(hand_in, files_on_disk):
    document = hand_in()
    aged(files_on_disk()[0], 400 * 24 * HOUR)
    assert tasks.sweep_orphans.call() == 0
    assert queries.content(document)


def test_there_may_be_no_store_yet(db, blobs):
    assert services.sweep_orphans() == 0


def test_a_file_that_another_sweep_took_first_is_no_fault(db, blobs):
    store.discard("ab" * 32)
    assert not Document.objects.exists()


@pytest.mark.parametrize("count", [3])
def test_many_orphans_and_documents_are_told_apart(hand_in, blobs, files_on_disk, count):
    kept = [hand_in(corpus.pdf(pages=n + 1)) for n in range(count)]
    for _ in range(count):
        store.put(b"sealed")
    for path in files_on_disk():
        aged(path, HOUR + 1)
    assert services.sweep_orphans() == count
    assert {path.name for path in files_on_disk()} == {document.blob for document in kept}
