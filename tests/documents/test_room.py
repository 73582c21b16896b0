"""An organisation keeps so many files and so many bytes; beyond that nothing is stored or lost."""

from dataclasses import replace

import pytest

from documents import corpus
from openbeian.accounts.models import Organisation
from openbeian.audit.models import Event
from openbeian.documents import queries, refusals, room
from openbeian.documents.models import Document


def another(count):
    """A file unlike the others."""
    return corpus.pdf(pages=count + 1)


def test_beyond_so_many_files_nothing_more_is_kept(hand_in, settings, files_on_disk):
    settings.OPENBEIAN_ORGANISATION_FILES = 3
    kept = [hand_in(another(count)) for count in range(3)]
    with pytest.raises(refusals.TooManyFilesKept) as refused:
        hand_in(another(3))
    assert "3 files" in refused.value.text.en
    assert "3个" in refused.value.text.zh
    assert Document.objects.count() == len(files_on_disk()) == 3
    assert all(queries.content(document) for document in kept)


def test_beyond_so_many_bytes_nothing_more_is_kept(hand_in, settings, files_on_disk):
    settings.OPENBEIAN_ORGANISATION_BYTES = 3 * 1024
    kept = hand_in(corpus.pdf(remark=b"x" * 1500))
    with pytest.raises(refusals.NoRoomLeft) as refused:
        hand_in(corpus.pdf(remark=b"y" * 1500))
    assert refused.value.facts == {"limit": "3 KB"}
    assert "3 KB" in refused.value.text.zh
    assert len(files_on_disk()) == 1
    assert queries.content(kept)
    assert hand_in(another(1))  # a smaller one still fits


def test_a_refusal_for_want_of_room_is_told_like_any_other(hand_in, settings, company):
    settings.OPENBEIAN_ORGANISATION_FILES = 0
    with pytest.raises(refusals.TooManyFilesKept):
        hand_in()
    event = Event.objects.get()
    assert (event.kind, event.subject_id) == ("document:file:refused", str(company.pk))
    assert event.facts["code"] == "documents.too_many_files_kept"


def test_a_file_that_is_there_already_takes_no_room(hand_in, settings):
    settings.OPENBEIAN_ORGANISATION_FILES = 1
    document = hand_in()
    assert hand_in() == document
    settings.OPENBEIAN_ORGANISATION_BYTES = document.size
    assert hand_in() == document


def test_the_same_picture_in_another_wrapping_takes_no_room(hand_in, settings):
    settings.OPENBEIAN_ORGANISATION_FILES = 2
    document = hand_in()
    settings.OPENBEIAN_ORGANISATION_BYTES = document.size
    assert hand_in(corpus.jpeg() + corpus.archive()) == document


def test_one_organisation_takes_no_room_from_another(hand_in, settings, applicant):
    settings.OPENBEIAN_ORGANISATION_FILES = 1
    hand_in()
    other = Organisation.objects.create(name="苏州示例商贸有限公司")
    assert hand_in(organisation=other, by=replace(applicant, organisation_id=other.pk))


def test_room_that_somebody_else_took_meanwhile_is_gone(
    hand_in, settings, monkeypatch, files_on_disk
):
    """Both looked before either wrote: the row decides, and the second file goes again."""
    settings.OPENBEIAN_ORGANISATION_FILES = 1
    require, looked = room.require, []

    def overtaken(organisation_id, *, size):
        require(organisation_id, size=size)
        looked.append(size)
        if len(looked) == 2:
            hand_in(another(1))

    monkeypatch.setattr(room, "require", overtaken)
    with pytest.raises(refusals.TooManyFilesKept):
        hand_in(another(2))
    assert Document.objects.count() == len(files_on_disk()) == 1
