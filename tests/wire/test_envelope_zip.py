"""One plain file in a zip: any writer's is read, and no other archive is."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.wire.envelope_refusals import (
    EnvelopeRefused,
    FileTooLarge,
    NotOneFile,
    NotUnzipped,
)
from openbeian.wire.envelope_zip import unzipped, zipped

CONTENT = b"<UploadData version='V.3.0'/>" * 40
LIMIT = 1024 * 1024
DIRECTORY, END = b"PK\1\2", b"PK\5\6"


def archive(content=CONTENT, name="beianinfo.xml"):
    return b"".join(zipped([content], name=name, most_bytes=LIMIT))


def foreign(entries, method=zipfile.ZIP_DEFLATED, *, sink=None, **options):
    """Return the zip that the standard library writes of (name, content) pairs."""
    sink = sink or io.BytesIO()
    with zipfile.ZipFile(sink, "w", method, **options) as file:
        for name, content in entries:
            file.writestr(name, content)
    return sink.getvalue()


class Unseekable(io.BytesIO):
    """A sink that cannot go back, so that sums come after the content."""

    def seekable(self):
        return False

    def tell(self):
        raise OSError

    def seek(self, *_):
        raise OSError


def read(packed, most_bytes=LIMIT):
    with unzipped(io.BytesIO(packed), most_bytes=most_bytes) as file:
        return file.read()


def refused(packed, most_bytes=LIMIT):
    with pytest.raises(EnvelopeRefused) as caught:
        read(packed, most_bytes)
    return caught.value


def patched(packed, at, form, value):
    damaged = bytearray(packed)
    struct.pack_into(form, damaged, at, value)
    return bytes(damaged)


def in_directory(packed, offset, form, value):
    return patched(packed, packed.rindex(DIRECTORY) + offset, form, value)


def in_end(packed, offset, form, value):
    return patched(packed, packed.rindex(END) + offset, form, value)


def moved(packed, at, extra):
    """Put bytes in front of the directory and tell the end record of it."""
    start = packed.rindex(DIRECTORY) if at is None else at
    grown = packed[:start] + extra + packed[start:]
    (where,) = struct.unpack_from("<L", packed, packed.rindex(END) + 16)
    return in_end(grown, 16, "<L", where + len(extra))


@given(st.binary(max_size=200_000) | st.integers(0, 200_000).map(bytes))
def test_what_is_zipped_is_read_again(content):
    assert read(archive(content)) == content


@given(st.lists(st.binary(max_size=100)))
def test_other_programs_read_our_zip(pieces):
    packed = b"".join(zipped(pieces, name="beianinfo.xml", most_bytes=LIMIT))
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        assert file.testzip() is None
        assert file.namelist() == ["beianinfo.xml"]
        assert file.read("beianinfo.xml") == b"".join(pieces)


def test_our_zip_names_no_moment():
    (entry,) = zipfile.ZipFile(io.BytesIO(archive())).infolist()
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert archive() == archive()


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(foreign([("beianinfo.xml", CONTENT)]), id="deflated"),
        pytest.param(foreign([("beianinfo.xml", CONTENT)], zipfile.ZIP_STORED), id="stored"),
        pytest.param(foreign([("a.xml", CONTENT)], compresslevel=9), id="with a level"),
        pytest.param(foreign([("备案.xml", CONTENT)]), id="a Chinese name"),
        pytest.param(foreign([("a", CONTENT)], sink=Unseekable()), id="sums after the content"),
    ],
)
def test_the_zips_of_other_programs_are_read(packed):
    assert read(packed) == CONTENT


def test_sums_after_the_content_may_come_without_their_mark():
    packed = archive()
    at = packed.rindex(b"PK\7\x08")
    bare = packed[:at] + packed[at + 4 :]
    (where,) = struct.unpack_from("<L", packed, packed.rindex(END) + 16)
    assert read(in_end(bare, 16, "<L", where - 4)) == CONTENT


def test_an_empty_file_is_a_file():
    assert read(foreign([("a.xml", b"")], zipfile.ZIP_STORED)) == b""


@pytest.mark.parametrize("count", [0, 2, 3])
def test_exactly_one_file_is_taken(count):
    fault = refused(foreign([(f"{n}.xml", CONTENT) for n in range(count)]))
    assert (type(fault), fault.msg_code, fault.facts) == (NotOneFile, 17, {"count": count})


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("../beianinfo.xml", id="upwards"),
        pytest.param("/etc/beianinfo.xml", id="from the root"),
        pytest.param("folder/beianinfo.xml", id="in a folder"),
        pytest.param("folder/", id="a folder"),
        pytest.param("..\\beianinfo.xml", id="upwards, another way"),
        pytest.param("C:beianinfo.xml", id="on a drive"),
        pytest.param(".hidden", id="hidden"),
        pytest.param("a" * 129, id="too long"),
    ],
)
def test_a_name_that_is_a_path_is_refused(name):
    assert "file" in refused(foreign([(name, CONTENT)])).text.en


PACKED = archive()
STORED = foreign([("beianinfo.xml", CONTENT)], zipfile.ZIP_STORED)
SEEKED = foreign([("beianinfo.xml", CONTENT)])
START = 30 + len("beianinfo.xml")


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"PK", id="two letters"),
        pytest.param(in_end(END + bytes(18), 8, "<L", 0x00010001), id="an end of nothing"),
        pytest.param(PACKED[:-1], id="truncated by one"),
        pytest.param(PACKED[: len(PACKED) // 2], id="truncated by half"),
        pytest.param(PACKED + b"\0", id="something after the end"),
        pytest.param(PACKED + PACKED[-22:-1], id="half an end after the end"),
        pytest.param(in_end(PACKED, 20, "<H", 1), id="a comment that is not there"),
        pytest.param(in_end(PACKED, 4, "<H", 1), id="on another disk"),
        pytest.param(in_end(PACKED, 8, "<H", 2), id="two entries here, one in all"),
        pytest.param(in_end(PACKED, 16, "<L", 0xFFFFFFFF), id="a directory beyond the end"),
        pytest.param(in_end(PACKED, 16, "<L", 0), id="a directory at the wrong place"),
        pytest.param(b"MZ" + PACKED, id="something before the beginning"),
        pytest.param(moved(PACKED, None, b"smuggled"), id="something before the directory"),
        pytest.param(moved(SEEKED, None, b"smuggled"), id="the same without sums"),
        pytest.param(moved(PACKED, 0, b"MZ"), id="something before, told of"),
        pytest.param(in_directory(PACKED, 0, "<L", 0), id="no directory"),
        pytest.param(in_directory(PACKED, 28, "<H", 9), id="a longer name"),
        pytest.param(in_directory(PACKED, 34, "<H", 1), id="the entry on another disk"),
        pytest.param(in_directory(PACKED, 42, "<L", 1), id="the entry elsewhere"),
        pytest.param(in_directory(PACKED, 8, "<H", 9), id="encrypted"),
        pytest.param(in_directory(PACKED, 8, "<H", 0x48), id="strongly encrypted"),
        pytest.param(in_directory(PACKED, 10, "<H", 12), id="another method"),
        pytest.param(in_directory(PACKED, 46, "<B", ord("x")), id="two names"),
        pytest.param(patched(PACKED, 0, "<L", 0), id="no local header"),
        pytest.param(patched(PACKED, 8, "<H", 0), id="two methods"),
        pytest.param(patched(SEEKED, 14, "<L", 0), id="two sums"),
        pytest.param(in_directory(PACKED, 16, "<L", 0), id="another sum than after the content"),
        pytest.param(in_directory(PACKED, 20, "<L", 0xFFFF), id="a longer content"),
        pytest.param(patched(STORED, START, "<B", 0), id="a damaged stored content"),
        pytest.param(patched(SEEKED, START, "<B", 0xFF), id="a damaged deflated content"),
    ],
)
def test_whatever_is_no_plain_zip_of_one_file_is_refused(packed):
    fault = refused(packed)
    assert (type(fault), fault.msg_code) == (NotUnzipped, 8)


def test_a_directory_of_many_entries_that_calls_itself_one_is_refused():
    packed = foreign([("a.xml", CONTENT), ("b.xml", CONTENT)])
    one = in_end(in_end(packed, 8, "<H", 1), 10, "<H", 1)
    assert type(refused(one)) is NotUnzipped


def crafted(deflated, size, crc, flags=0):
    """Return a zip whose records agree with each other, whatever the content is."""
    name = b"a.xml"
    sums = (crc, len(deflated), size)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, flags, 8, 0, 0, *sums, len(name), 0)
    entry = struct.pack(
        "<4s6H3L5H2L", DIRECTORY, 20, 20, flags, 8, 0, 0, *sums, len(name), 0, 0, 0, 0, 0, 0
    )
    body = local + name + deflated
    directory = entry + name
    return body + directory + struct.pack("<4s4H2LH", END, 0, 0, 1, 1, len(directory), len(body), 0)


def deflated(content):
    return zlib.compress(content, 9, wbits=-zlib.MAX_WBITS)


def test_the_crafted_zip_would_be_good():
    assert read(crafted(deflated(b"abc"), 3, zlib.crc32(b"abc"))) == b"abc"


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(crafted(deflated(b"abc"), 2, zlib.crc32(b"abc")), id="more than it says"),
        pytest.param(crafted(deflated(b"abc"), 4, zlib.crc32(b"abc")), id="less than it says"),
        pytest.param(crafted(deflated(b"abc"), 3, 0), id="another sum"),
        pytest.param(
            crafted(deflated(b"abc") + b"more", 3, zlib.crc32(b"abc")), id="more behind it"
        ),
        pytest.param(crafted(deflated(CONTENT)[:-3], len(CONTENT), 0), id="broken off"),
        pytest.param(crafted(b"", 0, 0), id="no stream at all"),
    ],
)
def test_a_content_that_belies_its_records_is_refused(packed):
    assert type(refused(packed)) is NotUnzipped


def test_a_file_that_says_it_is_too_large_is_not_begun():
    fault = refused(crafted(deflated(b"abc"), LIMIT + 1, 0))
    assert (type(fault), fault.msg_code) == (FileTooLarge, 18)


def test_a_bomb_that_calls_itself_small_goes_off_in_a_small_room():
    bomb = crafted(deflated(bytes(64 * 1024 * 1024)), 100, 0)
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        assert type(refused(bomb)) is NotUnzipped
        assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    finally:
        tracemalloc.stop()


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=4))
def test_a_zip_with_changed_bytes_gives_the_same_file_or_none(place, put):
    place %= len(SEEKED)
    packed = SEEKED[:place] + put + SEEKED[place + len(put) :]
    assert outcome(packed) in {CONTENT, NotUnzipped, NotOneFile, FileTooLarge}


def outcome(packed):
    try:
        return read(packed)
    except EnvelopeRefused as fault:
        return type(fault)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_words(packed):
    assert refused(packed).msg_code in {8, 17}


def test_a_stream_may_be_read_in_small_steps():
    with unzipped(io.BytesIO(archive(bytes(200_000))), most_bytes=LIMIT) as file:
        assert sum(len(part) for part in iter(lambda: file.read1(7), b"")) == 200_000
