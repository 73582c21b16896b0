"""Number of a public-security filing (公安联网备案号).

The province's character, 公网安备, six digits of a division, two and six of serial, and 号. The
division may have been withdrawn since, so only its province is compared with the character. The
14 digits alone are enough: they tell the province.

>>> validate("京公网安备 11010802020088")
'京公网安备11010802020088号'
>>> validate("43010502002236")
'湘公网安备43010502002236号'
"""

import re
from dataclasses import dataclass

from openbeian.numbers import division, tidy
from openbeian.numbers.errors import InvalidComponent, InvalidFormat, InvalidLength, accepts
from openbeian.numbers.province import Province, by_character, by_code
from openbeian.text import Text

_SHAPE = re.compile(r"(?:(.?)公网安备)?-?([0-9]+)号?", re.ASCII | re.DOTALL)
_DIGITS = 14


class NotPsbNumber(InvalidFormat):
    """Not a character, 公网安备 and digits."""

    code = "numbers.psb_number.format"
    message = Text(
        "A public-security filing number looks like 京公网安备11010802020088号. Copy it from the "
        "public security organs' portal.",
        "公安联网备案号格式如“京公网安备11010802020088号”，请按全国互联网安全管理服务平台所示填写。",
    )


class WrongLength(InvalidLength):
    """Not 14 digits."""

    code = "numbers.psb_number.length"
    message = Text(
        "The number has 14 digits, but {length} were found. Compare them.",
        "公安联网备案号应含14位数字，现为{length}位，请核对。",
    )


class UnknownProvince(InvalidComponent):
    """Neither the character nor the digits name a province where filings are made."""

    code = "numbers.psb_number.province"
    message = Text(
        "The number begins with the character of a province, such as 京, and the digits with its "
        "code, such as 11; here is no such province. Correct the beginning.",
        "公安联网备案号应以省级行政区简称开头，如“京”，数字以其代码开头，如“11”，请核对开头部分。",
    )


class OtherProvince(InvalidComponent):
    """The character and the first two digits name different provinces."""

    code = "numbers.psb_number.other_province"
    message = Text(
        "{character} belongs to codes that begin with {expected}, but the digits begin with "
        "{prefix}. Correct the character or the digits.",
        "“{character}”对应的代码以{expected}开头，而号码以{prefix}开头，请核对简称和数字。",
    )


@dataclass(frozen=True, slots=True)
class PsbNumber:
    """The parts of a number; `digits` are the 14 that the portal's link carries."""

    province: Province
    digits: str

    @property
    def division(self) -> division.Division | None:
        """The nearest known division of the office; a hint only."""
        return division.nearest(self.digits[:6])

    def __str__(self) -> str:
        return f"{self.province.filing}公网安备{self.digits}号"


def compact(text: str) -> str:
    """Return the number with plain digits and without spaces."""
    return tidy.plain(text)


def parse(text: str) -> PsbNumber:
    """Return the number's parts. Raises the errors of this module."""
    match = _SHAPE.fullmatch(compact(text))
    if match is None:
        raise NotPsbNumber
    character, digits = match.groups()
    if len(digits) != _DIGITS:
        raise WrongLength(length=len(digits))
    province = by_code(digits) if not character else by_character(character)
    if province is None or not province.filing:
        raise UnknownProvince
    if not digits.startswith(province.code[:2]):
        raise OtherProvince(
            character=province.filing, expected=province.code[:2], prefix=digits[:2]
        )
    return PsbNumber(province, digits)


def validate(text: str) -> str:
    """Return the number as the portal prints it. Raises the errors of this module."""
    return str(parse(text))


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the number as the footer of a website shows it."""
    return validate(text)
