"""Resident identity number (公民身份号码), GB 11643-1999.

Six digits of a division, the date of birth, three of sequence (odd for men, even for women) and a
check character, 18 in all.

The division is that of the first registration and may have been withdrawn decades ago, so only
its province is checked. Numbers that begin with 81, 82 or 83 are residence permits of Hong Kong,
Macao and Taiwan residents, and those with 9 permanent resident cards: see `travel_permit`. The
15-digit number of the first-generation card ended on 1 January 2013: `parse` reads it and gives
the number that replaced it, but `validate` refuses it.

>>> validate("33012519900307759x")
'33012519900307759X'
>>> parse("330125900307759").number
'33012519900307759X'
>>> validate("330125900307759")  # doctest: +ELLIPSIS
Traceback (most recent call last):
openbeian.numbers.resident_id.FirstGeneration: numbers.resident_id.first_generation: ...
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openbeian.numbers import division, identity, tidy
from openbeian.numbers.errors import InvalidComponent, InvalidLength, accepts
from openbeian.numbers.province import Province, by_code
from openbeian.text import Text

_OLD_LENGTH = 15
_RESIDENCE_PERMITS = frozenset({"81", "82", "83"})

# The last three digits of 15 that were given to people of a hundred years and more.
_CENTENARIANS = frozenset({"996", "997", "998", "999"})


class FirstGeneration(InvalidLength):
    """The 15 digits of a first-generation card."""

    code = "numbers.resident_id.first_generation"
    message = Text(
        "This is the 15-digit number of a first-generation card, which ended on 1 January 2013. "
        "Enter the 18 characters of the present card.",
        "该号码为第一代居民身份证的15位号码，已于2013年1月1日停止使用，"
        "请填写现行居民身份证的18位号码。",
    )


class ResidencePermitNumber(InvalidComponent):
    """A number of a Hong Kong, Macao or Taiwan resident's residence permit."""

    code = "numbers.resident_id.residence_permit"
    message = Text(
        "Numbers that begin with {prefix} are on residence permits of Hong Kong, Macao and Taiwan "
        "residents. Choose that certificate instead of the resident identity card.",
        "以{prefix}开头的号码属于港澳台居民居住证，请将证件类型改为相应的居住证。",
    )


class PermanentResidenceNumber(InvalidComponent):
    """A number of a foreigner's permanent residence card."""

    code = "numbers.resident_id.permanent_resident_card"
    message = Text(
        "Numbers that begin with 9 are on foreigners' permanent resident cards. Choose that "
        "certificate instead of the resident identity card.",
        "以9开头的号码属于外国人永久居留身份证，请将证件类型改为外国人永久居留身份证。",
    )


class UnknownProvince(InvalidComponent):
    """The first two digits are no province."""

    code = "numbers.resident_id.province"
    message = Text(
        "The first two digits, {prefix}, stand for no province. Compare them with the card.",
        "前两位“{prefix}”不对应任何省级行政区，请对照身份证核对。",
    )


class Sex(StrEnum):
    """As the sequence tells it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class ResidentId:
    """The parts of a number of 18 characters; `first_generation` if 15 digits were given."""

    number: str
    birth: date
    sex: Sex
    province: Province
    first_generation: bool = False

    @property
    def division(self) -> division.Division | None:
        """The nearest known division of the first registration; a hint, not a fact to check."""
        return division.nearest(self.number[:6])


def compact(text: str) -> str:
    """Return the number without spaces and hyphens, with a capital X."""
    return tidy.plain(text, drop="-")


def _province(number: str) -> Province:
    prefix = number[:2]
    if prefix in _RESIDENCE_PERMITS:
        raise ResidencePermitNumber(prefix=prefix)
    if prefix.startswith("9"):
        raise PermanentResidenceNumber
    found = by_code(prefix)
    if found is None:
        raise UnknownProvince(prefix=prefix)
    return found


def _read(number: str, on: date | None, *, first_generation: bool = False) -> ResidentId:
    identity.check_shape(number)
    province = _province(number)
    parts = identity.read(number, on=on)
    sex = Sex.MALE if int(parts.sequence) % 2 else Sex.FEMALE
    return ResidentId(number, parts.birth, sex, province, first_generation)


def _is_old(number: str) -> bool:
    return len(number) == _OLD_LENGTH and tidy.stray(number, identity.DIGITS) is None


def _successor(number: str) -> str:
    century = "18" if number[12:] in _CENTENARIANS else "19"
    body = f"{number[:6]}{century}{number[6:]}"
    return body + identity.check_character(body)


def validate(text: str, *, on: date | None = None) -> str:
    """Return the 18 characters; with `on`, also refuse a birth after that day.

    Raises the errors of this module and of `identity`.
    """
    number = compact(text)
    if _is_old(number):
        raise FirstGeneration
    return _read(number, on).number


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the number as cards print it: 18 characters without spaces."""
    return validate(text)


def parse(text: str) -> ResidentId:
    """Return the number's parts; of 15 digits, those of the number that replaced it.

    >>> parse("33012519900307759X").sex.value, parse("330125900307759").first_generation
    ('male', True)
    """
    number = compact(text)
    if _is_old(number):
        return _read(_successor(number), None, first_generation=True)
    return _read(number, None)
