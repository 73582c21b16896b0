"""What the store holds of one domain: its answer as a function of time, in a few dozen octets.

    record := crc32(key + body):u32 · body         body := phase+
    phase  := reason:u8 · flags:u8 · moment:i64 … · [length:u16 · text]
    moment := microseconds since 1970 UTC, little-endian as every number here

The flags say which moments are there, in this order: BEGINS (from when the phase holds; the first
phase has none), SINCE, AS_OF; whether the domain is LINKED to this provider; whether there are
NUMBERS, a text of three lines (entity, service, public security) in UTF-8; and whether the service
number CONTINUES the entity number, so that only its end is kept. A reason is its place in the
store's vocabulary.
"""

import struct
from collections.abc import Sequence
from itertools import pairwise
from struct import Struct
from typing import NamedTuple
from zlib import crc32

BEGINS, SINCE, AS_OF, LINKED, NUMBERS, CONTINUES = (1 << bit for bit in range(6))
_MOMENTS = (BEGINS, SINCE, AS_OF)
_CHECKSUM = Struct("<I")
_LAYOUTS = tuple(
    Struct(
        "<BB"
        + "q" * sum(bool(flags & moment) for moment in _MOMENTS)
        + ("H" if flags & NUMBERS else "")
    )
    for flags in range(1 << 6)
)


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


def encode(key: bytes, phases: Sequence[Phase]) -> bytes:
    """Return the record of a domain. ValueError for phases out of order of time."""
    if not phases or phases[0].begins or any(a.begins >= b.begins for a, b in pairwise(phases)):
        msg = "the first phase has no beginning, and each later one begins after the one before"
        raise ValueError(msg)
    body = b"".join(map(_encode, phases))
    return _CHECKSUM.pack(crc32(body, crc32(key))) + body


def decode(key: bytes, record: bytes, at: int) -> Phase:
    """Return the phase of a record that holds at a moment. Raises RecordDamaged."""
    body = record[4:]
    if crc32(body, crc32(key)).to_bytes(4, "little") != record[:4]:
        raise RecordDamaged(key)
    try:
        held, place = _decode(body, 0)
        while place < len(body):
            later, place = _decode(body, place)
            if later.begins > at:
                break
            held = later
    except (IndexError, ValueError, struct.error) as fault:
        raise RecordDamaged(key) from fault
    return held


def _encode(phase: Phase) -> bytes:
    entity, service, psb = phase.entity_number, phase.service_number, phase.psb_number
    continues = bool(entity) and service.startswith(entity)
    if continues:
        service = service[len(entity) :]
    numbers = (entity, service, psb)
    if any("\n" in number for number in numbers):
        msg = "a number is one line"
        raise ValueError(msg)
    text = "\n".join(numbers).encode() if any(numbers) else b""
    moments = (phase.begins or None, phase.since, phase.as_of)
    flags = sum(flag for flag, moment in zip(_MOMENTS, moments, strict=True) if moment is not None)
    flags += LINKED * phase.linked + NUMBERS * bool(text) + CONTINUES * continues
    there = [moment for moment in moments if moment is not None]
    length = [len(text)] if text else []
    return _LAYOUTS[flags].pack(phase.reason, flags, *there, *length) + text


def _decode(body: bytes, place: int) -> tuple[Phase, int]:
    """Return the phase that begins at a place, and the place after it."""
    flags = body[place + 1]
    layout = _LAYOUTS[flags]
    fields = layout.unpack_from(body, place)
    place += layout.size
    at, begins, since, as_of = 2, 0, None, None
    if flags & BEGINS:
        begins, at = fields[at], at + 1
    if flags & SINCE:
        since, at = fields[at], at + 1
    if flags & AS_OF:
        as_of, at = fields[at], at + 1
    linked = bool(flags & LINKED)
    if not flags & NUMBERS:
        return Phase(fields[0], begins, since, as_of, linked), place
    end = place + fields[at]
    entity, service, psb = body[place:end].decode().split("\n")
    if flags & CONTINUES:
        service = entity + service
    return Phase(fields[0], begins, since, as_of, linked, entity, service, psb), end
