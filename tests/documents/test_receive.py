"""A file is handed in: sealed on disk, one row, one event; or refused and nothing kept."""

import errno
import os
import threading
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from documents import corpus
from documents.conftest import NOON
from openbeian import vault
from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.accounts.models import Organisation
from openbeian.audit.models import Event
from openbeian.documents import queries, refusals, services, store
from openbeian.documents.cleaning import JPEG, PDF, PNG
from openbeian.documents.models import Document


@pytest.fixture
def other(db):
    return Organisation.objects.create(name="苏州示例商贸有限公司")


def test_a_file_can_be_read_again_as_it_was_kept(hand_in, company, applicant):
    content = corpus.pdf(pages=2)
    document = hand_in(content, name="域名证书.pdf")
    kept = queries.get(organisation_id=company.pk, sha256=document.sha256)
    assert queries.content(kept) == content
    assert (kept.name, kept.media_type, kept.size, kept.pages, kept.received_at) == (
        "域名证书.pdf",
        PDF,
        len(content),
        2,
        NOON,
    )
    assert kept.uploaded_by_id == applicant.user_id
    assert str(kept) == f"document {kept.pk}"


def test_the_house_itself_may_hand_in_a_file(hand_in):
    assert hand_in(by=SYSTEM).uploaded_by_id is None


def test_an_applicant_hands_in_for_their_own_organisation_only(hand_in, other, files_on_disk):
    with pytest.raises(NotPermitted):
        hand_in(organisation=other)
    assert files_on_disk() == []


def test_nothing_lies_in_clear_on_the_disk_or_in_the_database(hand_in, files_on_disk):
    clear = [corpus.pdf(), corpus.jpeg(), corpus.png()]
    rows = [hand_in(content, name="310104199003076428.pdf") for content in clear]
    for path in files_on_disk():
        sealed = path.read_bytes()
        for mark in (b"%PDF", b"JFIF", b"\xff\xd8\xff", b"IHDR", b"%%EOF"):
            assert mark not in sealed
    assert len(files_on_disk()) == len(clear)
    for row in rows:
        assert b"310104" not in bytes(row.name_sealed)


def test_a_blob_is_found_by_its_row_only(hand_in, blobs, files_on_disk):
    document = hand_in()
    assert files_on_disk() == [blobs / document.blob[:2] / document.blob]
    assert document.blob != document.sha256
    assert files_on_disk()[0].stat().st_mode & 0o077 == 0


def test_the_same_file_twice_is_one_document(hand_in, files_on_disk):
    first = hand_in(name="first.jpg")
    second = hand_in(name="second.jpg")
    assert second == first
    assert second.name == "first.jpg"
    assert Document.objects.count() == 1
    assert len(files_on_disk()) == 1


def test_two_files_with_the_same_picture_are_one_document(hand_in, files_on_disk):
    assert hand_in(corpus.jpeg()) == hand_in(corpus.jpeg() + corpus.archive())
    assert len(files_on_disk()) == 1


def test_two_organisations_keep_the_same_file_apart(hand_in, applicant, company, other):
    ours = hand_in()
    theirs = hand_in(organisation=other, by=replace(applicant, organisation_id=other.pk))
    assert ours.sha256 == theirs.sha256
    assert ours.blob != theirs.blob
    assert queries.get(organisation_id=company.pk, sha256=ours.sha256) == ours


def test_a_blob_of_another_organisation_does_not_open(hand_in, applicant, other):
    ours = hand_in()
    theirs = hand_in(organisation=other, by=replace(applicant, organisation_id=other.pk))
    ours.blob = theirs.blob
    with pytest.raises(vault.SealBroken):
        queries.content(ours)


def test_receiving_is_told_without_the_name_of_the_file(hand_in):
    document = hand_in(name="王示例身份证.jpg")
    event = Event.objects.get()
    assert (event.kind, event.subject_id, event.at) == (
        "document:file:received",
        str(document.pk),
        NOON,
    )
    assert event.facts == {
        "media_type": JPEG,
        "size": document.size,
        "sha256": document.sha256,
    }


def test_a_refused_file_leaves_an_event_and_nothing_else(hand_in, company, files_on_disk):
    with pytest.raises(refusals.TypeNotAccepted):
        hand_in(corpus.SVG, name="licence.png")
    event = Event.objects.get()
    assert (event.kind, event.subject_type, event.subject_id) == (
        "document:file:refused",
        "organisation",
        str(company.pk),
    )
    assert event.facts["code"] == "documents.type_not_accepted"
    assert event.facts["size"] == len(corpus.SVG)
    assert not Document.objects.exists()
    assert files_on_disk() == []


def test_a_narrower_limit_holds_and_is_named(hand_in):
    with pytest.raises(refusals.TooLarge) as refused:
        hand_in(corpus.pdf(b"(" + b"x" * 5000 + b")"), max_bytes=4096)
    assert "4 KB" in refused.value.text.zh


def test_a_wider_limit_than_the_house_has_is_none(hand_in, settings):
    settings.OPENBEIAN_UPLOAD_MAX_BYTES = 1024 * 1024
    with pytest.raises(refusals.TooLarge) as refused:
        hand_in(b"\0" * (1024 * 1024 + 1), max_bytes=8 * 1024 * 1024)
    assert refused.value.facts == {"limit": "1 MB"}


def test_a_file_that_is_known_still_has_to_fit_what_is_asked_for(hand_in):
    content = corpus.pdf()
    hand_in(content)
    with pytest.raises(refusals.TypeNotAccepted):
        hand_in(content, kept_as=(JPEG, PNG))
    with pytest.raises(refusals.TooLarge):
        hand_in(content, max_bytes=100)
    assert hand_in(content, kept_as=(PDF,)).media_type == PDF


def test_a_row_is_never_without_its_file(hand_in, monkeypatch, files_on_disk):
    """A crash between file and row leaves an orphan, which a later attempt does not mind."""

    def crash(*args, **kwargs):
        raise ConnectionError("the program dies here")

    monkeypatch.setattr(services, "record", crash)
    with pytest.raises(ConnectionError):
        hand_in()
    assert not Document.objects.exists()
    assert len(files_on_disk()) == 1
    monkeypatch.undo()
    document = hand_in()
    assert queries.content(document)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_crash_while_writing_leaves_no_row_and_no_file(hand_in, monkeypatch, step, files_on_disk):
    def crash(*args, **kwargs):
        raise OSError(errno.EIO, "the disk answers no more")

    monkeypatch.setattr(os if step == "fsync" else store.Path, step, crash)
    with pytest.raises(OSError, match="no more"):
        hand_in()
    assert not Document.objects.exists()
    assert files_on_disk() == []


def test_a_full_disk_is_said_to_be_full(hand_in, monkeypatch, files_on_disk):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(store.StorageFull):
        hand_in()
    assert files_on_disk() == []
    assert not Document.objects.exists()


def test_who_comes_second_gets_the_row_of_the_first(hand_in, monkeypatch, files_on_disk):
    """Both looked before either wrote: the database decides, and the second file goes again."""
    put = store.put
    first = []

    def overtaken(sealed):
        if not first:
            first.append(None)
            first.append(hand_in(name="first.jpg"))
        return put(sealed)

    monkeypatch.setattr(store, "put", overtaken)
    second = hand_in(name="second.jpg")
    assert second == first[1]
    assert len(files_on_disk()) == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one_document(hand_in, files_on_disk):
    results, errors = [], []

    def send():
        try:
            results.append(hand_in().pk)
        except Exception as fault:  # noqa: BLE001 - told below
            errors.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(set(results)) == 1
    assert len(files_on_disk()) == 1
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_is_not_handed_in_within_another_change(hand_in):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        hand_in()


@pytest.mark.django_db(transaction=True)
def test_an_organisation_that_is_gone_is_no_second_upload(hand_in, company, applicant):
    gone = company.pk
    company.delete()
    company.pk = gone
    with pytest.raises(IntegrityError):
        hand_in()
    assert not Document.objects.exists()
