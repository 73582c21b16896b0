"""The compiled walks over records that measure the buckets of an index and fill them.

A record is read as `gate.records` describes it, and its checksum is looked at.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from openbeian.gate.bulk.probing import HEAD, PHASE, keyed
from openbeian.gate.records import CHECKSUM, END, ENDS, SOUND
from openbeian.gate.records import HEAD as PHASE_HEAD

_CHECKSUM, _PHASE_HEAD, _END, _MOMENT = CHECKSUM.size, PHASE_HEAD.size, END.size, 8
_SOUND = np.uint64(SOUND)
_MOST_LATER = 255
_POLYNOMIAL = 0xEDB88320
_TOP, _OCTET = np.uint64(56), np.uint64(8)
_ONES, _NONE = np.uint64(0xFFFFFFFF), np.uint64(0)


def _table() -> NDArray[np.uint64]:
    """Return the table of CRC-32 for one octet at a time."""
    table = []
    for octet in range(256):
        rest = octet
        for _ in range(8):
            rest = rest >> 1 ^ (_POLYNOMIAL if rest & 1 else 0)
        table.append(rest)
    return np.array(table, np.uint64)


_CRC = _table()
_compiled = njit(cache=True, nogil=True, error_model="numpy", boundscheck=False)


@_compiled
def _crc(octets: NDArray[np.uint8], begin: int, end: int, before: np.uint64) -> np.uint64:
    crc = before ^ _ONES
    for at in range(begin, end):
        crc = _CRC[np.uint8(crc) ^ octets[at]] ^ (crc >> _OCTET)
    return crc ^ _ONES


@_compiled
def _after(records: NDArray[np.uint8], place: int, last: int) -> int:
    """Return the place after the phase at a place, or one beyond the last if it is cut off."""
    if place + _PHASE_HEAD > last:
        return last + 1
    if not records[place + 1] & ENDS:
        return last
    place += _PHASE_HEAD
    if place + _END > last:
        return last + 1
    length = np.int64(records[place + _MOMENT]) + 256 * np.int64(records[place + _MOMENT + 1])
    return place + _END + length


@_compiled
def _later(records: NDArray[np.uint8], begin: int, last: int) -> int:
    """Return how many phases follow the first one of a record, or -1 for one that is damaged."""
    place, phases = begin, -1
    while place < last:
        place = _after(records, place, last)
        phases += 1
    return phases if place == last and phases <= _MOST_LATER else -1


@_compiled
def measure(
    domains: NDArray[np.uint8],
    domain_ends: NDArray[np.int64],
    records: NDArray[np.uint8],
    record_ends: NDArray[np.int64],
    key: NDArray[np.uint64],
    sizes: NDArray[np.uint32],
) -> bool:
    """Add the size of each entry to that of its bucket; False where a record is damaged."""
    mask = np.uint64(len(sizes) - 2)
    first, begin = 0, 0
    for row in range(len(domain_ends)):
        last, end = domain_ends[row], record_ends[row]
        of_domain = _crc(domains, first, last, _NONE)
        later = _later(records, begin, end - _CHECKSUM)
        if later < 0 or _crc(records, begin, end, of_domain) != _SOUND:
            return False
        bucket = np.int64(keyed(domains, first, last, key[0], key[1]) & mask)
        sizes[bucket] += np.uint32(HEAD + last - first + PHASE * later)
        first, begin = last, end
    return True


@_compiled
def line_up(sizes: NDArray[np.uint32]) -> int:
    """Turn the sizes of buckets into the places where they begin; return the size of all."""
    total = 0
    for bucket in range(len(sizes)):
        size = np.int64(sizes[bucket])
        sizes[bucket] = np.uint32(total)
        total += size
    return total


@_compiled
def seat(
    domains: NDArray[np.uint8],
    domain_ends: NDArray[np.int64],
    records: NDArray[np.uint8],
    record_ends: NDArray[np.int64],
    key: NDArray[np.uint64],
    places: NDArray[np.uint32],
    blob: NDArray[np.uint8],
) -> bool:
    """Write each entry where the place of its bucket stands, and move that on.

    The records are those that `measure` has seen.
    """
    mask = np.uint64(len(places) - 2)
    first, begin = 0, 0
    for row in range(len(domain_ends)):
        last, end = domain_ends[row], record_ends[row]
        hashed = keyed(domains, first, last, key[0], key[1])
        bucket = np.int64(hashed & mask)
        place = np.int64(places[bucket])
        blob[place] = np.uint8(hashed >> _TOP)
        blob[place + 1] = np.uint8(last - first)
        phase, over = begin, end - _CHECKSUM
        blob[place + 2] = np.uint8(_later(records, phase, over))
        blob[place + 3] = records[phase]
        blob[place + HEAD : place + HEAD + last - first] = domains[first:last]
        place += HEAD + last - first
        former, phase = phase, _after(records, phase, over)
        while phase < over:
            until = former + _PHASE_HEAD  # where the former phase ends, this one begins
            blob[place : place + _MOMENT] = records[until : until + _MOMENT]
            blob[place + _MOMENT] = records[phase]
            place += PHASE
            former, phase = phase, _after(records, phase, over)
        places[bucket] = np.uint32(place)
        first, begin = last, end
    return True
