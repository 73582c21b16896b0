"""The layout of 18 characters that all personal numbers issued in China share (GB 11643-1999).

Six or fewer characters say where, eight are the date of birth, three a sequence, and the last is
the check character of ISO 7064 MOD 11-2. Resident numbers, the residence permits for Hong Kong,
Macao and Taiwan residents and the permanent resident card of 2023 are all of this layout.
"""

from dataclasses import dataclass
from datetime import date

from openbeian.numbers.errors import (
    InvalidChecksum,
    InvalidComponent,
    InvalidFormat,
    InvalidLength,
)
from openbeian.numbers.tidy import stray
from openbeian.text import Text

LENGTH = 18
DIGITS = "0123456789"

# Nobody alive was born earlier; a lower year is a slip of the keyboard.
EARLIEST_YEAR = 1850


class WrongLength(InvalidLength):
    """Not 18 characters."""

    code = "numbers.identity.length"
    message = Text(
        "This number has 18 characters, but {length} were entered. Copy it from the card.",
        "该号码应为18位，现填写了{length}位，请对照证件填写完整。",
    )


class StrayCharacter(InvalidFormat):
    """A character that is not a digit, nor the X that may stand last."""

    code = "numbers.identity.format"
    message = Text(
        "Character {position} is {character}: only digits are possible, and X in the last place.",
        "第{position}位为“{character}”：该号码只能由数字组成，末位可以是X，请改正。",
    )


class NoSuchBirthDate(InvalidComponent):
    """The date of birth inside the number is not a date."""

    code = "numbers.identity.birth_date"
    message = Text(
        "Characters 7 to 14 should be the date of birth, but {digits} is not a date. "
        "Compare them with the card.",
        "第7至14位应为出生日期，“{digits}”不是有效日期，请对照证件核对。",
    )


class BornLater(InvalidComponent):
    """The date of birth inside the number lies after the day of the check."""

    code = "numbers.identity.born_later"
    message = Text(
        "The date of birth in this number lies in the future. Compare characters 7 to 14.",
        "号码中的出生日期晚于当前日期，请核对第7至14位。",
    )


class WrongCheckCharacter(InvalidChecksum):
    """The last character contradicts the other seventeen."""

    code = "numbers.identity.checksum"
    message = Text(
        "The last character contradicts the other 17, so one of the 18 is mistyped. "
        "Compare each with the card.",
        "末位校验码与前17位不符，号码中有字符填写错误，请对照证件逐位核对。",
    )


@dataclass(frozen=True, slots=True)
class Identity:
    """The parts of a number of this layout; `place` is what stands before the date."""

    place: str
    birth: date
    sequence: str


def check_character(body: str) -> str:
    """Return the check character for the first 17 digits (ISO 7064 MOD 11-2).

    >>> check_character("91112419810803002")
    '4'
    """
    total = sum(int(digit) << (LENGTH - 1 - place) for place, digit in enumerate(body))
    return "10X98765432"[total % 11]


def read_date(digits: str) -> date | None:
    """Return the day that eight digits (YYYYMMDD) name, or None.

    >>> read_date("19900230") is None
    True
    """
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if day.year >= EARLIEST_YEAR else None


def check_shape(number: str) -> None:
    """Raise `WrongLength` or `StrayCharacter` unless these are 17 digits and a digit or X."""
    if len(number) != LENGTH:
        raise WrongLength(length=len(number))
    found = stray(number[:-1] + number[-1].replace("X", "0"), DIGITS)
    if found:
        raise StrayCharacter(position=found[0], character=found[1])


def read(number: str, *, on: date | None = None) -> Identity:
    """Return the parts of a compact number after checking all that the layout fixes.

    With `on`, a birth after that day is refused. Raises `WrongLength`, `StrayCharacter`,
    `NoSuchBirthDate`, `BornLater`, `WrongCheckCharacter`.
    """
    check_shape(number)
    birth = read_date(number[6:14])
    if birth is None:
        raise NoSuchBirthDate(digits=number[6:14])
    if on is not None and birth > on:
        raise BornLater
    if check_character(number[:-1]) != number[-1]:
        raise WrongCheckCharacter
    return Identity(number[:6], birth, number[14:17])
