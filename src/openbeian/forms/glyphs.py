"""Which characters the forms' typefaces can draw, so that a rare name never stops a form."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as fonts

# The printers' mark for a character that is not in the case (U+3013).
GETA = "〓"

_FULL_RANGE = 12  # cmap format that reaches beyond the basic plane


def drawable(text: str) -> str:
    r"""Return the text with what cannot be drawn replaced by 〓 and the invisible left out.

    Composed first (NFC), so that a letter and its accent become the one character that a
    typeface has. Control and format characters would vanish or turn the writing direction.

    >>> drawable("𠮷田（上海）")
    '〓田（上海）'
    >>> drawable("王\u202e小\u200b明")
    '王小明'
    """
    known = _coverage()
    composed = unicodedata.normalize("NFC", text)
    visible = (
        char for char in composed if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf"}
    )
    return "".join(char if char == "\n" or ord(char) in known else GETA for char in visible)


@cache
def _coverage() -> frozenset[int]:
    """Return the code points that every typeface of the forms has."""
    return _mapped(fonts.serif_path()) & _mapped(fonts.sans_path())


def _mapped(path: Path) -> frozenset[int]:
    """Read the code points of an OpenType file's full-range `cmap` subtable."""
    data = path.read_bytes()
    start = _table(data, b"cmap")
    (subtables,) = struct.unpack_from(">H", data, start + 2)
    offsets = [struct.unpack_from(">4xI", data, start + 4 + 8 * n)[0] for n in range(subtables)]
    place = next(start + n for n in offsets if _format(data, start + n) == _FULL_RANGE)
    (groups,) = struct.unpack_from(">I", data, place + 12)
    points: set[int] = set()
    for group in range(groups):
        first, last, _ = struct.unpack_from(">III", data, place + 16 + 12 * group)
        points.update(range(first, last + 1))
    return frozenset(points)


def _table(data: bytes, tag: bytes) -> int:
    """Find where a table of the file begins."""
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(count))
    return int(next(offset for name, _, offset, _ in entries if name == tag))


def _format(data: bytes, place: int) -> int:
    return int(struct.unpack_from(">H", data, place)[0])
