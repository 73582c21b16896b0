"""The Public Suffix List as a tree of labels in arrays, for the kernel to walk from the right.

Each label below its parent is one slot of a hash table; a label is compared whole, so that no two
can be taken for each other.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbeian.numbers import public_suffix

RULE, EXCEPTION, WILDCARD, CHILDREN = 1, 2, 4, 8
SLOT_BITS = 15
FREE = 0  # the root is nobody's child
_MIX = 0x9E3779B97F4A7C15
_SPREAD = 0xD6E8FEB86659FD93
_WORD = 8
_ALL = 2**64 - 1


class Suffixes(NamedTuple):
    """The tree: by slot the child's number (0 where the slot is free), parent, length and label.

    `word` holds the first eight octets of the label, `place` where the whole of it lies in
    `labels`. `flags` are by node.
    """

    child: NDArray[np.uint16]
    parent: NDArray[np.uint32]
    length: NDArray[np.uint8]
    word: NDArray[np.uint64]
    place: NDArray[np.uint32]
    labels: NDArray[np.uint8]
    flags: NDArray[np.uint8]


@cache
def load() -> Suffixes:
    """Return the tree of the list that comes with this program."""
    tree, flags = _grown()
    size = 1 << SLOT_BITS
    found = Suffixes(
        child=np.zeros(size, np.uint16),
        parent=np.zeros(size, np.uint32),
        length=np.zeros(size, np.uint8),
        word=np.zeros(size, np.uint64),
        place=np.zeros(size, np.uint32),
        labels=np.frombuffer(b"".join(label for _, label in tree) + bytes(_WORD), np.uint8),
        flags=np.array(flags, np.uint8),
    )
    place = 0
    for (parent, label), node in tree.items():
        _seat(found, parent, label, node, place)
        place += len(label)
    return found


def slot(parent: int, length: int, word: int) -> int:
    """Return the slot in which the search for a label begins; the kernel reckons alike."""
    mixed = (word ^ (parent * _SPREAD & _ALL) ^ length) * _MIX & _ALL
    return mixed >> (64 - SLOT_BITS)


def _seat(found: Suffixes, parent: int, label: bytes, node: int, place: int) -> None:
    word = int.from_bytes(label[:_WORD], "little")
    at = slot(parent, len(label), word)
    while found.child[at] != FREE:
        at = (at + 1) % (1 << SLOT_BITS)
    found.child[at], found.parent[at], found.length[at] = node, parent, len(label)
    found.word[at], found.place[at] = word, place


def _grown() -> tuple[dict[tuple[int, bytes], int], list[int]]:
    """Return the number of each node by its parent and label, and the flags of each number."""
    tree: dict[tuple[int, bytes], int] = {}
    flags = [0]
    for name, flag in _rules():
        node = 0
        for label in reversed(name.encode().split(b".")):
            flags[node] |= CHILDREN
            child = tree.setdefault((node, label), len(flags))
            if child == len(flags):
                flags.append(0)
            node = child
        flags[node] |= flag
    return tree, flags


def _rules() -> Iterator[tuple[str, int]]:
    rules = public_suffix.rules()
    for names, flag in (
        (rules.rules, RULE),
        (rules.exceptions, EXCEPTION),
        (rules.wildcards, WILDCARD | CHILDREN),
    ):
        yield from ((name, flag) for name in sorted(names))
