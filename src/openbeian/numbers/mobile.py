"""Mobile number of the mainland (手机号码): eleven digits that begin with 13 to 19.

The administration's verification message reaches no other number. New ranges are opened faster
than any table follows, so the shape decides; the table of the library `phonenumbers` only tells
what a refused number is instead (a landline, a number of another country) and whether the range
was known when the library was made.

>>> validate("+86 138-0013-8000")
'13800138000'
>>> format("008613800138000")
'138 0013 8000'
>>> is_valid("+852 9123 4567")
False
"""

import re
from dataclasses import dataclass

import phonenumbers

from openbeian.numbers import tidy
from openbeian.numbers.errors import (
    InvalidComponent,
    InvalidFormat,
    InvalidLength,
    NumberError,
    accepts,
)
from openbeian.text import Text

_SHAPE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
_WITH_PREFIX = re.compile(r"(?:(?:\+|00)?86|0)(1[0-9]{10})", re.ASCII)
_PREFIX = re.compile(r"\A(?:\+|00)(?:86)?", re.ASCII)
_COUNTRY_CODE = 86
_LENGTH = 11


class StrayCharacter(InvalidFormat):
    """A character that is not a digit."""

    code = "numbers.mobile.format"
    message = Text(
        "Character {position} is {character}: enter the 11 digits of the mobile number only.",
        "第{position}位为“{character}”：手机号码只能由数字组成，请填写11位手机号码。",
    )


class WrongLength(InvalidLength):
    """Not eleven digits."""

    code = "numbers.mobile.length"
    message = Text(
        "A mainland mobile number has 11 digits, but {length} were entered.",
        "手机号码应为11位，现填写了{length}位，请补全或更正。",
    )


class ForeignNumber(InvalidComponent):
    """A number of another country or region."""

    code = "numbers.mobile.foreign"
    message = Text(
        "This number belongs to +{country}. The verification message is sent to mobile numbers of "
        "mainland China (+86) only: enter one of these.",
        "该号码属于+{country}地区。短信核验仅支持中国内地手机号码（+86），请填写内地手机号码。",
    )


class Landline(InvalidComponent):
    """A fixed line."""

    code = "numbers.mobile.landline"
    message = Text(
        "This is a landline, which receives no verification message. Enter a mobile number of 11 "
        "digits that begins with 1.",
        "该号码为固定电话，无法接收核验短信，请填写以1开头的11位手机号码。",
    )


class NotMobile(InvalidComponent):
    """Eleven digits of no mobile range: 10, 11 and 12 are services, not people."""

    code = "numbers.mobile.range"
    message = Text(
        "Mobile numbers begin with 13 to 19, not {prefix}. Check the first two digits.",
        "手机号码以13至19开头，现为“{prefix}”，请核对前两位。",
    )


@dataclass(frozen=True, slots=True)
class Mobile:
    """The eleven digits; `known_range` is false for ranges newer than our table."""

    number: str
    known_range: bool

    @property
    def e164(self) -> str:
        """The number for gateways: +86 and the digits."""
        return f"+{_COUNTRY_CODE}{self.number}"


def compact(text: str) -> str:
    """Return the digits without spaces, brackets, points, hyphens and the prefix of China."""
    number = tidy.plain(text, drop="-().")
    match = _WITH_PREFIX.fullmatch(number)
    return match[1] if match else number


def _look_up(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return None


def _refuse(number: str) -> NumberError:
    found = tidy.stray(number.removeprefix("+"), "0123456789")
    if found:
        offset = number.startswith("+")
        return StrayCharacter(position=found[0] + offset, character=found[1])
    entry = _look_up(number)
    if entry is not None and entry.country_code != _COUNTRY_CODE:
        return ForeignNumber(country=entry.country_code)
    if (
        entry is not None
        and phonenumbers.number_type(entry) == phonenumbers.PhoneNumberType.FIXED_LINE
    ):
        return Landline()
    digits = _PREFIX.sub("", number, count=1)
    if len(digits) != _LENGTH:
        return WrongLength(length=len(digits))
    return NotMobile(prefix=digits[:2])


def validate(text: str) -> str:
    """Return the eleven digits. Raises the errors of this module."""
    number = compact(text)
    if not _SHAPE.fullmatch(number):
        raise _refuse(number)
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the number as people write it, 3-4-4."""
    number = validate(text)
    return f"{number[:3]} {number[3:7]} {number[7:]}"


def parse(text: str) -> Mobile:
    """Return the number and whether its range was in the library's table.

    >>> parse("13800138000").e164, parse("15412345678").known_range
    ('+8613800138000', False)
    """
    number = validate(text)
    entry = phonenumbers.parse(number, "CN")
    return Mobile(number, phonenumbers.is_valid_number(entry))
