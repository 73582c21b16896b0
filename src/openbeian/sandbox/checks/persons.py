"""Certificates and people: whether numbers, telephones and addresses can be real."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from openbeian import codes
from openbeian.numbers import mobile, resident_id, uscc
from openbeian.sandbox.checks.findings import Finding
from openbeian.wire.messages.parts import PartialLeader

BUSINESS_LICENCE, IDENTITY_CARD = 1, 2
INDIVIDUAL = 5
LONGEST_ANSWERED = 128  # a filed certificate's number is shorter than an uploaded one may be

_OLD_LICENCE = re.compile(r"[0-9]{13}([0-9]{2})?", re.ASCII)
_OFFICE_PHONE = re.compile(r"[0-9]+(-[0-9]+)*", re.ASCII)
_MAIL = re.compile(r"[^@\s;]+@[^@\s;]+\.[^@\s;]+")


class AnyCertificate(Protocol):
    """A certificate by type and number, in any message."""

    @property
    def type_id(self) -> int: ...

    @property
    def number(self) -> str: ...


def certificate(given: AnyCertificate, on: date) -> Iterator[Finding]:
    """Find what is wrong with an entity's certificate (1008, 1015)."""
    number = given.number.strip()
    if not in_table("certificate_types", given.type_id, on) or len(number) > LONGEST_ANSWERED:
        yield Finding(1008)
    elif given.type_id == IDENTITY_CARD and not resident_id.is_valid(number):
        yield Finding(1015)
    elif given.type_id == BUSINESS_LICENCE and not _is_licence(number):
        yield Finding(1008)


def nature(nature_id: int | None, given: AnyCertificate, on: date) -> Iterator[Finding]:
    """Find whether the nature of an entity (单位性质) is unknown, or missing for a unit (1014)."""
    missing = nature_id is None and not is_person(nature_id, given, on)
    if missing or (nature_id is not None and not in_table("entity_natures", nature_id, on)):
        yield Finding(1014)


def entity_leader(given: PartialLeader, *, of_unit: bool, on: date) -> Iterator[Finding]:
    """Find what is wrong with the person in charge of an entity; a unit has to name them."""
    if of_unit and not given.name:
        yield Finding(1044)
    if of_unit and not given.office_phone:
        yield Finding(1010)
    yield from _leader(given, on)


def service_leader(given: PartialLeader, *, of_unit: bool, on: date) -> Iterator[Finding]:
    """Find what is wrong with the person in charge of a website."""
    if of_unit and not given.office_phone:
        yield Finding(1031)
    yield from _leader(given, on)


def is_person(nature_id: int | None, given: AnyCertificate, on: date) -> bool:
    """Return whether an individual files, by the nature or else by the certificate."""
    if nature_id is not None:
        return nature_id == INDIVIDUAL
    if not in_table("certificate_types", given.type_id, on):
        return False
    return codes.table("certificate_types").get(given.type_id, on).columns.get("holder") == "person"


def in_table(name: str, code: int, on: date) -> bool:
    """Return whether a code table has a row with this id on a day."""
    return any(row.id == code for row in codes.table(name).rows(on))


def _leader(given: PartialLeader, on: date) -> Iterator[Finding]:
    if not all(mobile.is_valid(each) for each in _several(given.mobile)):
        yield Finding(1011)
    if not all(_OFFICE_PHONE.fullmatch(each) for each in _several(given.office_phone)):
        yield Finding(1010)
    if not all(_MAIL.fullmatch(each) for each in _several(given.email)):
        yield Finding(1009)
    if given.certificate_type is None:
        return
    if not in_table("certificate_types", given.certificate_type, on):
        yield Finding(1008)
    elif given.certificate_type == IDENTITY_CARD and not resident_id.is_valid(
        given.certificate_number or ""
    ):
        yield Finding(1015)


def _is_licence(number: str) -> bool:
    """Return whether a number is a credit code, or one of the licences from before it."""
    return uscc.is_valid(number) or _OLD_LICENCE.fullmatch(number) is not None


def _several(text: str | None) -> list[str]:
    """Return the values of an element that takes several, parted by semicolons."""
    return [each.strip() for each in (text or "").split(";") if each.strip()]
