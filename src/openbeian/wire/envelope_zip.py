"""A zip that holds exactly one plain file, written and read as a stream.

The general reader of the standard library forgives what must not be forgiven here (data before
the first entry, between entries and after the end, a directory of a million entries), so the few
records of a one-file zip (PKWARE APPNOTE 6.3, sections 4.3.7 to 4.3.16) are read to the byte:

    local header · data · data descriptor where the header announces one · directory entry · end
"""

import io
import struct
import zlib
from collections.abc import Buffer, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, override

from openbeian.text import Text
from openbeian.wire.envelope_refusals import FileTooLarge, NotOneFile, NotUnzipped

PIECE = 64 * 1024
LONGEST_NAME = 128

_LOCAL = struct.Struct("<4s5H3L2H")
_DESCRIPTOR = struct.Struct("<4s3L")
_DIRECTORY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _DESCRIPTOR_MARK = b"PK\3\4", b"PK\7\x08"
_DIRECTORY_MARK, _END_MARK = b"PK\1\2", b"PK\5\6"

_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _DESCRIBED = 0x0001, 0x0008
# beside a descriptor: the deflater's level and the name's encoding, which change no content
_HARMLESS = 0x0006 | _DESCRIBED | 0x0800
_VERSION, _NEW_YEAR_1980 = 20, 0x0021

_INCOMPLETE = Text(
    "it is incomplete or something follows its end", "压缩包不完整或者尾部有多余数据"
)
_ELSEWHERE = Text("it holds data outside its file", "压缩包在文件之外含有其他数据")
_PROTECTED = Text("it is encrypted with a password", "压缩包设有密码")
_UNKNOWN = Text("it is not compressed by deflate", "压缩包未采用deflate算法")
_NAME = Text("the name of its file is a path or too long", "压缩包内文件名含有路径或者过长")
_DAMAGED = Text("its content is damaged", "压缩包内容已损坏")
_DISAGREES = Text("its records contradict each other", "压缩包内记录相互矛盾")


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where the one file lies and what it must amount to."""

    flags: int
    method: int
    crc: int
    packed: int
    size: int
    name: bytes
    start: int = 0


def zipped(pieces: Iterable[bytes], *, name: str, most_bytes: int) -> Iterator[bytes]:
    """Yield the zip of one file; the same content always gives the same bytes.

    `name` is ASCII. Raises FileTooLarge when the content turns out to be over `most_bytes`.
    """
    label = name.encode("ascii")
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    crc = size = packed = 0
    yield _local_header(label)
    for piece in pieces:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        if size > most_bytes:
            raise FileTooLarge(limit=most_bytes)
        deflated = deflater.compress(piece)
        packed += len(deflated)
        yield deflated
    rest = deflater.flush()
    yield rest + _trailer(label, crc, packed + len(rest), size)


def _local_header(name: bytes) -> bytes:
    head = (_LOCAL_MARK, _VERSION, _DESCRIBED, _DEFLATED, 0, _NEW_YEAR_1980)
    return _LOCAL.pack(*head, 0, 0, 0, len(name), 0) + name


def _trailer(name: bytes, crc: int, packed: int, size: int) -> bytes:
    """Return the descriptor, the directory of one entry and the end record."""
    descriptor = _DESCRIPTOR.pack(_DESCRIPTOR_MARK, crc, packed, size)
    head = (_DIRECTORY_MARK, _VERSION, _VERSION, _DESCRIBED, _DEFLATED, 0, _NEW_YEAR_1980)
    directory = _DIRECTORY.pack(*head, crc, packed, size, len(name), 0, 0, 0, 0, 0, 0) + name
    at = _LOCAL.size + len(name) + packed + len(descriptor)
    return descriptor + directory + _END.pack(_END_MARK, 0, 0, 1, 1, len(directory), at, 0)


def unzipped(archive: BinaryIO, *, most_bytes: int) -> io.BufferedReader:
    """Return the one file of a zip as a stream, after it was read through once and found sound.

    `archive` is seekable and stays the caller's. Memory stays bounded whatever the zip claims.
    Raises NotOneFile, FileTooLarge, NotUnzipped.
    """
    entry = _located(archive)
    if entry.size > most_bytes:
        raise FileTooLarge(limit=most_bytes)
    for _ in _content(archive, entry):
        pass
    return io.BufferedReader(_Stream(_content(archive, entry)), PIECE)


def _located(archive: BinaryIO) -> _Entry:
    length = archive.seek(0, io.SEEK_END)
    tail = length - _END.size
    directory_at, directory_size = _end(archive, tail)
    if directory_at + directory_size != tail:
        raise NotUnzipped(_ELSEWHERE)
    entry = _directory(archive, directory_at, directory_size)
    _check_kind(entry)
    return _local(archive, entry, directory_at)


def _end(archive: BinaryIO, at: int) -> tuple[int, int]:
    """Read the end record; return where the directory starts and how long it is."""
    mark, disk, first_disk, here, count, size, start, comment = _take(archive, _END, at)
    if mark != _END_MARK or comment:
        raise NotUnzipped(_INCOMPLETE)
    if count != 1:
        raise NotOneFile(count=count)
    if (disk, first_disk, here) != (0, 0, 1):
        raise NotUnzipped(_DISAGREES)
    return start, size


def _directory(archive: BinaryIO, at: int, size: int) -> _Entry:
    fields = _take(archive, _DIRECTORY, at)
    mark, _, _, flags, method, _, _, crc, packed, unpacked, *rest = fields
    name_length, extra, comment, disk, _, _, offset = rest
    length = _DIRECTORY.size + name_length + extra + comment
    if mark != _DIRECTORY_MARK or length != size or disk:
        raise NotUnzipped(_DISAGREES)
    if offset:
        raise NotUnzipped(_ELSEWHERE)
    return _Entry(flags, method, crc, packed, unpacked, archive.read(name_length))


def _check_kind(entry: _Entry) -> None:
    if entry.flags & _ENCRYPTED:
        raise NotUnzipped(_PROTECTED)
    if entry.flags & ~_HARMLESS or entry.method not in {_STORED, _DEFLATED}:
        raise NotUnzipped(_UNKNOWN)
    if not _is_plain(entry.name):
        raise NotUnzipped(_NAME)


def _is_plain(name: bytes) -> bool:
    return 0 < len(name) <= LONGEST_NAME and not (set(name) & set(b"/\\:\0")) and name[:1] != b"."


def _local(archive: BinaryIO, entry: _Entry, directory_at: int) -> _Entry:
    """Hold the local header and the descriptor to the directory; return where the data start."""
    mark, _, flags, method, _, _, *sums, name_length, extra = _take(archive, _LOCAL, 0)
    name = archive.read(name_length)
    if (mark, flags, method, name) != (_LOCAL_MARK, entry.flags, entry.method, entry.name):
        raise NotUnzipped(_DISAGREES)
    start = _LOCAL.size + name_length + extra
    promised = (entry.crc, entry.packed, entry.size)
    gap = directory_at - start - entry.packed
    if flags & _DESCRIBED:
        _check_descriptor(archive, promised, directory_at - gap, gap)
    elif gap:
        raise NotUnzipped(_ELSEWHERE)
    elif tuple(sums) != promised:
        raise NotUnzipped(_DISAGREES)
    return _Entry(flags, method, *promised, name, start)


def _check_descriptor(archive: BinaryIO, promised: tuple[int, ...], at: int, size: int) -> None:
    """Hold the sums after the data to the directory's; the mark before them may be left out."""
    whole = _DESCRIPTOR.pack(_DESCRIPTOR_MARK, *promised)
    if size not in {len(whole), len(whole) - len(_DESCRIPTOR_MARK)}:
        raise NotUnzipped(_ELSEWHERE)
    archive.seek(at)
    if archive.read(size) != whole[-size:]:
        raise NotUnzipped(_DISAGREES)


def _take(archive: BinaryIO, record: struct.Struct, at: int) -> tuple[Any, ...]:
    if at < 0:
        raise NotUnzipped(_INCOMPLETE)
    archive.seek(at)
    taken = archive.read(record.size)
    if len(taken) < record.size:
        raise NotUnzipped(_INCOMPLETE)
    return record.unpack(taken)


def _content(archive: BinaryIO, entry: _Entry) -> Iterator[bytes]:
    """Yield the file inside piece by piece; its end proves size and sum."""
    crc = size = 0
    for piece in _unpacked(archive, entry):
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        if size > entry.size:
            raise NotUnzipped(_DAMAGED)
        yield piece
    if (crc, size) != (entry.crc, entry.size):
        raise NotUnzipped(_DAMAGED)


def _unpacked(archive: BinaryIO, entry: _Entry) -> Iterator[bytes]:
    packed = _packed(archive, entry)
    if entry.method == _STORED:
        yield from packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in packed:
        yield from _inflated(inflater, piece)
    if inflater.unused_data or not inflater.eof:
        raise NotUnzipped(_DAMAGED)


def _packed(archive: BinaryIO, entry: _Entry) -> Iterator[bytes]:
    end = entry.start + entry.packed
    for at in range(entry.start, end, PIECE):
        archive.seek(at)
        yield archive.read(min(PIECE, end - at))


def _inflated(inflater: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    """Yield what packed bytes inflate to, however much that is, in pieces of bounded size."""
    try:
        piece = inflater.decompress(packed, PIECE)
        while piece:
            yield piece
            piece = inflater.decompress(inflater.unconsumed_tail, PIECE)
    except zlib.error:
        raise NotUnzipped(_DAMAGED) from None


class _Stream(io.RawIOBase):
    """Pieces of bytes as a file to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Buffer) -> int:
        room = memoryview(buffer)
        if not self._left:
            self._left = memoryview(next(self._pieces, b""))
        count = min(len(room), len(self._left))
        room[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
