"""How one value stands in a file: its type here, its letters there, and its bounds.

Every kind reads letters into a value and writes a value into letters, and refuses both ways what
the interface does not take. `at` is the path of the element, for the refusal.
"""

import base64
import re
import sys
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from ipaddress import IPv4Address
from typing import Protocol

from openbeian.wire.errors import (
    NotBase64,
    NotDay,
    NotWhole,
    OutOfRange,
    OutsideGbk,
    UnknownMeaning,
    WrongLength,
)
from openbeian.wire.gbk import ENCODING

LONG = 2**63 - 1
HIGHEST_IPV4 = 2**32 - 1
FIRST_DIVISION = 100_000

_WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Kind[T](Protocol):
    """What stands between the tags of an element that holds one value."""

    def read(self, letters: str, at: str, /) -> T: ...

    def write(self, value: T, at: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Words:
    """Text of `least` to `most` characters; written in GBK only."""

    least: int
    most: int

    def read(self, letters: str, at: str) -> str:
        if not self.least <= len(letters) <= self.most:
            raise WrongLength(path=at, least=self.least, most=self.most, length=len(letters))
        return letters

    def write(self, value: str, at: str) -> str:
        character = first_unwritable(value)
        if character is not None:
            raise OutsideGbk(path=at, character=character)
        return self.read(value, at)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def read(self, letters: str, at: str) -> int:
        plain = letters.strip(" \t\r\n")
        if not _WHOLE.fullmatch(plain):
            raise NotWhole(path=at)
        return self._within(int(plain), at)

    def write(self, value: int, at: str) -> str:
        return str(self._within(value, at))

    def _within(self, value: int, at: str) -> int:
        if not self.least <= value <= self.most:
            raise OutOfRange(path=at, least=self.least, most=self.most)
        return value


@dataclass(frozen=True, slots=True)
class Meaning[E: IntEnum]:
    """One of the codes to which the interface gives a meaning, as a member with a plain name."""

    codes: type[E]

    def read(self, letters: str, at: str) -> E:
        value = Whole(0, LONG).read(letters, at)
        if value not in self.codes:
            raise UnknownMeaning(path=at, value=value)
        return self.codes(value)

    def write(self, value: E, _at: str) -> str:
        return str(value.value)


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no, written as 1 or 0."""

    def read(self, letters: str, at: str) -> bool:
        return bool(Whole(0, 1).read(letters, at))

    def write(self, value: bool, _at: str) -> str:  # noqa: FBT001 - the value itself
        return str(int(value))


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, written yyyy-mm-dd."""

    def read(self, letters: str, at: str) -> date:
        if not _DAY.fullmatch(letters):
            raise NotDay(path=at)
        try:
            return date.fromisoformat(letters)
        except ValueError:
            raise NotDay(path=at) from None

    def write(self, value: date, _at: str) -> str:
        return value.isoformat()


@dataclass(frozen=True, slots=True)
class Ipv4:
    """An IPv4 address, written as one unsigned number: 203.0.113.10 is 3405803786."""

    least: int

    def read(self, letters: str, at: str) -> IPv4Address:
        return IPv4Address(Whole(self.least, HIGHEST_IPV4).read(letters, at))

    def write(self, value: IPv4Address, at: str) -> str:
        return Whole(self.least, HIGHEST_IPV4).write(int(value), at)


@dataclass(frozen=True, slots=True)
class Octets:
    """The bytes of an attachment, written in base64; never empty."""

    def read(self, letters: str, at: str) -> bytes:
        try:
            content = base64.b64decode("".join(letters.split()), validate=True)
        except ValueError:  # also what base64 itself raises
            raise NotBase64(path=at) from None
        return self._some(content, at)

    def write(self, value: bytes, at: str) -> str:
        return base64.b64encode(self._some(value, at)).decode("ascii")

    def _some(self, content: bytes, at: str) -> bytes:
        if not content:
            raise NotBase64(path=at)
        return content


def first_unwritable(text: str) -> str | None:
    """Return the first character that a file in GBK cannot hold, or None.

    >>> first_unwritable("𠮷野家")
    '𠮷'
    >>> first_unwritable("吉野家") is None
    True
    """
    control = _NOT_XML.search(text)
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError as error:
        return text[error.start]
    return control[0] if control else None


def text(least: int, most: int) -> Words:
    """Return the kind of a text of so many characters."""
    return Words(least, most)


def table_id(most: int = LONG) -> Whole:
    """Return the kind of an id in one of the administration's code tables."""
    return Whole(1, most)


free_text = Words(0, sys.maxsize)
# The interface fixes only the length of a moment: 2026-11-24, 2026-11-24 10:20:30 and others occur.
moment = Words(10, 22)
id_number = Whole(1, LONG)
counter = Whole(0, LONG)
division = Whole(FIRST_DIVISION, LONG)
truth = Truth()
day = Day()
ipv4 = Ipv4(1)
ipv4_or_zero = Ipv4(0)
octets = Octets()
