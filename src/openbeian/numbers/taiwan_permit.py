"""Mainland Travel Permit for Taiwan Residents (台湾居民来往大陆通行证).

Eight digits that a holder keeps for life, alone on permits since September 2008 and on the cards
since 2015. Booklets before added two digits that count the issues and, in brackets, the office.

>>> validate("0123 4567")
'01234567'
>>> parse("0123456701(B)").lifelong
'01234567'
"""

import re
from dataclasses import dataclass

from openbeian.numbers import tidy
from openbeian.numbers.errors import InvalidFormat, accepts
from openbeian.text import Text

_SHAPE = re.compile(r"([A-Z]?[0-9]{8})(?:[0-9]{2}[0-9A-Z]?)?", re.ASCII)


class NotPermitNumber(InvalidFormat):
    """Not eight digits, nor the longer form of the booklets."""

    code = "numbers.taiwan_permit.format"
    message = Text(
        "This permit has 8 digits, for example 01234567. Copy it from the front of the permit, "
        "not the number of the Taiwan identity card.",
        "台湾居民来往大陆通行证号码为8位数字，如01234567，"
        "请对照通行证填写，勿填写台湾地区身份证号码。",
    )


@dataclass(frozen=True, slots=True)
class TaiwanPermit:
    """The parts of a number; `lifelong` identifies the holder across permits."""

    number: str
    lifelong: str


def compact(text: str) -> str:
    """Return the number in capitals, without spaces, hyphens and brackets."""
    return tidy.plain(text, drop="-()")


def validate(text: str) -> str:
    """Return the characters of the permit number. Raises `NotPermitNumber`."""
    return parse(text).number


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the number as permits print it, without spaces."""
    return validate(text)


def parse(text: str) -> TaiwanPermit:
    """Return the number's parts."""
    number = compact(text)
    match = _SHAPE.fullmatch(number)
    if match is None:
        raise NotPermitNumber
    return TaiwanPermit(number, match[1])
