"""How an entry of the index is found: by a keyed hash, and then octet by octet."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from openbeian.gate.bulk.machine import load64

HEAD = 4  # octets before the key of an entry: fingerprint, length, later phases, reason
PHASE = 9  # octets of a later phase: when it begins, reason
_WORD = 8
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_IV = tuple(
    np.uint64(word)
    for word in (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)
)
_FINAL = np.uint64(0xFF)
_TOP = np.uint64(56)

_compiled = njit(cache=True, nogil=True, error_model="numpy", boundscheck=False)
_woven = njit(cache=True, nogil=True, error_model="numpy", boundscheck=False, inline="always")


@_woven
def masked(word: np.uint64, octets: int) -> np.uint64:
    """Return the first octets of a word, 0 to 8 of them."""
    if octets >= _WORD:
        return word
    return word & ~(_ALL << np.uint64(octets * 8))


@_woven
def _round(v0: Any, v1: Any, v2: Any, v3: Any) -> Any:
    v0 += v1
    v1 = (v1 << np.uint64(13)) | (v1 >> np.uint64(51))
    v1 ^= v0
    v0 = (v0 << np.uint64(32)) | (v0 >> np.uint64(32))
    v2 += v3
    v3 = (v3 << np.uint64(16)) | (v3 >> np.uint64(48))
    v3 ^= v2
    v0 += v3
    v3 = (v3 << np.uint64(21)) | (v3 >> np.uint64(43))
    v3 ^= v0
    v2 += v1
    v1 = (v1 << np.uint64(17)) | (v1 >> np.uint64(47))
    v1 ^= v2
    v2 = (v2 << np.uint64(32)) | (v2 >> np.uint64(32))
    return v0, v1, v2, v3


@_compiled
def keyed(octets: NDArray[np.uint8], begin: int, end: int, k0: np.uint64, k1: np.uint64) -> Any:
    """Return SipHash-1-3 of some octets; eight more must be readable behind them."""
    v0, v1, v2, v3 = k0 ^ _IV[0], k1 ^ _IV[1], k0 ^ _IV[2], k1 ^ _IV[3]
    at = begin
    while end - at >= _WORD:
        word = load64(octets, at)
        v3 ^= word
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
        v0 ^= word
        at += 8
    word = masked(load64(octets, at), end - at) | (np.uint64(end - begin) << _TOP)
    v3 ^= word
    v0, v1, v2, v3 = _round(v0, v1, v2, v3)
    v0 ^= word
    v2 ^= _FINAL
    for _ in range(3):
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
    return v0 ^ v1 ^ v2 ^ v3


@_woven
def same(
    one: NDArray[np.uint8], at: int, other: NDArray[np.uint8], place: int, length: int
) -> bool:
    """Tell whether so many octets are the same; eight more must be readable behind both."""
    while length > 0:
        if masked(load64(one, at) ^ load64(other, place), length):
            return False
        at, place, length = at + 8, place + 8, length - 8
    return True


@_woven
def _found(blob: NDArray[np.uint8], place: int, length: int, at: np.int64) -> np.uint8:
    """Return the reason that an entry gives at a moment."""
    reason = blob[place + 3]
    phase = place + HEAD + length
    for _ in range(blob[place + 2]):
        if np.int64(load64(blob, phase)) > at:
            break
        reason = blob[phase + 8]
        phase += PHASE
    return reason


@_woven
def reason(
    blob: NDArray[np.uint8],
    place: int,
    edge: int,
    low: NDArray[np.uint8],
    begin: int,
    length: int,
    hashed: np.uint64,
    at: np.int64,
) -> int:
    """Return the reason of a domain within a bucket, or -1 where it is not there."""
    mark = np.uint8(hashed >> _TOP)
    while place < edge:
        found = np.int64(blob[place + 1])
        if blob[place] == mark and found == length and same(low, begin, blob, place + HEAD, length):
            return np.int64(_found(blob, place, length, at))
        place += HEAD + found + PHASE * np.int64(blob[place + 2])
    return -1
