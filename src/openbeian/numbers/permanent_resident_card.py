"""Foreign permanent resident identity card (外国人永久居留身份证), in both forms.

They run side by side. Edition 2017: the nationality in three letters, then 12 digits. Edition
2023, issued since 1 December 2023: 9, two digits of the province of application, the nationality in
three digits (ISO 3166-1), the date of birth, three of sequence and a check character as in
`identity`.
The older form is checked for its shape only: its inner digits are not published with certainty.

>>> validate("9 11 124 19810803 002 4")
'911124198108030024'
>>> parse("can110081080310").nationality
'CAN'
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from openbeian.numbers import identity, tidy
from openbeian.numbers.errors import InvalidComponent, InvalidFormat, InvalidLength, accepts
from openbeian.text import Text

_OLD = re.compile(r"[A-Z]{3}[0-9]{12}", re.ASCII)
_OLD_LENGTH = 15


class WrongLength(InvalidLength):
    """Neither 15 nor 18 characters."""

    code = "numbers.permanent_resident_card.length"
    message = Text(
        "A permanent resident card has a number of 18 digits, or of 15 characters before "
        "December 2023; {length} were entered. Copy it from the card.",
        "外国人永久居留身份证号码为18位，2023年12月以前签发的为15位，"
        "现填写了{length}位，请对照证件填写。",
    )


class NotOldForm(InvalidFormat):
    """Fifteen characters, but not three letters and 12 digits."""

    code = "numbers.permanent_resident_card.format"
    message = Text(
        "A card number of 15 characters is three letters for the nationality and 12 digits, for "
        "example CAN110081080310. Compare it with the card.",
        "15位的证件号码由3位国籍字母代码和12位数字组成，如CAN110081080310，请对照证件核对。",
    )


class NotPermanentResidence(InvalidComponent):
    """Eighteen characters that do not begin with 9."""

    code = "numbers.permanent_resident_card.prefix"
    message = Text(
        "A card number of 18 digits begins with 9, not {prefix}. Compare it with the card, or "
        "choose another certificate.",
        "18位的外国人永久居留身份证号码以9开头，现为“{prefix}”，请核对号码或更换证件类型。",
    )


class Edition(IntEnum):
    """The year of the card's design."""

    OF_2017 = 2017
    OF_2023 = 2023


@dataclass(frozen=True, slots=True)
class PermanentResidentCard:
    """The parts of a number.

    `nationality` is ISO 3166-1, three letters on the older card and three digits on the newer;
    `birth` is None on the older.
    """

    number: str
    edition: Edition
    nationality: str
    birth: date | None


def compact(text: str) -> str:
    """Return the number in capitals, without spaces and hyphens."""
    return tidy.plain(text, drop="-")


def validate(text: str, *, on: date | None = None) -> str:
    """Return 15 or 18 characters; with `on`, also refuse a birth after that day.

    Raises the errors of this module and of `identity`.
    """
    return _read(text, on).number


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the number as cards print it, without spaces."""
    return validate(text)


def parse(text: str) -> PermanentResidentCard:
    """Return the number's parts."""
    return _read(text, None)


def _read(text: str, on: date | None) -> PermanentResidentCard:
    number = compact(text)
    if len(number) == _OLD_LENGTH:
        if not _OLD.fullmatch(number):
            raise NotOldForm
        return PermanentResidentCard(number, Edition.OF_2017, number[:3], None)
    if len(number) != identity.LENGTH:
        raise WrongLength(length=len(number))
    identity.check_shape(number)
    if not number.startswith("9"):
        raise NotPermanentResidence(prefix=number[0])
    parts = identity.read(number, on=on)
    return PermanentResidentCard(number, Edition.OF_2023, number[3:6], parts.birth)
