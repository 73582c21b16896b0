"""Mainland Travel Permit for Hong Kong and Macao Residents (港澳居民来往内地通行证).

H (Hong Kong) or M (Macao) and eight digits that a holder keeps for life. Cards of the 1999 design
add two digits that count the replacements; the public security organs' notice of 2010 describes
them. Permits for holders who are not Chinese citizens (since July 2024) have the same form.

>>> validate("h 1234 5678")
'H12345678'
>>> parse("M1234567802")
HkMacaoPermit(number='M1234567802', lifelong='M12345678', replacements=2)
"""

import re
from dataclasses import dataclass

from openbeian.numbers import tidy
from openbeian.numbers.errors import InvalidFormat, accepts
from openbeian.text import Text

_SHAPE = re.compile(r"([HM][0-9]{8})([0-9]{2})?", re.ASCII)


class NotPermitNumber(InvalidFormat):
    """Not H or M and eight or ten digits."""

    code = "numbers.hk_macao_permit.format"
    message = Text(
        "This permit has the letter H or M and 8 digits, for example H12345678 (older cards: 10 "
        "digits). Copy it from the front of the card, not the number of the identity card.",
        "港澳居民来往内地通行证号码为字母H或M加8位数字（旧版为10位），如H12345678，"
        "请对照通行证填写，勿填写港澳居民身份证号码。",
    )


@dataclass(frozen=True, slots=True)
class HkMacaoPermit:
    """The parts of a number; `replacements` is None on cards that do not show the count."""

    number: str
    lifelong: str
    replacements: int | None

    @property
    def home(self) -> str:
        """The division code of the holder's home, 810000 or 820000."""
        return "810000" if self.number.startswith("H") else "820000"


def compact(text: str) -> str:
    """Return the number in capitals, without spaces, hyphens and brackets."""
    return tidy.plain(text, drop="-()")


def validate(text: str) -> str:
    """Return 9 or 11 characters. Raises `NotPermitNumber`."""
    return parse(text).number


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the number as permits print it, without spaces."""
    return validate(text)


def parse(text: str) -> HkMacaoPermit:
    """Return the number's parts."""
    number = compact(text)
    match = _SHAPE.fullmatch(number)
    if match is None:
        raise NotPermitNumber
    lifelong, count = match.groups()
    return HkMacaoPermit(number, lifelong, int(count) if count else None)
