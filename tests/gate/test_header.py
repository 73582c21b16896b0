"""The header is read whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.samples import header
from openbeian.gate.header import HeaderUnfit, decode

moments = st.integers(-(2**63), 2**63 - 1)


@given(moments, moments, moments, st.integers(0, 2**64 - 1), st.binary(min_size=32, max_size=32))
def test_a_header_comes_back_as_it_was(built_at, as_of, ahead, position, hash_):
    written = header(
        b"x" * 16, built_at=built_at, as_of=as_of, ahead=ahead, position=position, hash=hash_
    )
    assert decode(written.encode()) == written


@given(st.data())
def test_a_flipped_bit_is_never_read(data):
    stored = bytearray(header().encode())
    place = data.draw(st.integers(0, len(stored) * 8 - 1))
    stored[place // 8] ^= 1 << place % 8
    with pytest.raises(HeaderUnfit):
        decode(bytes(stored))


@pytest.mark.parametrize("stored", [None, b"", b"OBG\x00", header().encode() + b"\x00"])
def test_what_is_no_header_is_refused(stored):
    with pytest.raises(HeaderUnfit):
        decode(stored)
