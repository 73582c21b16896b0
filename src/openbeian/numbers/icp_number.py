"""ICP filing number (ICP备案号) of an entity or a service, and the old licence form ICP证.

`京ICP备2026047949号` is an entity: the province's character, a year and a serial of six digits.
Numbers of eight digits (two-digit year) are older stock and stay valid; ten are given out now; a
nine-digit slip has been seen in print, so it is accepted on input but not from an administration
(`strict`). A service adds `-` and a sequence, one for all kinds of the entity: nothing for a
website, A for an app, X for a mini-program, K for a quick app. `ICP证` with five to eight digits
is a commercial licence of before 2009.

People leave out 号, move it to the end, write icp, full-width digits or traditional characters,
or another character of the province (川, 贵, 云, 甘, 秦) than the filing has: all are mended.

>>> validate("粤icp备 12345678－２a")
'粤ICP备12345678号-2A'
>>> validate("川ICP备13008743-7号")
'蜀ICP备13008743号-7'
>>> parse("京ICP备2026047949号-1").entity
'京ICP备2026047949号'
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from openbeian.numbers import tidy
from openbeian.numbers.errors import InvalidComponent, InvalidFormat, InvalidLength, accepts
from openbeian.numbers.province import Province, by_character, by_code
from openbeian.text import Text

_SHAPE = re.compile(r"(.?)ICP([备证])-?([0-9]*)号?(.*)", re.ASCII | re.DOTALL)
_SERVICE = re.compile(r"-([1-9][0-9]{0,4})([AXK]?)号?", re.ASCII)
_SHORT, _LONG = 8, 10
_SERIAL_DIGITS = 6
_FILING_LENGTHS = frozenset({8, 9, 10})
_LICENCE_LENGTHS = frozenset({5, 6, 7, 8})
_CENTURY = "20"


class NotIcpNumber(InvalidFormat):
    """No ICP备 or ICP证 after at most one character."""

    code = "numbers.icp_number.format"
    message = Text(
        "An ICP number looks like 京ICP备2026047949号 or 京ICP备2026047949号-1. Copy it from the "
        "notice of approval or from the public query of the administration.",
        "备案号格式如“京ICP备2026047949号”或“京ICP备2026047949号-1”，"
        "请按备案通知或备案公共查询结果填写。",
    )


class UnknownProvince(InvalidComponent):
    """No character of a province before ICP."""

    code = "numbers.icp_number.province"
    message = Text(
        "An ICP number begins with the character of a province, such as 京 or 粤. Add it before "
        "“ICP” or correct it.",
        "备案号应以省、自治区、直辖市简称开头，如“京”“粤”，请补充或更正“ICP”前的简称。",
    )


class WrongLength(InvalidLength):
    """Another count of digits than such a number has."""

    code = "numbers.icp_number.length"
    message = Text(
        "After ICP备 there are 8 or 10 digits, after ICP证 5 to 8; {length} were found. "
        "Compare the digits.",
        "“ICP备”后应为8位或10位数字，“ICP证”后应为5至8位数字，现为{length}位，请核对。",
    )


class NotYear(InvalidComponent):
    """Ten digits that do not begin with a year of this century."""

    code = "numbers.icp_number.year"
    message = Text(
        "The 10 digits begin with the year, but {year} is none. Compare the first four digits.",
        "10位数字的前4位应为年份，“{year}”不是有效年份，请核对前4位。",
    )


class NotService(InvalidFormat):
    """Something after 号 that is not a service."""

    code = "numbers.icp_number.service"
    message = Text(
        "After 号 only a service can follow: -1 for a website, -2A for an app, -3X for a "
        "mini-program, -4K for a quick app. Correct the ending or leave it out.",
        "“号”后只能为服务序号：网站如“-1”，APP如“-2A”，小程序如“-3X”，快应用如“-4K”，"
        "请更正或删除后缀。",
    )


class Form(StrEnum):
    """Filing (备案) or the old licence (许可证)."""

    FILING = "备"
    LICENCE = "证"


class ServiceKind(StrEnum):
    """What a service number stands for."""

    WEBSITE = "website"
    APP = "app"
    MINI_PROGRAM = "mini_program"
    QUICK_APP = "quick_app"


LETTERS: Mapping[ServiceKind, str] = MappingProxyType(
    {
        ServiceKind.WEBSITE: "",
        ServiceKind.APP: "A",
        ServiceKind.MINI_PROGRAM: "X",
        ServiceKind.QUICK_APP: "K",
    }
)
_BY_LETTER = {letter: kind for kind, letter in LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Service:
    """The ending of a service number: its place in the entity's sequence and its kind."""

    sequence: int
    kind: ServiceKind

    def __str__(self) -> str:
        return f"-{self.sequence}{LETTERS[self.kind]}"


@dataclass(frozen=True, slots=True)
class IcpNumber:
    """The parts of a number.

    `character` is the one it is printed with; `service` is None for an entity.
    """

    character: str
    province: Province
    form: Form
    digits: str
    service: Service | None

    @property
    def entity(self) -> str:
        """The main number (主体备案号), without a service."""
        return f"{self.character}ICP{self.form}{self.digits}号"

    @property
    def year(self) -> int | None:
        """The year inside the digits; None for licences and for nine digits."""
        if self.form is Form.LICENCE or len(self.digits) not in {_SHORT, _LONG}:
            return None
        return int((_CENTURY + self.digits)[-_LONG:][:4])

    @property
    def serial(self) -> int:
        """The number within the year and the province."""
        return int(self.digits[-_SERIAL_DIGITS:])

    def __str__(self) -> str:
        return self.entity + str(self.service or "")


def compact(text: str) -> str:
    """Return the number with ICP in capitals, plain digits and dashes, and without spaces."""
    return tidy.plain(text)


def read_service(ending: str) -> Service | None:
    """Return the service that follows a main number; None if nothing does. Raises `NotService`."""
    if ending in {"", "号"}:
        return None
    match = _SERVICE.fullmatch(ending)
    if match is None:
        raise NotService
    return Service(int(match[1]), _BY_LETTER[match[2]])


def _check_digits(form: Form, digits: str, *, strict: bool) -> None:
    lengths = _LICENCE_LENGTHS if form is Form.LICENCE else _FILING_LENGTHS
    slip = strict and form is Form.FILING and len(digits) not in {_SHORT, _LONG}
    if len(digits) not in lengths or slip:
        raise WrongLength(length=len(digits))
    if len(digits) == _LONG and not digits.startswith(_CENTURY):
        raise NotYear(year=digits[:4])


def parse(text: str, *, strict: bool = False) -> IcpNumber:
    """Return the number's parts; `strict` refuses nine digits. Raises the errors of this module.

    >>> str(parse("云ICP备2021004806号-3x").service.kind.value)
    'mini_program'
    """
    match = _SHAPE.fullmatch(compact(text))
    if match is None:
        raise NotIcpNumber
    province = by_character(match[1])
    if province is None:
        raise UnknownProvince
    form = Form(match[2])
    _check_digits(form, match[3], strict=strict)
    # Licences are printed with a character of their own (川), where it is known.
    character = province.filing if form is Form.FILING else province.licence or match[1]
    return IcpNumber(character, province, form, match[3], read_service(match[4]))


def validate(text: str, *, strict: bool = False) -> str:
    """Return the number as administrations print it. Raises the errors of this module."""
    return str(parse(text, strict=strict))


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the number as the footer of a website shows it."""
    return validate(text)


def compose(*, province: str, year: int, serial: int, service: Service | None = None) -> str:
    """Return the filing number of ten digits that a province gives out.

    `province` is a division code. Raises `UnknownProvince` where no filing can be made.

    >>> compose(province="330000", year=2026, serial=1145)
    '浙ICP备2026001145号'
    """
    found = by_code(province)
    if found is None or not found.filing:
        raise UnknownProvince
    digits = f"{year}{serial:0{_SERIAL_DIGITS}}"
    return validate(f"{found.filing}ICP备{digits}号{service or ''}", strict=True)
