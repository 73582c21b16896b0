"""Number of a telecommunications licence (增值电信业务经营许可证编号).

`粤B2-20090059` for one province, `B2-20090059` across provinces, several classes in one licence as
`A2.B1.B2-20100001`; eight digits are a year and a serial of four. A licence holder's services
carry the licence number with the ending of `icp_number`: `粤B2-20090059-1626X`. The form of before
2009, `京ICP证030173号`, is read by `icp_number` and accepted here.

>>> validate("粤b2－20090059号")
'粤B2-20090059'
>>> parse("A2、B1、B2-20100001").classes
('A2', 'B1', 'B2')
>>> validate("京ICP证030173")
'京ICP证030173号'
"""

import re
from dataclasses import dataclass

from openbeian.numbers import icp_number, tidy
from openbeian.numbers.errors import InvalidComponent, InvalidFormat, InvalidLength, accepts
from openbeian.numbers.icp_number import Service
from openbeian.numbers.province import Province, by_character
from openbeian.text import Text

_SHAPE = re.compile(
    r"(合字|[^AB])?([AB]-?[1-4](?:[.-][AB]?[1-4])*)-([0-9]+)号?(.*)",
    re.ASCII | re.DOTALL,
)
_CLASS = re.compile(r"([AB]?)-?([1-4])", re.ASCII)
_SEPARATORS = str.maketrans("、,/", "...")
_NATIONAL = "合字"
_DIGITS = 8
_CENTURY = "20"


class NotLicenceNumber(InvalidFormat):
    """No class and digits."""

    code = "numbers.licence_number.format"
    message = Text(
        "A licence number looks like 粤B2-20090059 or B2-20090059, an old one like "
        "京ICP证030173号. Copy it from the top of the licence.",
        "许可证编号格式如“粤B2-20090059”或“B2-20090059”，旧版如“京ICP证030173号”，"
        "请按许可证所载编号填写。",
    )


class UnknownProvince(InvalidComponent):
    """A first character that stands for no province."""

    code = "numbers.licence_number.province"
    message = Text(
        "{character} stands for no province. Correct the first character, or leave it out for a "
        "licence across provinces.",
        "“{character}”不是省级行政区简称，请更正；跨地区许可证编号无需填写简称。",
    )


class WrongLength(InvalidLength):
    """Not eight digits."""

    code = "numbers.licence_number.length"
    message = Text(
        "After the class there are 8 digits, the year and a serial; {length} were found.",
        "业务类别后应为8位数字（年份及序号），现为{length}位，请核对。",
    )


class NotYear(InvalidComponent):
    """Digits that do not begin with a year of this century."""

    code = "numbers.licence_number.year"
    message = Text(
        "The 8 digits begin with the year, but {year} is none. Compare the first four digits.",
        "8位数字的前4位应为年份，“{year}”不是有效年份，请核对前4位。",
    )


@dataclass(frozen=True, slots=True)
class LicenceNumber:
    """The parts of a number.

    `province` is None across provinces; `main` is the licence, without a service; `classes` is
    empty for the old form; `year` is None where the number does not tell it.
    """

    main: str
    province: Province | None
    classes: tuple[str, ...]
    year: int | None
    service: Service | None

    def __str__(self) -> str:
        return self.main + str(self.service or "")


def compact(text: str) -> str:
    """Return the number in capitals, with plain digits and dashes and points between classes."""
    return tidy.plain(text).translate(_SEPARATORS)


def _classes(text: str) -> tuple[str, ...]:
    """Return the classes of `B-2-4` or `A2.B1` in full.

    >>> _classes("B-2-4")
    ('B2', 'B4')
    """
    letter, found = "", []
    for part in _CLASS.finditer(text):
        letter = part[1] or letter
        found.append(letter + part[2])
    return tuple(found)


def _prefix(text: str) -> tuple[str, Province | None]:
    """Return what stands before the classes in print, and the province it names."""
    if text in {"", _NATIONAL}:
        return text, None
    province = by_character(text)
    if province is None:
        raise UnknownProvince(character=tidy.name_of(text))
    return province.licence or text, province


def parse(text: str) -> LicenceNumber:
    """Return the number's parts. Raises the errors of this module, and of `icp_number` for 证."""
    number = compact(text)
    if "ICP证" in number:
        old = icp_number.parse(number)
        return LicenceNumber(old.entity, old.province, (), None, old.service)
    match = _SHAPE.fullmatch(number)
    if match is None:
        raise NotLicenceNumber
    prefix, province = _prefix(match[1] or "")
    if len(match[3]) != _DIGITS:
        raise WrongLength(length=len(match[3]))
    if not match[3].startswith(_CENTURY):
        raise NotYear(year=match[3][:4])
    main = f"{prefix}{match[2]}-{match[3]}"
    service = icp_number.read_service(match[4])
    return LicenceNumber(main, province, _classes(match[2]), int(match[3][:4]), service)


def validate(text: str) -> str:
    """Return the number as licences print it. Raises the errors that `parse` raises."""
    return str(parse(text))


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the number as the footer of a website shows it."""
    return validate(text)
