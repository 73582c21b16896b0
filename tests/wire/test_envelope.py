"""The envelope: what was sealed comes out as it was, and nothing else does."""

import base64
import hashlib
import io
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openbeian.wire.envelope import (
    AES,
    PLAIN,
    Envelope,
    Keys,
    Markings,
    seal,
    seal_into,
    unseal,
    unsealed,
)
from openbeian.wire.envelope_refusals import (
    CompressionUnknown,
    EncryptionUnknown,
    EnvelopeRefused,
    FileTooLarge,
    HashMismatch,
    HashUnknown,
    KeysUnusable,
    NotDecrypted,
    NotUnzipped,
)

KEYS = Keys(key=b"0123456789abcdef", iv=b"0102030405060708")
OTHER_KEYS = Keys(key=b"fedcba9876543210", iv=b"0102030405060708")
XML = '<?xml version="1.0" encoding="GBK"?><UploadData version="V.3.0"/>'.encode("gbk")
LIMIT = 4096

EITHER_WAY = pytest.mark.parametrize("keys", [None, KEYS], ids=["plain", "encrypted"])
either_way = st.sampled_from([None, KEYS])


def refused(envelope, keys=None, **options):
    with pytest.raises(EnvelopeRefused) as caught:
        unseal(envelope, keys=keys, **options)
    return caught.value


@given(st.binary(max_size=LIMIT), either_way)
def test_what_was_sealed_comes_out_as_it_was(content, keys):
    envelope = seal(content, keys=keys, most_bytes=LIMIT)
    assert unseal(envelope, keys=keys, most_bytes=LIMIT) == content


@given(st.lists(st.binary(max_size=200)), st.integers(1, 50), either_way)
def test_pieces_of_any_size_give_the_same_envelope_as_the_whole(pieces, step, keys):
    sink = io.BytesIO()
    markings = seal_into(sink, pieces, keys=keys)
    text = sink.getvalue().decode("ascii")
    parts = [text[at : at + step] for at in range(0, len(text), step)]
    with unsealed(parts, markings, scratch=io.BytesIO(), keys=keys) as file:
        assert file.read() == b"".join(pieces)


@EITHER_WAY
def test_the_same_file_always_gives_the_same_envelope(keys):
    assert seal(XML, keys=keys) == seal(XML, keys=keys)


def test_the_parts_of_an_envelope_are_those_of_the_interface():
    envelope = seal(XML)
    packed = base64.b64decode(envelope.content)
    assert packed.startswith(b"PK\3\4")
    digest = hashlib.md5(packed, usedforsecurity=False).digest()
    assert envelope.markings == Markings(base64.b64encode(digest).decode(), PLAIN, 0, 0)


def test_encryption_leaves_the_hash_as_it_is():
    plain, encrypted = seal(XML), seal(XML, keys=KEYS)
    assert encrypted.markings == replace(plain.markings, encrypt_algorithm=AES)
    assert encrypted.content != plain.content
    assert len(base64.b64decode(encrypted.content)) % 16 == 0


def test_a_plain_file_is_taken_even_where_keys_were_given_out():
    assert unseal(seal(XML), keys=KEYS) == XML


@given(
    st.binary(max_size=300),
    either_way,
    st.integers(min_value=0),
    st.integers(min_value=0, max_value=127).map(chr),
)
def test_no_damaged_sign_of_the_content_goes_unnoticed(content, keys, place, sign):
    envelope = seal(content, keys=keys)
    place %= len(envelope.content)
    assume(envelope.content[place] != sign)
    text = envelope.content[:place] + sign + envelope.content[place + 1 :]
    fault = refused(replace(envelope, content=text), keys)
    assert fault.msg_code in ({7} if keys is None else {6, 7})


@given(st.binary(max_size=300), either_way, st.integers(min_value=0), st.integers(1, 255))
def test_no_damaged_byte_of_the_content_goes_unnoticed(content, keys, place, flip):
    envelope = seal(content, keys=keys)
    received = bytearray(base64.b64decode(envelope.content))
    received[place % len(received)] ^= flip
    text = base64.b64encode(received).decode()
    fault = refused(replace(envelope, content=text), keys)
    assert fault.msg_code in ({7} if keys is None else {6, 7})


@given(st.integers(min_value=0, max_value=23), st.characters(max_codepoint=0x7F), either_way)
def test_no_damaged_sign_of_the_hash_goes_unnoticed(place, sign, keys):
    envelope = seal(XML, keys=keys)
    text = envelope.markings.hash
    assume(text[place] != sign)
    damaged = replace(envelope.markings, hash=text[:place] + sign + text[place + 1 :])
    assert type(refused(replace(envelope, markings=damaged), keys)) is HashMismatch


@given(st.binary(min_size=1, max_size=300), either_way, st.integers(min_value=0))
def test_no_truncated_file_goes_unnoticed(content, keys, keep):
    envelope = seal(content, keys=keys)
    text = envelope.content[: keep % len(envelope.content)]
    assert refused(replace(envelope, content=text), keys).msg_code in {6, 7}


@EITHER_WAY
def test_base64_may_come_in_lines(keys):
    envelope = seal(XML, keys=keys)
    lines = base64.encodebytes(base64.b64decode(envelope.content)).decode().replace("\n", "\r\n")
    markings = replace(envelope.markings, hash=f"\n{envelope.markings.hash} ")
    assert unseal(Envelope(lines, markings), keys=keys) == XML


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("QQ==QQ==", id="padding in the middle"),
        pytest.param("QUI=QUI=QUI=", id="padding in the middle, twice"),
        pytest.param("QR==", id="a second spelling of the same byte"),
        pytest.param("QUJD*UJD", id="a sign of no alphabet"),
        pytest.param("数据", id="Chinese"),
    ],
)
def test_what_is_no_base64_is_refused_as_the_next_step_would_be(text):
    envelope = seal(XML)
    plain = replace(envelope, content=text)
    assert type(refused(plain)) is HashMismatch
    encrypted = replace(envelope.markings, encrypt_algorithm=AES)
    assert type(refused(Envelope(text, encrypted), KEYS)) is NotDecrypted


def test_another_key_does_not_open_it():
    assert refused(seal(XML, keys=KEYS), OTHER_KEYS).msg_code in {6, 7}


def test_a_content_that_is_no_whole_number_of_blocks_is_not_decrypted():
    text = base64.b64encode(b"fifteen bytes..").decode()
    assert refused(Envelope(text, Markings("", AES)), KEYS).msg_code == 6


def test_the_hash_of_no_zip_is_no_help():
    digest = hashlib.md5(b"rubbish", usedforsecurity=False).digest()
    text = base64.b64encode(b"rubbish").decode()
    fault = refused(Envelope(text, Markings(base64.b64encode(digest).decode())))
    assert (type(fault), fault.msg_code) == (NotUnzipped, 8)


@pytest.mark.parametrize(
    ("markings", "error", "msg_code"),
    [
        pytest.param(Markings("", encrypt_algorithm=2), EncryptionUnknown, 9, id="encryption"),
        pytest.param(Markings("", hash_algorithm=1), HashUnknown, 10, id="hash"),
        pytest.param(Markings("", compression_format=1), CompressionUnknown, 11, id="compression"),
    ],
)
def test_an_unknown_algorithm_is_refused(markings, error, msg_code):
    fault = refused(Envelope(seal(XML).content, markings), KEYS)
    assert (type(fault), fault.msg_code) == (error, msg_code)


def test_encryption_that_was_not_agreed_is_refused():
    assert refused(seal(XML, keys=KEYS)).msg_code == 9


def test_a_file_over_the_limit_is_neither_sealed_nor_opened():
    with pytest.raises(FileTooLarge) as caught:
        seal(bytes(11), most_bytes=10)
    assert caught.value.msg_code == 18
    assert refused(seal(bytes(11)), most_bytes=10).msg_code == 18


def test_a_flood_of_text_ends_at_the_limit():
    def flood():
        for _ in range(100):
            yield base64.b64encode(bytes(3000)).decode()
        pytest.fail("the flood was read to its end")

    scratch = io.BytesIO()
    with (
        pytest.raises(FileTooLarge),
        unsealed(flood(), Markings(""), scratch=scratch, most_bytes=10_000),
    ):
        pass
    assert len(scratch.getvalue()) <= 12_000


@pytest.mark.parametrize(
    ("key", "iv"),
    [(b"short", b"0102030405060708"), (b"0123456789abcdef", b"short"), (b"", b"")],
)
def test_keys_that_do_not_fit_are_refused(key, iv):
    with pytest.raises(KeysUnusable):
        Keys(key=key, iv=iv)


def test_keys_do_not_show_themselves():
    assert "0123" not in repr(KEYS)


@EITHER_WAY
def test_a_large_file_passes_through_in_pieces(tmp_path, keys):
    piece = b"".join(hashlib.sha256(bytes([n])).hexdigest().encode() for n in range(64)) * 8
    size, sealed_file = 8 * 1024 * 1024, tmp_path / "sealed"
    tracemalloc.start()
    try:
        with sealed_file.open("wb") as sink:
            markings = seal_into(sink, (piece for _ in range(size // len(piece))), keys=keys)
        with sealed_file.open(encoding="ascii") as text, (tmp_path / "zip").open("w+b") as scratch:
            pieces = iter(lambda: text.read(65536), "")
            with unsealed(pieces, markings, scratch=scratch, keys=keys) as file:
                read = sum(len(part) for part in iter(lambda: file.read(65536), b""))
        assert read == size
        assert tracemalloc.get_traced_memory()[1] < 2 * 1024 * 1024
    finally:
        tracemalloc.stop()
