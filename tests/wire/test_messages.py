"""Every message comes back as it was written, and the published schema takes it."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openbeian.wire.files import Upload
from openbeian.wire.messages import DOWNLOADS, UPLOADS
from wire.schemas import complaints, needs_schemas
from wire.strategies import messages
from wire.written import UNIT, download_read, downloaded, uploaded

few = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@pytest.mark.parametrize("place", UPLOADS)
@given(data=st.data())
@few
def test_an_upload_comes_back_as_it_was_written(place, data):
    record = data.draw(messages(UPLOADS[place]))
    file = Upload(io.BytesIO(uploaded(record)))
    assert list(file) == [record]
    assert file.unit_id == UNIT


@pytest.mark.parametrize("place", DOWNLOADS)
@given(data=st.data())
@few
def test_a_download_comes_back_as_it_was_written(place, data):
    record = data.draw(messages(DOWNLOADS[place]))
    assert download_read(downloaded(record)) == [record]


@needs_schemas
@pytest.mark.parametrize("place", UPLOADS)
@given(data=st.data())
@few
def test_the_published_schema_takes_every_upload(place, data):
    raw = uploaded(data.draw(messages(UPLOADS[place])))
    assert complaints("upload", raw) == []


@needs_schemas
@pytest.mark.parametrize("place", DOWNLOADS)
@given(data=st.data())
@few
def test_the_published_schema_takes_every_download(place, data):
    raw = downloaded(data.draw(messages(DOWNLOADS[place])))
    assert complaints("download", raw) == []


def test_a_message_stands_at_one_place_only():
    both = [*UPLOADS.values(), *DOWNLOADS.values()]
    assert len(set(both)) == len(both)
