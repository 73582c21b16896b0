"""Unified social credit code (统一社会信用代码), GB 32100-2015 with its amendment of 2016.

Eighteen digits and capital letters without I, O, S, V, Z: the registering department (1), the kind
of organisation (1), the division of the registering office (6 digits of GB/T 2260), the
organisation code (9) and a check character (MOD 31-3). Traps that other validators fall into:
departments may be letters (N agriculture, A armed forces, Y other), and 100000 stands for an
office of the State, which is no division. Kinds and divisions are read, never refused.

>>> validate("９１３３０１１３ma2cy3x90e")
'91330113MA2CY3X90E'
>>> validate("91330113MA2CY3X90A")  # doctest: +ELLIPSIS
Traceback (most recent call last):
openbeian.numbers.uscc.WrongCheckCharacter: numbers.uscc.checksum: ...
>>> parse("N2330113MF0312345K").department.en
'Agriculture and rural affairs'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from openbeian.numbers import data, division, tidy
from openbeian.numbers.errors import (
    InvalidChecksum,
    InvalidComponent,
    InvalidFormat,
    InvalidLength,
    accepts,
)
from openbeian.text import Text

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LOOKALIKES = MappingProxyType({"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"})
_BUSINESS_NUMBER, _ORGANISATION_CODE = 15, 9


class WrongLength(InvalidLength):
    """Not 18 characters."""

    code = "numbers.uscc.length"
    message = Text(
        "A unified social credit code has 18 characters, but {length} were entered. "
        "Copy it from the top right of the business licence.",
        "统一社会信用代码应为18位，现填写了{length}位，请按营业执照右上方所示填写。",
    )


class OldBusinessNumber(WrongLength):
    """The 15 digits of a business licence before October 2015."""

    code = "numbers.uscc.old_business_number"
    message = Text(
        "This is a business registration number of 15 digits. Enter the unified social credit "
        "code of 18 characters that replaced it; the registry exchanges old licences.",
        "该号码为15位工商注册号，请填写换照后的18位统一社会信用代码；旧版执照请先到登记机关换领。",
    )


class OrganisationCodeOnly(WrongLength):
    """The nine characters of an organisation code certificate."""

    code = "numbers.uscc.organisation_code"
    message = Text(
        "This is an organisation code of 9 characters. Enter the unified social credit code of "
        "18 characters, in which it stands from the 9th to the 17th.",
        "该号码为9位组织机构代码，请填写包含该代码的18位统一社会信用代码。",
    )


class ForbiddenLetter(InvalidFormat):
    """One of the five letters that the standard leaves out."""

    code = "numbers.uscc.forbidden_letter"
    message = Text(
        "Character {position} is the letter {character}, which these codes never contain. "
        "It is probably {likely}.",
        "第{position}位为字母“{character}”，统一社会信用代码不使用该字母，应为“{likely}”，请核对。",
    )


class StrayCharacter(InvalidFormat):
    """Neither a digit nor a capital letter."""

    code = "numbers.uscc.format"
    message = Text(
        "Character {position} is {character}: only digits and Latin capital letters are possible.",
        "第{position}位为“{character}”：统一社会信用代码只能由数字和大写英文字母组成，请改正。",
    )


class DivisionNotDigits(InvalidComponent):
    """A letter among the six digits of the registering office."""

    code = "numbers.uscc.division"
    message = Text(
        "Character {position} is {character}, but characters 3 to 8 name the place of "
        "registration in digits.",
        "第{position}位为“{character}”：第3至8位为登记机关行政区划码，只能是数字，请核对。",
    )


class WrongCheckCharacter(InvalidChecksum):
    """The 18th character contradicts the other seventeen."""

    code = "numbers.uscc.checksum"
    message = Text(
        "The last character contradicts the other 17, so one of the 18 is mistyped. "
        "Compare each with the licence; B and 8, D and 0, G and 6 are easily confused.",
        "末位校验码与前17位不符，存在误填字符，请对照执照逐位核对（易混：B与8、D与0、G与6）。",
    )


@dataclass(frozen=True, slots=True)
class Uscc:
    """The parts of a code. `department` and `kind` are None where the table has no such letter."""

    number: str
    department: Text | None
    kind: Text | None
    division_code: str
    organisation_code: str

    @property
    def division(self) -> "division.Division | None":
        """The nearest known division of the registering office; None for the State's own."""
        return division.nearest(self.division_code)


@cache
def _kinds() -> Mapping[str, Text]:
    """Return the names of departments (one character) and kinds (two)."""
    return {code: Text(en, zh) for code, en, zh in data.rows("organisation_kinds.tsv")}


def compact(text: str) -> str:
    """Return the code in capitals, without spaces and hyphens."""
    return tidy.plain(text, drop="-")


def check_character(body: str) -> str:
    """Return the check character for the first 17 (MOD 31, weights 3^i).

    >>> check_character("91330113MA2CY3X90")
    'E'
    """
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % len(ALPHABET)]


def _check_characters(number: str) -> None:
    found = tidy.stray(number, ALPHABET)
    if found:
        position, character = found
        if character in _LOOKALIKES:
            raise ForbiddenLetter(
                position=position, character=character, likely=_LOOKALIKES[character]
            )
        raise StrayCharacter(position=position, character=character)
    letter = tidy.stray(number[2:8], "0123456789")
    if letter:
        raise DivisionNotDigits(position=letter[0] + 2, character=letter[1])


def validate(text: str) -> str:
    """Return the 18 characters. Raises the errors of this module."""
    number = compact(text)
    if len(number) != LENGTH:
        error = {_BUSINESS_NUMBER: OldBusinessNumber, _ORGANISATION_CODE: OrganisationCodeOnly}
        raise error.get(len(number), WrongLength)(length=len(number))
    _check_characters(number)
    if check_character(number[:-1]) != number[-1]:
        raise WrongCheckCharacter
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the code as licences print it: 18 characters without spaces."""
    return validate(text)


def parse(text: str) -> Uscc:
    """Return the code's parts.

    >>> parse("91330113MA2CY3X90E").division.name
    '临平区'
    """
    number = validate(text)
    return Uscc(
        number=number,
        department=_kinds().get(number[0]),
        kind=_kinds().get(number[:2]),
        division_code=number[2:8],
        organisation_code=number[8:17],
    )
