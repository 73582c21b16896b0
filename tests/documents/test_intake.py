"""Uploads arrive in memory, never more of them than may be kept."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from openbeian.documents import intake

LIMIT = 1000


@pytest.fixture(autouse=True)
def small_house(settings):
    settings.OPENBEIAN_UPLOAD_MAX_BYTES = LIMIT
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 500


@pytest.fixture
def sent():
    """Send files and a field in one form, as a browser does."""

    def send(*sizes):
        files = [SimpleUploadedFile(f"{n}.jpg", b"x" * size) for n, size in enumerate(sizes)]
        return RequestFactory().post("/", {"remark": "kept", "files": files})

    return send


def test_a_file_within_the_limit_arrives_whole(sent):
    file = sent(LIMIT).FILES["files"]
    assert (file.name, file.size, file.read()) == ("0.jpg", LIMIT, b"x" * LIMIT)


def test_of_an_oversize_file_just_enough_is_kept_to_see_that_it_is_too_large(sent):
    request = sent(LIMIT * 3, 10)
    large, small = request.FILES.getlist("files")
    assert (large.size, len(large.read())) == (LIMIT * 3, LIMIT + 1)
    assert small.read() == b"x" * 10
    assert request.POST["remark"] == "kept"


def test_nothing_is_written_to_the_disk(sent, monkeypatch):
    def forbidden(*args, **kwargs):
        raise AssertionError("an upload reached the disk")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", forbidden)
    assert sent(LIMIT * 2).FILES["files"].size == LIMIT * 2


def test_a_request_that_announces_too_much_is_not_read(sent):
    request = sent(LIMIT)
    request.META["CONTENT_LENGTH"] = str(LIMIT * intake.FILES_PER_REQUEST + 501)
    with pytest.raises(RequestDataTooBig):
        _ = request.FILES


def test_files_that_are_too_large_together_are_cut_off(sent):
    handler = intake.BoundedMemoryHandler(sent(LIMIT))
    for _ in range(intake.FILES_PER_REQUEST):
        receive(handler, LIMIT)
    with pytest.raises(RequestDataTooBig):
        receive(handler, 1)


def receive(handler, size):
    with pytest.raises(intake.StopFutureHandlers):
        handler.new_file("files", "a.jpg", "image/jpeg", None)
    handler.receive_data_chunk(b"x" * size, 0)
