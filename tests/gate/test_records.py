"""A record is what was written under its key, to the bit, and answers as a function of time."""

from datetime import UTC, datetime
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.gate.moments import DAY, of
from openbeian.gate.records import Phase, RecordDamaged, decode, encode

KEY = b"shili-keji.cn"
FIRST, LAST = (datetime(*day, tzinfo=UTC) for day in ((1, 1, 1), (9999, 12, 31)))
moments = st.integers(of(FIRST), of(LAST))
numbers = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=60)
entities = st.sampled_from(["", "沪ICP备2026006107号", "𠮷ICP备05000001号", "粤B2-20090059"])
services = st.tuples(entities, st.sampled_from(["", "-1", "-07", "-12A"])).map("".join) | numbers


@st.composite
def phases(draw):
    begins = draw(st.sets(st.integers(1, 2**63 - 1), max_size=4))
    return [
        Phase(
            reason=draw(st.integers(0, 255)),
            begins=begin,
            since=draw(st.none() | moments),
            as_of=draw(st.none() | moments),
            linked=draw(st.booleans()),
            entity_number=draw(entities),
            service_number=draw(services),
            psb_number=draw(numbers),
        )
        for begin in (0, *sorted(begins))
    ]


@given(phases(), moments)
def test_the_phase_that_holds_comes_back_as_it_was(written, at):
    *_, held = (phase for phase in written if phase.begins <= max(at, 0))
    assert decode(KEY, encode(KEY, written), at) == held


@given(phases(), st.data())
def test_a_flipped_bit_is_never_read(written, data):
    record = bytearray(encode(KEY, written))
    place = data.draw(st.integers(0, len(record) * 8 - 1))
    record[place // 8] ^= 1 << place % 8
    with pytest.raises(RecordDamaged):
        decode(KEY, bytes(record), 0)


@given(phases(), st.data())
def test_a_record_that_was_cut_off_is_never_read(written, data):
    record = encode(KEY, written)
    with pytest.raises(RecordDamaged):
        decode(KEY, record[: data.draw(st.integers(0, len(record) - 1))], 0)


def test_a_record_under_another_key_is_never_read():
    with pytest.raises(RecordDamaged):
        decode(b"another.cn", encode(KEY, [Phase(1)]), 0)


def test_a_body_that_ends_early_is_never_read_though_its_checksum_is_right():
    body = encode(KEY, [Phase(1, since=5)])[:-5]
    with pytest.raises(RecordDamaged):
        decode(KEY, body + crc32(body, crc32(KEY)).to_bytes(4, "little"), 0)


@pytest.mark.parametrize(
    "written",
    [
        [],
        [Phase(1, begins=5)],
        [Phase(1), Phase(2, begins=9), Phase(3, begins=9)],
        [Phase(1), Phase(2, begins=9), Phase(3, begins=8)],
    ],
    ids=["no phase", "late first", "same moment", "backwards"],
)
def test_phases_out_of_order_are_not_written(written):
    with pytest.raises(ValueError, match="begins after"):
        encode(KEY, written)


def test_a_number_of_two_lines_is_not_written():
    with pytest.raises(ValueError, match="one line"):
        encode(KEY, [Phase(1, entity_number="a\nb")])


def test_a_filed_domain_takes_few_octets():
    number = "沪ICP备2026006107号"
    phase = Phase(0, since=0, linked=True, entity_number=number, service_number=f"{number}-1")
    shown = "2026006107", "1", "1970-01-01T00:00:00Z"
    assert len(encode(KEY, [phase])) == 4 + len("\n".join(shown)) + 4


@pytest.mark.parametrize("moment", [of(FIRST) - 1, of(LAST) + DAY, 2**63 - 1])
def test_a_moment_that_no_calendar_has_is_not_written(moment):
    with pytest.raises(ValueError, match=str(moment // DAY)):
        encode(KEY, [Phase(1, since=moment)])
