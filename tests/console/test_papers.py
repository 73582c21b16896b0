"""The documents of a case: pictures for the viewer, originals to take out, and their traces."""

import hashlib
import io

import pytest
from PIL import Image

from cases import Case, declared_by, found_company
from openbeian.audit.queries import history
from openbeian.documents.models import Document

PHOTO = "services[1].documents[webmaster_photo]"


@pytest.fixture
def waiting(case):
    return case.brought_to("provider_review")


def looks(case, kind):
    return list(history(case.filing.subject).filter(kind=kind))


def test_the_page_lists_every_document_with_a_picture(waiting, reviewer):
    page = reviewer.get("case", waiting.id)
    titles = page.words("//summary[@class='ob-paper__title']")
    assert len(titles) == len(waiting.files)
    assert "Photo of the webmaster before the official backdrop 网站负责人幕布核验照片" in titles
    pictures = page.find("//img[@class='ob-paper__picture']/@src")
    assert len(pictures) == len(waiting.files)


def test_a_picture_is_a_jpeg_of_the_width_that_nobody_may_run_or_keep(waiting, reviewer):
    answer = reviewer.get("preview", waiting.id, waiting.files[PHOTO], 320).answer
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Image.open(io.BytesIO(answer.content)).width == 320


def test_the_log_says_once_who_looked_at_a_version(waiting, house, reviewer):
    for sha256 in waiting.files.values():
        reviewer.get("preview", waiting.id, sha256, 960)
    [event] = looks(waiting, "filing:documents:view")
    assert event.actor_user_id == house.reviewer.user_id
    assert event.facts == {"version": 1}


def test_a_new_version_is_a_new_look(waiting, reviewer):
    reviewer.get("preview", waiting.id, waiting.files[PHOTO], 960)
    waiting.claimed().asked().corrected()
    reviewer.get("preview", waiting.id, waiting.files[PHOTO], 960)
    assert [event.facts["version"] for event in looks(waiting, "filing:documents:view")] == [1, 2]


def test_an_original_comes_as_a_download_and_every_time_leaves_a_trace(waiting, reviewer):
    sha256 = waiting.files[PHOTO]
    for _ in range(2):
        answer = reviewer.get("document", waiting.id, sha256).answer
        assert answer["Content-Disposition"] == 'attachment; filename="webmaster_photo.jpg"'
        assert hashlib.sha256(answer.content).hexdigest() == sha256
    events = looks(waiting, "filing:document:download")
    assert [event.facts["sha256"] for event in events] == [sha256, sha256]


@pytest.mark.parametrize("route", ["document", "preview"])
def test_nothing_but_the_documents_of_this_version_is_served(house, waiting, reviewer, route):
    name = "上海另例贸易有限公司"
    company = found_company(name, email="bao@lingli.cn")
    other = Case(house, company, declared_by(name, domain="lingli.cn", serial=7))
    other.brought_to("provider_review")
    loose = waiting.uploaded(PHOTO, "never attached")
    width = [960] if route == "preview" else []
    for sha256 in ("0" * 64, "..", loose, other.files[PHOTO]):
        reviewer.get(route, waiting.id, sha256, *width, status=404)


def test_other_widths_are_not_made(waiting, reviewer):
    reviewer.get("preview", waiting.id, waiting.files[PHOTO], 2400, status=404)


def test_a_file_that_is_no_longer_kept_is_said_to_be_gone(waiting, reviewer):
    Document.objects.filter(sha256=waiting.files[PHOTO]).delete()
    assert "The file is no longer kept." in reviewer.get("case", waiting.id).main
    reviewer.get("document", waiting.id, waiting.files[PHOTO], status=404)


@pytest.mark.parametrize("role", ["operator", "auditor"])
def test_who_does_not_review_sees_which_documents_there_are_and_none_of_them(
    waiting, house, screen, role
):
    desk = screen(getattr(house, role))
    page = desk.get("case", waiting.id)
    assert "Only reviewers open documents." in page.main
    assert page.find("//img[@class='ob-paper__picture']") == []
    assert "webmaster_photo.jpg" not in page.content.decode()
    desk.get("preview", waiting.id, waiting.files[PHOTO], 960, status=403)
    desk.get("document", waiting.id, waiting.files[PHOTO], status=403)
