"""Main and service numbers as one notion: a filing number, or a licence number in its place.

A licence holder's main number is that of the licence (`粤B2-20090059`), its services continue it
(`粤B2-20090059-1626X`) as those of a filing continue the entity number.
"""

from dataclasses import dataclass

from openbeian.numbers import icp_number, licence_number
from openbeian.numbers.icp_number import Service


@dataclass(frozen=True, slots=True)
class Number:
    """A number in canonical form: `main` without a service, `service` None for an entity."""

    main: str
    service: Service | None

    def __str__(self) -> str:
        return self.main + str(self.service or "")


def read(text: str) -> Number:
    """Return the parts of a filing or licence number in any spelling. Raises NumberError."""
    if licence_number.is_valid(text):
        licence = licence_number.parse(text)
        return Number(licence.main, licence.service)
    filing = icp_number.parse(text)
    return Number(filing.entity, filing.service)
