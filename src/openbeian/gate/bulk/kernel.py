"""The compiled look-up of many host names: read, reduced to the registrable domain, and found.

It decides what nearly all names are: ASCII letters, digits, hyphens and underscores, with a port,
a wildcard or final dots at most, and addresses of four numbers. Everything else it leaves, by the
code `LEFT`, to `gate.hosts`. A domain counts as found only where its octets are those of the index.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from openbeian.gate.bulk.folding import DOT, DOTS, HYPHEN, PAD, UNDERSCORE, fold
from openbeian.gate.bulk.machine import leading_zeros, load64, prefetch
from openbeian.gate.bulk.probing import keyed, masked, reason, same
from openbeian.gate.bulk.suffixes import (
    CHILDREN,
    EXCEPTION,
    FREE,
    RULE,
    SLOT_BITS,
    WILDCARD,
    Suffixes,
)

LEFT = 255
_TO_BE_READ, _ADDRESS, _SUFFIX_ALONE, _ABSENT = range(4)
_WORD, _LINE = 8, 64
_STAR, _POINT, _COLON, _ZERO, _TEN = 42, 46, 58, 48, 10
_WILDCARD = 2
_BLOCK = 64  # rows between asking for memory and reading it
_LONGEST_NAME, _LONGEST_LABEL, _LONGEST_PORT, _LAST_PORT = 253, 63, 5, 65535
_STRANGERS = np.uint64(0x8080808080808080)
_UNDERSCORES = np.uint64(0x0404040404040404)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_SHIFT = np.uint64(64 - SLOT_BITS)
_TOP, _ONE = np.uint64(56), np.uint64(1)
_SHORT = 56  # octets of a name whose bits are in one load, wherever it begins
_LETTER_A, _LETTERS = 97, 26

_compiled = njit(cache=True, nogil=True, error_model="numpy", boundscheck=False)
_woven = njit(cache=True, nogil=True, error_model="numpy", boundscheck=False, inline="always")


@_woven
def _dot_before(kinds: NDArray[np.uint8], begin: int, end: int) -> int:
    """Return the place of the last dot before `end`, or `begin - 1` where there is none."""
    while end > begin:
        dots = load64(kinds, end - 8) & DOTS
        if dots:
            found = end - 1 - (leading_zeros(dots) >> 3)
            return max(found, begin - 1)
        end -= 8
    return begin - 1


@_woven
def _child(tree: Suffixes, node: int, low: NDArray[np.uint8], begin: int, end: int) -> int:
    """Return the node of a label below a node, or 0."""
    length = end - begin
    word = masked(load64(low, begin), length)
    mixed = (word ^ (np.uint64(node) * _SPREAD) ^ np.uint64(length)) * _MIX
    at = np.int64(mixed >> _SHIFT)
    while tree.child[at] != FREE:
        if (
            tree.word[at] == word
            and tree.parent[at] == node
            and tree.length[at] == length
            and (length <= _WORD or same(low, begin, tree.labels, np.int64(tree.place[at]), length))
        ):
            return np.int64(tree.child[at])
        at = (at + 1) & ((1 << SLOT_BITS) - 1)
    return 0


@_woven
def _suffix(
    tree: Suffixes, low: NDArray[np.uint8], kinds: NDArray[np.uint8], begin: int, end: int
) -> int:
    """Return where the public suffix of a name begins."""
    node, edge, suffix = 0, end, end
    while True:
        dot = _dot_before(kinds, begin, edge)
        child = _child(tree, node, low, dot + 1, edge)
        flags = tree.flags[child] if child else np.uint8(0)
        if flags & EXCEPTION:
            return edge + 1
        if edge == end or flags & RULE or tree.flags[node] & WILDCARD:
            suffix = dot + 1
        if dot < begin or not flags & CHILDREN:
            return suffix
        node, edge = child, dot


@_woven
def _end_of_name(low: NDArray[np.uint8], begin: int, end: int) -> int:
    """Return where a name ends before its port, if it has one that counts, and its final dots."""
    at = end
    while at > begin and end - at <= _LONGEST_PORT and np.uint8(low[at - 1] - _ZERO) < _TEN:
        at -= 1
    if begin < at < end and low[at - 1] == _COLON and end - at <= _LONGEST_PORT:
        port = 0
        for place in range(at, end):
            port = port * _TEN + np.int64(low[place]) - _ZERO
        if port <= _LAST_PORT:
            end = at - 1
    while end > begin and low[end - 1] == _POINT:
        end -= 1
    return end


@_woven
def _is_plain(kinds: NDArray[np.uint8], begin: int, end: int) -> bool:
    """Tell whether a name is as host names are on the wire."""
    if end <= begin or end - begin > _LONGEST_NAME:
        return False
    if kinds[begin] & (DOT | HYPHEN) or kinds[end - 1] & HYPHEN:
        return False
    seen = np.uint64(0)
    at = begin
    while at < end:
        seen |= masked(load64(kinds, at), end - at)
        at += 8
    if seen & _STRANGERS:
        return False
    if seen & _UNDERSCORES:
        for place in range(_dot_before(kinds, begin, end) + 1, end):
            if kinds[place] & UNDERSCORE:
                return False
    return end - begin <= _LONGEST_LABEL or _labels_fit(kinds, begin, end)


@_compiled
def _labels_fit(kinds: NDArray[np.uint8], begin: int, end: int) -> bool:
    since = begin
    for at in range(begin, end):
        if kinds[at] & DOT:
            since = at + 1
        elif at - since >= _LONGEST_LABEL:
            return False
    return True


@_woven
def _bits(packed: NDArray[np.uint8], place: int) -> np.uint64:
    """Return the bits of the `_SHORT` octets from a place on."""
    return load64(packed, place >> 3) >> np.uint64(place & 7)


@_woven
def _below(bits: np.uint64, place: int) -> int:
    """Return the highest place below one whose bit is set, or -1; places are 0 to 63."""
    found = bits & ((_ONE << np.uint64(place)) - _ONE)
    return 63 - leading_zeros(found)


@_woven
def _short(
    tree: Suffixes,
    low: NDArray[np.uint8],
    begin: int,
    length: int,
    dots: np.uint64,
) -> int:
    """Return where the registrable domain of a short plain name begins; -1 for other names.

    What `_suffix` does, with the places of the dots in one word.
    """
    node, edge, suffix = 0, length, length
    while True:
        dot = _below(dots, edge)
        child = _child(tree, node, low, begin + dot + 1, begin + edge)
        flags = tree.flags[child]  # the root's number stands for no child, too
        flags = flags if child else np.uint8(0)
        if flags & EXCEPTION:
            suffix = edge + 1
            break
        if edge == length or flags & RULE or tree.flags[node] & WILDCARD:
            suffix = dot + 1
        if dot < 0 or not flags & CHILDREN:
            break
        node, edge = child, dot
    if suffix == 0:
        return -1
    return begin + _below(dots, suffix - 1) + 1


@_woven
def _at_once(
    tree: Suffixes,
    low: NDArray[np.uint8],
    kinds: NDArray[np.uint8],
    dots: NDArray[np.uint8],
    strange: NDArray[np.uint8],
    begin: int,
    end: int,
) -> int:
    """Return where the registrable domain of a name begins that is as nearly all come, or -1.

    They are short, nothing in them is odd, and they end in a short label of letters.
    """
    length = end - begin
    if not 0 < length <= _SHORT or np.uint8(low[end - 1] - _LETTER_A) >= _LETTERS:
        return -1
    odd = _bits(strange, begin) & ((_ONE << np.uint64(length)) - _ONE)
    if odd or kinds[begin] & (DOT | HYPHEN):
        return -1
    of_dots = _bits(dots, begin)
    label = _below(of_dots, length) + 1
    tail = masked(load64(kinds, begin + label), length - label)
    if length - label > _WORD or tail & _UNDERSCORES:
        return -1
    return _short(tree, low, begin, length, of_dots)


@_woven
def _domain(
    tree: Suffixes, low: NDArray[np.uint8], kinds: NDArray[np.uint8], begin: int, end: int
) -> Any:
    """Return where the registrable domain of a host name begins and ends.

    Else the end is 0, and the beginning says what the name is.
    """
    end = _end_of_name(low, begin, end)
    if end - begin > _WILDCARD and low[begin] == _STAR and low[begin + 1] == _POINT:
        begin += _WILDCARD
    if not _is_plain(kinds, begin, end):
        return _TO_BE_READ, 0
    if np.uint8(low[end - 1] - _ZERO) < _TEN:
        top = _dot_before(kinds, begin, end) + 1
        return (_ADDRESS if np.uint8(low[top] - _ZERO) < _TEN else _TO_BE_READ), 0
    suffix = _suffix(tree, low, kinds, begin, end)
    if suffix == begin:
        return _SUFFIX_ALONE, 0
    return _dot_before(kinds, begin, suffix - 1) + 1, end


@_compiled
def look_up(
    data: NDArray[np.uint8],
    places: NDArray[np.int64],
    tree: Suffixes,
    buckets: NDArray[np.uint32],
    blob: NDArray[np.uint8],
    key: NDArray[np.uint64],
    at: np.int64,
    meanings: NDArray[np.uint8],
    codes: NDArray[np.uint8],
) -> int:
    """Write the code of each row's reason; return how many rows were left with `LEFT`.

    `at` is the moment; `meanings` are the codes of `LEFT`, of an address, of a public suffix and of
    an absent domain. Row n lies between `places[n]` and `places[n + 1]`. Rows are done in blocks,
    in three goes, so that memory is asked for well before it is needed.
    """
    count_of_rows = len(places) - 1
    largest = 0
    for block in range(0, count_of_rows, _BLOCK):
        last = min(block + _BLOCK, count_of_rows)
        largest = max(largest, places[last] - places[block])
    low, raw, kinds, dots, strange = np.zeros((5, largest + 3 * PAD), np.uint8)
    mask = np.uint64(len(buckets) - 2)
    begins, lengths = np.empty(_BLOCK, np.int64), np.empty(_BLOCK, np.int64)
    rows, hashes = np.empty(_BLOCK, np.int64), np.empty(_BLOCK, np.uint64)
    left = 0
    for block in range(0, count_of_rows, _BLOCK):
        count = 0
        last = min(block + _BLOCK, count_of_rows)
        fold(data[places[block] : places[last]], low, raw, kinds, dots, strange)
        shift = PAD - places[block]
        for row in range(block, last):
            begin, end = places[row] + shift, places[row + 1] + shift
            start = _at_once(tree, low, kinds, dots, strange, begin, end)
            if start >= 0:
                begin = start
            else:
                begin, end = _domain(tree, low, kinds, begin, end)
            if end == 0:
                codes[row] = meanings[begin]
                left += begin == _TO_BE_READ
                continue
            hashed = keyed(low, begin, end, key[0], key[1])
            prefetch(buckets, np.int64(hashed & mask))
            begins[count], lengths[count] = begin, end - begin
            hashes[count], rows[count] = hashed, row
            count += 1
        for one in range(count):
            place = np.int64(buckets[np.int64(hashes[one] & mask)])
            prefetch(blob, place)
            prefetch(blob, place + _LINE)
        for one in range(count):
            bucket = np.int64(hashes[one] & mask)
            place, edge = np.int64(buckets[bucket]), np.int64(buckets[bucket + 1])
            found = reason(blob, place, edge, low, begins[one], lengths[one], hashes[one], at)
            codes[rows[one]] = found if found >= 0 else meanings[_ABSENT]
    return left


@_compiled
def find(
    domains: NDArray[np.uint8],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    buckets: NDArray[np.uint32],
    blob: NDArray[np.uint8],
    key: NDArray[np.uint64],
    at: np.int64,
    absent: np.uint8,
    codes: NDArray[np.uint8],
) -> None:
    """Write the code of each registrable domain's reason; a pad must follow the domains."""
    mask = np.uint64(len(buckets) - 2)
    for row in range(len(starts)):
        begin, end = starts[row], ends[row]
        hashed = keyed(domains, begin, end, key[0], key[1])
        bucket = np.int64(hashed & mask)
        place, edge = np.int64(buckets[bucket]), np.int64(buckets[bucket + 1])
        found = reason(blob, place, edge, domains, begin, end - begin, hashed, at)
        codes[row] = found if found >= 0 else absent
