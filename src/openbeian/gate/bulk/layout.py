"""The index of one state of a store, a file that the kernel maps and that never changes.

    file    := head · buckets:u32 × (number of buckets + 1) · entries · 64 octets of nothing
    head    := magic:4s · version:u16 · store:16s · position:u64 · key:2 × u64 · domains:u64
               · buckets:u64 · entries:u64 · crc32 of this and of all that follows:u32
    entry   := print:u8 · length:u8 · later:u8 · reason:u8 · domain · phase × later
    phase   := begins:i64 · reason:u8

Little-endian. The hash of a domain, SipHash-1-3 under a key that each index draws for itself, says
in which bucket its entry lies and what its print is; the entry holds the domain, so that it is
compared and not believed. A bucket is where its entries begin, and ends where the next one begins.
"""

import mmap
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

MAGIC = b"OBI\x00"
VERSION = 1
SLACK = 64
HEAD = Struct("<4sH16sQQQQQQ")
_CHECKSUM = Struct("<I")
START = 128  # where the buckets begin
_NUMBER = 4


class IndexUnfit(Exception):
    """A file is no index of this version and state, or it is damaged."""


class State(NamedTuple):
    """Of which store and of which position of the log an index is."""

    store: bytes
    position: int

    @property
    def file_name(self) -> str:
        """The name of its index."""
        return f"index-{self.store.hex()}-{self.position}"


@dataclass(frozen=True, slots=True)
class Shape:
    """What the head of an index says; `entries` is their size in octets."""

    state: State
    key: tuple[int, int]
    domains: int
    buckets: int
    entries: int

    @property
    def places(self) -> tuple[int, int, int]:
        """Where the buckets end, where the entries end, and where the file ends."""
        buckets = START + (self.buckets + 1) * _NUMBER
        return buckets, buckets + self.entries, buckets + self.entries + SLACK

    def encode(self, body: "memoryview | mmap.mmap") -> bytes:
        """Return the head of a file, of which all after the head is given."""
        fields = (*self.state, *self.key, self.domains, self.buckets, self.entries)
        head = HEAD.pack(MAGIC, VERSION, *fields)
        return (head + _CHECKSUM.pack(crc32(body, crc32(head)))).ljust(START, b"\x00")


class Index(NamedTuple):
    """An index as the kernel takes it, and the whole of its file."""

    shape: Shape
    file: NDArray[np.uint8]
    buckets: NDArray[np.uint32]
    blob: NDArray[np.uint8]
    key: NDArray[np.uint64]


def load(path: Path, state: State) -> Index:
    """Map the index of a state, having read all of it once. Raises IndexUnfit."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        shape = _decode(mapped)
    except (OSError, ValueError) as fault:
        raise IndexUnfit(path) from fault
    if shape is None or shape.state != state:
        raise IndexUnfit(path)
    return arrays(shape, np.frombuffer(mapped, np.uint8))


def arrays(shape: Shape, file: NDArray[np.uint8]) -> Index:
    """Return the parts of a mapped file."""
    edge, _, end = shape.places
    buckets = file[START:edge].view(np.uint32)
    return Index(shape, file, buckets, file[edge:end], np.array(shape.key, np.uint64))


def _decode(mapped: mmap.mmap) -> Shape | None:
    if len(mapped) < START:
        return None
    magic, version, store, position, k0, k1, *sizes = HEAD.unpack_from(mapped)
    if (magic, version) != (MAGIC, VERSION):
        return None
    shape = Shape(State(store, position), (k0, k1), *sizes)
    if len(mapped) != shape.places[2]:
        return None
    with memoryview(mapped) as whole, whole[START:] as body:
        return shape if shape.encode(body) == whole[:START] else None
