"""Residence permit of Hong Kong, Macao and Taiwan residents (港澳台居民居住证).

Given since September 2018. Eighteen characters of the layout in `identity`; the first six are
810000 for Hong Kong, 820000 for Macao and 830000 for Taiwan. Only the first two are checked.

>>> validate("810000 19850612 003 2")
'810000198506120032'
>>> parse("830000198506120036").home.short
'台湾'
"""

from dataclasses import dataclass
from datetime import date

from openbeian.numbers import identity, tidy
from openbeian.numbers.errors import InvalidComponent, accepts
from openbeian.numbers.province import Province, all_provinces
from openbeian.text import Text

# The permit says 83 for Taiwan, where the table of divisions says 71.
_HOMES = {"81": "810000", "82": "820000", "83": "710000"}


class NotResidencePermit(InvalidComponent):
    """The first two digits are not 81, 82 or 83."""

    code = "numbers.residence_permit.prefix"
    message = Text(
        "A residence permit number begins with 81 (Hong Kong), 82 (Macao) or 83 (Taiwan), not "
        "{prefix}. Compare it with the card, or choose another certificate.",
        "港澳台居民居住证号码以81（香港）、82（澳门）或83（台湾）开头，"
        "现为“{prefix}”，请核对号码或更换证件类型。",
    )


@dataclass(frozen=True, slots=True)
class ResidencePermit:
    """The parts of a number; `home` is Hong Kong, Macao or Taiwan."""

    number: str
    home: Province
    birth: date


def compact(text: str) -> str:
    """Return the number without spaces and hyphens, with a capital X."""
    return tidy.plain(text, drop="-")


def validate(text: str, *, on: date | None = None) -> str:
    """Return the 18 characters; with `on`, also refuse a birth after that day.

    Raises `NotResidencePermit` and the errors of `identity`.
    """
    return _read(text, on).number


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the number as permits print it: 18 characters without spaces."""
    return validate(text)


def parse(text: str) -> ResidencePermit:
    """Return the number's parts."""
    return _read(text, None)


def _read(text: str, on: date | None) -> ResidencePermit:
    number = compact(text)
    identity.check_shape(number)
    code = _HOMES.get(number[:2])
    if code is None:
        raise NotResidencePermit(prefix=number[:2])
    home = next(province for province in all_provinces() if province.code == code)
    return ResidencePermit(number, home, identity.read(number, on=on).birth)
