"""Certificates of people who are not mainland residents: permits, residence cards, passports.

The entry to `hk_macao_permit`, `taiwan_permit`, `residence_permit`, `permanent_resident_card` and
`passport`. A form knows the kind of certificate and passes it; without a kind, the shape decides,
and whatever fits nothing more specific is taken for a passport.

>>> validate("h12345678", Kind.HK_MACAO_TRAVEL_PERMIT)
'H12345678'
>>> parse("810000198506120032").kind.value
'hk_macao_residence_permit'
>>> parse("K1234567").kind.value
'passport'
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from types import MappingProxyType

from openbeian.numbers import (
    hk_macao_permit,
    identity,
    passport,
    permanent_resident_card,
    residence_permit,
    taiwan_permit,
    tidy,
)
from openbeian.numbers.errors import InvalidComponent, accepts
from openbeian.text import Text

_OLD_CARD_LENGTH = 15
_HK_MACAO = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?", re.ASCII)
_TAIWAN = re.compile(r"[0-9]{8}(?:[0-9]{2}[0-9A-Z]?)?", re.ASCII)


class OtherHome(InvalidComponent):
    """A residence permit of another home than the certificate chosen."""

    code = "numbers.travel_permit.other_home"
    message = Text(
        "Residence permits of Hong Kong and Macao residents begin with 81 or 82, those of Taiwan "
        "residents with 83; this number begins with {prefix}. Choose the certificate accordingly.",
        "港澳居民居住证号码以81或82开头，台湾居民居住证号码以83开头，"
        "该号码以{prefix}开头，请相应更换证件类型。",
    )


class Kind(StrEnum):
    """The certificates, by the names of the code table."""

    PASSPORT = "passport"
    TAIWAN_TRAVEL_PERMIT = "taiwan_travel_permit"
    HK_MACAO_TRAVEL_PERMIT = "hk_macao_travel_permit"
    PERMANENT_RESIDENT_CARD = "permanent_resident_card"
    HK_MACAO_RESIDENCE_PERMIT = "hk_macao_residence_permit"
    TAIWAN_RESIDENCE_PERMIT = "taiwan_residence_permit"


# Certificate types (证件类型) of the administration's code table.
BY_TYPE_ID: Mapping[int, Kind] = MappingProxyType(
    {
        7: Kind.PASSPORT,
        11: Kind.TAIWAN_TRAVEL_PERMIT,
        14: Kind.HK_MACAO_TRAVEL_PERMIT,
        30: Kind.PERMANENT_RESIDENT_CARD,
        41: Kind.HK_MACAO_RESIDENCE_PERMIT,
        42: Kind.TAIWAN_RESIDENCE_PERMIT,
    }
)

_TAIWAN_CODE = "710000"


@dataclass(frozen=True, slots=True)
class TravelPermit:
    """A certificate's kind and number; `birth` where the number tells it."""

    kind: Kind
    number: str
    birth: date | None = None


def compact(text: str) -> str:
    """Return the number in capitals, without spaces, hyphens, brackets and the fillers `<`."""
    return tidy.plain(text, drop="-()<")


def detect(text: str) -> Kind:
    """Return the kind that the shape of a number suggests; a passport where nothing else fits.

    Eight digits are taken for a Taiwan permit although some passports have as many.
    """
    number = compact(text)
    if len(number) == identity.LENGTH:
        return _detect_long(number)
    if len(number) == _OLD_CARD_LENGTH:
        return Kind.PERMANENT_RESIDENT_CARD
    if _HK_MACAO.fullmatch(number):
        return Kind.HK_MACAO_TRAVEL_PERMIT
    return Kind.TAIWAN_TRAVEL_PERMIT if _TAIWAN.fullmatch(number) else Kind.PASSPORT


def _detect_long(number: str) -> Kind:
    if number.startswith("9"):
        return Kind.PERMANENT_RESIDENT_CARD
    taiwan = number.startswith("83")
    return Kind.TAIWAN_RESIDENCE_PERMIT if taiwan else Kind.HK_MACAO_RESIDENCE_PERMIT


def validate(text: str, kind: Kind | None = None) -> str:
    """Return the canonical number of a certificate of this kind, or of the kind it looks like.

    Raises `OtherHome` and the errors of the kind's own module.
    """
    return parse(text, kind).number


def is_valid(text: str, kind: Kind | None = None) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(partial(validate, kind=kind), text)


def format(text: str, kind: Kind | None = None) -> str:
    """Return the number as certificates print it, without spaces."""
    return validate(text, kind)


def parse(text: str, kind: Kind | None = None) -> TravelPermit:
    """Return the number with its kind, and the date of birth where the number tells it."""
    match kind or detect(text):
        case Kind.HK_MACAO_TRAVEL_PERMIT as found:
            return TravelPermit(found, hk_macao_permit.validate(text))
        case Kind.TAIWAN_TRAVEL_PERMIT as found:
            return TravelPermit(found, taiwan_permit.validate(text))
        case Kind.PERMANENT_RESIDENT_CARD as found:
            card = permanent_resident_card.parse(text)
            return TravelPermit(found, card.number, card.birth)
        case Kind.PASSPORT as found:
            return TravelPermit(found, passport.validate(text))
        case found:
            return _residence(text, found)


def _residence(text: str, kind: Kind) -> TravelPermit:
    permit = residence_permit.parse(text)
    taiwan = permit.home.code == _TAIWAN_CODE
    if taiwan is not (kind is Kind.TAIWAN_RESIDENCE_PERMIT):
        raise OtherHome(prefix=permit.number[:2])
    return TravelPermit(kind, permit.number, permit.birth)
