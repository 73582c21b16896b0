"""The first record of a store: which store it is, how far it has come, and when it was true.

    header := magic:4s · version:u16 · store:16s · built_at:i64 · as_of:i64 · ahead:i64
              · position:u64 · hash:32s · vocabulary:32s · crc32 of all this:u32

Little-endian; moments are microseconds since 1970 UTC.
"""

from dataclasses import dataclass
from struct import Struct
from zlib import crc32

MAGIC = b"OBG\x00"
VERSION = 2
_LAYOUT = Struct("<4sH16sqqqQ32s32s")
_CHECKSUM = Struct("<I")


class HeaderUnfit(Exception):
    """There is no header, it is damaged, or it is of another version of the store's format."""


@dataclass(frozen=True, slots=True)
class Header:
    """How far a store has come.

    `store` names this very store. `as_of` is the last moment at which it said what the registry
    said; `ahead` is by how much the house's clock runs ahead of real time, which only a demo's
    does. `position` and `hash` are the last event of the log that it holds, and `vocabulary` is
    the fingerprint of the words and rules under which it was built.
    """

    store: bytes
    built_at: int
    as_of: int
    ahead: int
    position: int
    hash: bytes
    vocabulary: bytes

    def encode(self) -> bytes:
        """Return the header as it is stored."""
        body = _LAYOUT.pack(
            MAGIC,
            VERSION,
            self.store,
            self.built_at,
            self.as_of,
            self.ahead,
            self.position,
            self.hash,
            self.vocabulary,
        )
        return body + _CHECKSUM.pack(crc32(body))


def decode(stored: bytes | None) -> Header:
    """Return the header that was stored. Raises HeaderUnfit."""
    if stored is None or len(stored) != _LAYOUT.size + _CHECKSUM.size:
        raise HeaderUnfit(stored)
    magic, version, *fields = _LAYOUT.unpack_from(stored)
    (checksum,) = _CHECKSUM.unpack_from(stored, _LAYOUT.size)
    if (magic, version, checksum) != (MAGIC, VERSION, crc32(stored[: _LAYOUT.size])):
        raise HeaderUnfit(stored)
    return Header(*fields)
