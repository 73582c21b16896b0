"""Provinces and the characters that stand for them on filing numbers and licences."""

from dataclasses import dataclass
from functools import cache

from openbeian.numbers import data


@dataclass(frozen=True, slots=True)
class Province:
    """One province-level division.

    `code` has six digits (GB/T 2260). `filing` is the character on ICP and public-security
    numbers, empty where no filing can be made; `licence` the one on telecommunications licences,
    empty where it is not confirmed; `variants` are further characters to accept.
    """

    code: str
    zh: str
    short: str
    en: str
    filing: str
    licence: str
    variants: str


@cache
def all_provinces() -> tuple[Province, ...]:
    """Return the 34 province-level divisions in the order of their codes.

    >>> len(all_provinces()), all_provinces()[0].en
    (34, 'Beijing')
    """
    return tuple(Province(*row) for row in data.rows("provinces.tsv"))


@cache
def _by_code() -> dict[str, Province]:
    return {province.code[:2]: province for province in all_provinces()}


@cache
def _by_character() -> dict[str, Province]:
    return {
        character: province
        for province in all_provinces()
        for character in province.filing + province.licence + province.variants
    }


def by_code(code: str) -> Province | None:
    """Return the province in which a division code of two, four or six digits lies.

    >>> by_code("330113").short
    '浙江'
    >>> by_code("99") is None
    True
    """
    return _by_code().get(code[:2])


def by_character(character: str) -> Province | None:
    """Return the province for which a character stands on a number.

    >>> by_character("川").filing, by_character("蜀").licence
    ('蜀', '川')
    """
    return _by_character().get(character)
