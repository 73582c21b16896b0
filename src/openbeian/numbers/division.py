"""Codes of the administrative divisions (行政区划代码), GB/T 2260, with those withdrawn since 1983.

Six digits: province, city or prefecture, district or county. A code may carry several names in
turn; people and companies keep numbers with codes that were withdrawn long ago, so retired codes
stay valid. Codes of development zones, which offices use beside the standard, are not in it:
`nearest` finds the city or province around them.

>>> validate("330113"), full_name("330113")
('330113', '浙江省杭州市临平区')
>>> parse("110103").until
2010
>>> nearest("320594").name
'苏州市'
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from openbeian.numbers import data, tidy
from openbeian.numbers.errors import InvalidComponent, InvalidFormat, accepts
from openbeian.text import Text

_SHAPE = re.compile(r"[0-9]{2}(?:[0-9]{2}){0,2}", re.ASCII)
_LENGTH = 6

# Second-level rows that group districts or counties and are no place of their own.
_GROUPS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


class NotDivisionCode(InvalidFormat):
    """Not two, four or six digits."""

    code = "numbers.division.format"
    message = Text(
        "A division code is six digits, for example 330113. Choose the place from the list.",
        "行政区划代码应为6位数字，如330113，请从列表中选择所在地。",
    )


class UnknownDivision(InvalidComponent):
    """Six digits that no table of the standard since 1983 has."""

    code = "numbers.division.unknown"
    message = Text(
        "There is no division with the code {digits}. Choose the place from the list.",
        "不存在代码为{digits}的行政区划，请从列表中选择所在地。",
    )


class Level(StrEnum):
    """The three levels of the standard."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Division:
    """One name that a code carries or carried.

    `since` is the year of the first table with it, None if before 1984; `until` the year in
    which it was withdrawn, None while in force.
    """

    code: str
    name: str
    since: int | None
    until: int | None

    @property
    def level(self) -> Level:
        """Province, city (with prefectures and leagues) or district (with counties)."""
        if self.code.endswith("0000"):
            return Level.PROVINCE
        return Level.CITY if self.code.endswith("00") else Level.DISTRICT

    @property
    def in_force(self) -> bool:
        """Whether the code carries this name today."""
        return self.until is None

    @property
    def is_group(self) -> bool:
        """Whether the row only groups districts or counties (市辖区, 省直辖县级行政区划 …)."""
        return self.level is Level.CITY and self.name in _GROUPS


@cache
def _table() -> Mapping[str, tuple[Division, ...]]:
    rows: dict[str, list[Division]] = defaultdict(list)
    for code, name, since, until in data.rows("divisions.tsv"):
        years = (int(year) if year else None for year in (since, until))
        rows[code].append(Division(code, name, *years))
    return MappingProxyType({code: tuple(names) for code, names in rows.items()})


@cache
def _children() -> Mapping[str, tuple[Division, ...]]:
    below: dict[str, list[Division]] = defaultdict(list)
    for names in _table().values():
        latest = names[-1]
        if latest.in_force and latest.level is not Level.PROVINCE:
            below[_above(latest)].append(latest)
    return MappingProxyType({code: tuple(rows) for code, rows in below.items()})


def _above(place: Division) -> str:
    kept = 2 if place.level is Level.CITY else 4
    return place.code[:kept].ljust(_LENGTH, "0")


def compact(text: str) -> str:
    """Return the digits without spaces; a code of two or four digits is filled up to six.

    >>> compact("33 01")
    '330100'
    """
    code = tidy.plain(text)
    return code.ljust(_LENGTH, "0") if _SHAPE.fullmatch(code) else code


def validate(text: str) -> str:
    """Return six digits that are or were a code. Raises `NotDivisionCode`, `UnknownDivision`."""
    code = compact(text)
    if not _SHAPE.fullmatch(code):
        raise NotDivisionCode
    if code not in _table():
        raise UnknownDivision(digits=code)
    return code


def is_valid(text: str) -> bool:
    """Tell whether this is a code, in force or withdrawn."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the six digits, as forms print them."""
    return validate(text)


def parse(text: str) -> Division:
    """Return the division with the name that the code carries now, or carried last."""
    return _table()[validate(text)][-1]


def history(text: str) -> tuple[Division, ...]:
    """Return every name that a code has carried, oldest first.

    >>> [place.name for place in history("330402")]
    ['城区', '秀城区', '南湖区']
    """
    return _table()[validate(text)]


def nearest(text: str) -> Division | None:
    """Return the smallest known division around six digits; None where even the province fails.

    >>> nearest("100000") is None
    True
    """
    code = compact(text)
    for kept in (6, 4, 2):
        names = _table().get(code[:kept].ljust(_LENGTH, "0"))
        if names:
            return names[-1]
    return None


def provinces() -> tuple[Division, ...]:
    """Return the 34 province-level divisions in the order of their codes."""
    return tuple(names[-1] for code, names in _table().items() if code.endswith("0000"))


def children(text: str) -> tuple[Division, ...]:
    """Return the divisions in force one level below, in the order of their codes.

    Municipalities have 市辖区 as their second level. Dongguan, Zhongshan, Danzhou, Jiayuguan,
    Taiwan, Hong Kong and Macao have nothing below them.

    >>> [place.name for place in children("110000")]
    ['市辖区']
    >>> children("441900")
    ()
    """
    return _children().get(validate(text), ())


def path(text: str) -> tuple[Division, ...]:
    """Return the divisions from the province down to this one; levels that never were are left out.

    >>> [place.name for place in path("429004")]
    ['湖北省', '省直辖县级行政区划', '仙桃市']
    """
    code = validate(text)
    steps = dict.fromkeys(code[:kept].ljust(_LENGTH, "0") for kept in (2, 4, 6))
    return tuple(_table()[step][-1] for step in steps if step in _table())


def full_name(text: str) -> str:
    """Return the place as an address begins, without the rows that only group.

    >>> full_name("110108"), full_name("441900")
    ('北京市海淀区', '广东省东莞市')
    """
    return "".join(place.name for place in path(text) if not place.is_group)
