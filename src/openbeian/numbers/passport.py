"""Passport number (护照号码), as ICAO Doc 9303 lets states form them.

Letters and digits, nine places in the machine-readable zone; states with longer numbers exist, so
up to twelve are accepted. There is no check character in the number itself.

>>> validate("k 1234567")
'K1234567'
"""

import re
from dataclasses import dataclass

from openbeian.numbers import tidy
from openbeian.numbers.errors import InvalidFormat, accepts
from openbeian.text import Text

_SHAPE = re.compile(r"(?=[A-Z]*[0-9])[A-Z0-9]{5,12}", re.ASCII)


class NotPassportNumber(InvalidFormat):
    """Not 5 to 12 letters and digits, at least one of them a digit."""

    code = "numbers.passport.format"
    message = Text(
        "A passport number has 5 to 12 Latin letters and digits, for example K1234567. Copy it "
        "from the top right of the photo page.",
        "护照号码由5至12位英文字母和数字组成，如K1234567，请按护照资料页右上角所示填写。",
    )


@dataclass(frozen=True, slots=True)
class Passport:
    """A number; nothing can be read from it without the issuing state."""

    number: str


def compact(text: str) -> str:
    """Return the number in capitals, without spaces, hyphens and the fillers `<`."""
    return tidy.plain(text, drop="-<")


def validate(text: str) -> str:
    """Return 5 to 12 characters. Raises `NotPassportNumber`."""
    return parse(text).number


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the number as passports print it, without spaces."""
    return validate(text)


def parse(text: str) -> Passport:
    """Return the number."""
    number = compact(text)
    if not _SHAPE.fullmatch(number):
        raise NotPassportNumber
    return Passport(number)
