"""What the store holds of one domain: its answer as a function of time, in a few dozen octets.

    record := phase+ · crc32(key + phases):u32
    phase  := reason:u8 · form:u8 · character:u16 · [until:i64 · length:u16] · lines

A reason is its place in the store's vocabulary. The form says whether the domain is LINKED to this
provider, whether the phase ENDS (`until` is when the next one begins, in microseconds since 1970
UTC, and `length` that of the lines; those of the last phase reach to the checksum), and which
lines there are, with a line feed between them and each as an answer shows it, so that whoever
answers copies them and does no more:

    the numbers: if NUMBERED two lines, 1 and 2 in `沪ICP备1号` and `沪ICP备1号-2`, whose character
        the head holds; otherwise three, the entity, service and public security number
    since, if SINCE, and as_of, if AS_OF, as RFC 3339 writes them

Numbers are little-endian.
"""

import re
import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from openbeian.gate import moments

_FLAGS = LINKED, ENDS, SINCE, AS_OF, NUMBERED = tuple(1 << bit for bit in range(5))
HEAD = Struct("<BBH")
END = Struct("<qH")
CHECKSUM = Struct("<I")
SOUND = 0x2144DF1C  # the CRC-32 of whatever ends with its own
_ENTITY, _SERVICE = "{}ICP备%b号", "{}ICP备%b号-%b"
_NUMBERS = re.compile(r"(?P<entity>([\u0080-\ud7ff])ICP备([0-9]+)号)\n(?P=entity)-([0-9]+)\n")
_VERBATIM = (b"%b", b"%b", b"%b")


class RecordDamaged(Exception):
    """A record is not what was written under this key."""


class Phase(NamedTuple):
    """What is answered from a moment on, until the next phase of the record begins.

    Moments are in microseconds since 1970 UTC. `as_of` is None where the answer is true at the
    moment of asking, `begins` is 0 in the first phase of a record.
    """

    reason: int
    begins: int = 0
    since: int | None = None
    as_of: int | None = None
    linked: bool = False
    entity_number: str = ""
    service_number: str = ""
    psb_number: str = ""


class Form(NamedTuple):
    """What the head of a phase says.

    `numbers` are the entity, service and public security number with `%b` for each line; if
    `numbered` the first line goes into the first two.
    """

    reason: int
    linked: bool
    ends: bool
    since: bool
    as_of: bool
    numbered: bool
    numbers: tuple[bytes, bytes, bytes]


# of a domain that has no record
NO_FORM = Form(
    0, linked=False, ends=False, since=False, as_of=False, numbered=False, numbers=_VERBATIM
)
NO_LINES = b"\n\n"


def encode(key: bytes, phases: Sequence[Phase]) -> bytes:
    """Return the record of a domain.

    ValueError for phases out of order of time, and for moments beyond the years 1 to 9999.
    """
    if not phases or phases[0].begins or any(a.begins >= b.begins for a, b in pairwise(phases)):
        msg = "the first phase has no beginning, and each later one begins after the one before"
        raise ValueError(msg)
    ends = [*(phase.begins for phase in phases[1:]), None]
    body = b"".join(map(_encode, phases, ends))
    return body + CHECKSUM.pack(crc32(body, crc32(key)))


def decode(key: bytes, record: bytes, at: int) -> Phase:
    """Return the phase of a record that holds at a moment. Raises RecordDamaged."""
    if not is_sound(key, record):
        raise RecordDamaged(key)
    try:
        return _decode(record, at)
    except (IndexError, ValueError, struct.error) as fault:
        raise RecordDamaged(key) from fault


def is_sound(key: bytes, record: bytes) -> bool:
    """Whether a record is what was written under this key."""
    return crc32(record, crc32(key)) == SOUND


@lru_cache(maxsize=4096)
def form_of(head: bytes) -> Form:
    """Return what the first octets of a phase say. Raises struct.error."""
    reason, flags, character = HEAD.unpack(head)
    numbers = _VERBATIM
    if flags & NUMBERED:
        numbers = (
            _ENTITY.format(chr(character)).encode(),
            _SERVICE.format(chr(character)).encode(),
            b"",
        )
    linked, ends, since, as_of, numbered = (bool(flags & flag) for flag in _FLAGS)
    return Form(reason, linked, ends, since, as_of, numbered, numbers)


def _encode(phase: Phase, until: int | None) -> bytes:
    numbers = (phase.entity_number, phase.service_number, phase.psb_number)
    if any("\n" in number for number in numbers):
        msg = "a number is one line"
        raise ValueError(msg)
    numbered = _NUMBERS.fullmatch("\n".join(numbers))
    character, lines = (
        (0, numbers) if numbered is None else (ord(numbered[2]), numbered.groups()[2:])
    )
    dates = [moments.stamp(date) for date in (phase.since, phase.as_of) if date is not None]
    text = "\n".join([*lines, *dates]).encode()
    flags = LINKED * phase.linked + SINCE * (phase.since is not None)
    flags += AS_OF * (phase.as_of is not None) + NUMBERED * (numbered is not None)
    if until is None:
        return HEAD.pack(phase.reason, flags, character) + text
    return HEAD.pack(phase.reason, flags + ENDS, character) + END.pack(until, len(text)) + text


def _decode(record: bytes, at: int) -> Phase:
    begins, place, last = 0, 0, len(record) - CHECKSUM.size
    while True:
        form = form_of(record[place : place + HEAD.size])
        place += HEAD.size
        if not form.ends:
            return _phase(begins, form, record[place:last])
        until, length = END.unpack_from(record, place)
        place += END.size
        if at < until:
            return _phase(begins, form, record[place : place + length])
        begins, place = until, place + length


def _phase(begins: int, form: Form, text: bytes) -> Phase:
    lines = text.split(b"\n")
    as_of = moments.read(lines.pop()) if form.as_of else None
    since = moments.read(lines.pop()) if form.since else None
    if form.numbered:
        first, second = lines
        lines = [form.numbers[0] % first, form.numbers[1] % (first, second), b""]
    entity, service, psb = (line.decode() for line in lines)
    return Phase(form.reason, begins, since, as_of, form.linked, entity, service, psb)
