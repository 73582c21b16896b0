"""Addresses of entities: whether the places exist, and lie in this administration's province."""

from collections.abc import Iterator

from openbeian.numbers import division
from openbeian.sandbox.checks.findings import Finding
from openbeian.wire.messages.parts import Address

_PROVINCE, _CITY = 2, 4


def address(given: Address, province: str) -> Iterator[Finding]:
    """Find places that do not exist or lie elsewhere (1019), and another province (1045)."""
    places = [str(place) for place in (given.province, given.city, given.district) if place]
    if not all(division.is_valid(place) for place in places) or not _nested(places):
        yield Finding(1019)
    elif places[0][:_PROVINCE] != province[:_PROVINCE]:
        yield Finding(1045)


def _nested(places: list[str]) -> bool:
    """Return whether a city lies in its province, and a district in its city."""
    outer, city, *districts = places
    inside = all(place[:_PROVINCE] == outer[:_PROVINCE] for place in places)
    return inside and all(place[:_CITY] == city[:_CITY] for place in districts)
