"""What people paste, made plain: width, dashes, spaces, invisible and traditional characters."""

import unicodedata

from openbeian.numbers.errors import InvalidLength
from openbeian.text import Text

# Longer than any number with words around it.
LONGEST = 1000
# A number of so many digits fits into 64 bits.
MOST_DIGITS = 18

_ASCII_CAPITALS = {code: chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043"

# The characters of filing and licence numbers as a traditional keyboard writes them.
_TRADITIONAL = "備證號網遼蘇滬閩贛魯瓊粵貴雲陝隴寧晉"
_SIMPLIFIED = "备证号网辽苏沪闽赣鲁琼粤贵云陕陇宁晋"

# Full-width forms lie in the order of ASCII from U+FF01. Only they are folded: a wider
# normalisation would turn ² into 2 and ½ into three characters.
_FULL_WIDTH = {ord(char) + 0xFEE0: char for char in map(chr, range(ord("!"), ord("~") + 1))}
_PLAIN = {
    **_ASCII_CAPITALS,
    **{code: char.translate(_ASCII_CAPITALS) for code, char in _FULL_WIDTH.items()},
    **{ord(dash): "-" for dash in _DASHES},
    **dict(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True)),
}


class TooLong(InvalidLength):
    """A text so long that it cannot be a number."""

    code = "numbers.tidy.too_long"
    message = Text(
        "This text has {length} characters and cannot be a number. Enter the number alone.",
        "所填内容共{length}个字符，不是有效号码，请只填写号码本身。",
    )


def visible(text: str) -> str:
    r"""Return `text` without the format characters (Unicode Cf) that a copied page brings along.

    >>> visible("\u200b110\ufeff")
    '110'
    """
    if text.isascii():
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def natural(text: str) -> int | None:
    """Return the whole number that ASCII digits write, or None.

    What a database could not hold, and Python would rather not read, is no number either.

    >>> natural("42"), natural("٤٢"), natural("-1"), natural("9" * 19)
    (42, None, None, None)
    """
    digits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if digits else None


def plain(text: str, *, drop: str = "") -> str:
    """Return `text` half-width, with plain dashes, ASCII capitals and simplified characters.

    White space and invisible characters always go, as do the characters of `drop`. The result is
    stable: tidying it again changes nothing. Raises `TooLong` beyond 1000 characters.

    >>> plain("９１－ab　ｃ", drop="-")
    '91ABC'
    >>> plain("粤icp備12345678號")
    '粤ICP备12345678号'
    """
    if len(text) > LONGEST:
        raise TooLong(length=len(text))
    text = visible(text).translate(_PLAIN)
    return "".join(char for char in text if not char.isspace() and char not in drop)


def name_of(char: str) -> str:
    r"""Return a character as a message shows it: itself, and its code point unless it is ASCII.

    >>> name_of("Z"), name_of("号"), name_of("\u202e")
    ('Z', '号 (U+53F7)', 'U+202E')
    """
    if not char.isprintable():
        return f"U+{ord(char):04X}"
    return char if char.isascii() else f"{char} (U+{ord(char):04X})"


def stray(text: str, allowed: str) -> tuple[int, str] | None:
    """Return position (from 1) and name of the first character not in `allowed`, if there is one.

    >>> stray("12a4", "0123456789")
    (3, 'a')
    """
    for position, char in enumerate(text, start=1):
        if char not in allowed:
            return position, name_of(char)
    return None
