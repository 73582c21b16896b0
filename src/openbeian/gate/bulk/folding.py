"""The first pass of the kernel: letters folded, and octets sorted into kinds, many at a time."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from openbeian.gate.bulk.machine import load64

PAD = 8  # octets around what is read by words
DOT, HYPHEN, UNDERSCORE, STRANGE = 1, 2, 4, 128
DOTS = np.uint64(0x0101010101010101)
_WORD = 8
_TOP, _SEVEN = np.uint64(56), np.uint64(7)
_GATHER = np.uint64(0x0102040810204080)  # brings the lowest bits of eight octets together

_compiled = njit(cache=True, nogil=True, error_model="numpy", boundscheck=False)


# Written so that the compiler does 32 octets at a time: octets compared with octets, chosen
# without a branch, at places that begin at 0.
@_compiled
def _lower(data: NDArray[np.uint8], low: NDArray[np.uint8]) -> None:
    for at in range(len(data)):
        octet = data[at]
        is_capital = (octet >= np.uint8(65)) & (octet <= np.uint8(90))
        low[at] = octet + np.uint8(32) if is_capital else octet


@_compiled
def _classify(low: NDArray[np.uint8], kinds: NDArray[np.uint8]) -> None:
    for at in range(len(low)):
        octet = low[at]
        letter = (octet >= np.uint8(97)) & (octet <= np.uint8(122))
        digit = (octet >= np.uint8(48)) & (octet <= np.uint8(57))
        kind = np.uint8(0) if letter | digit else np.uint8(STRANGE)
        kind = np.uint8(DOT) if octet == np.uint8(46) else kind
        kind = np.uint8(HYPHEN) if octet == np.uint8(45) else kind
        kinds[at] = np.uint8(UNDERSCORE) if octet == np.uint8(95) else kind


@_compiled
def _refuse_edges(
    kinds: NDArray[np.uint8], before: NDArray[np.uint8], marked: NDArray[np.uint8]
) -> None:
    """Mark what makes a label empty, or makes it begin or end with a hyphen."""
    for at in range(len(kinds)):
        kind, other = kinds[at], before[at]
        dot, hyphen = kind == np.uint8(DOT), kind == np.uint8(HYPHEN)
        after_dot, after_hyphen = other == np.uint8(DOT), other == np.uint8(HYPHEN)
        clash = (dot & (after_dot | after_hyphen)) | (hyphen & after_dot)
        marked[at] = np.uint8(STRANGE) if clash else kind


@_compiled
def _pack(kinds: NDArray[np.uint8], dots: NDArray[np.uint8], strange: NDArray[np.uint8]) -> None:
    """Write a bit for each octet: whether it is a dot, and whether it makes a name odd."""
    for at in range(len(dots)):
        word = load64(kinds, at * _WORD)
        dots[at] = ((word & DOTS) * _GATHER) >> _TOP
        strange[at] = (((word >> _SEVEN) & DOTS) * _GATHER) >> _TOP


@_compiled
def fold(
    data: NDArray[np.uint8],
    low: NDArray[np.uint8],
    raw: NDArray[np.uint8],
    kinds: NDArray[np.uint8],
    dots: NDArray[np.uint8],
    strange: NDArray[np.uint8],
) -> None:
    """Write every octet in lower case and of which kind it is, behind the pad; and the bits."""
    end = len(data) + PAD
    _lower(data, low[PAD:end])
    _classify(low[PAD:end], raw[PAD:end])
    _refuse_edges(raw[PAD:end], raw[PAD - 1 : end - 1], kinds[PAD:end])
    words = (end + _WORD - 1) // _WORD
    _pack(kinds, dots[:words], strange[:words])
