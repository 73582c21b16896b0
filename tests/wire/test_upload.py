"""A Declaration becomes an upload, and comes back whole but for what is said to stay behind."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from ipaddress import IPv4Address

import pytest
from hypothesis import HealthCheck, given, settings

from examples import DECLARATION, declaration
from openbeian.declaration.paths import pattern_of
from openbeian.declaration.values import ServiceKind
from openbeian.wire.messages.filing import NewIpRange
from openbeian.wire.messages.meanings import ReportedBy
from openbeian.wire.upload import added_access, added_services, first_filing
from openbeian.wire.upload_beside import Known, record_paths
from openbeian.wire.upload_carried import NOT_CARRIED, carried
from openbeian.wire.upload_change import change
from openbeian.wire.upload_reading import (
    MOST_ADDRESSES,
    Sender,
    access_of,
    declaration_of,
    services_of,
)
from openbeian.wire.upload_refusals import NotCarried, RangeTooWide
from wire.declarations import CATEGORIES, PASSWORD, beside, declarations, known_of, own_ids
from wire.schemas import complaints, needs_schemas
from wire.written import upload_read, uploaded

APPROVAL = "services[1].preapprovals[news].number"
APPROVED = declaration(**{APPROVAL: "沪新办1号"})
few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def sender(declared, known=None) -> Sender:
    return Sender(
        record_ids=own_ids(declared),
        administration_ids=known.ids if known else {},
        categories={type_id: category for category, type_id in CATEGORIES.items()},
    )


@given(declarations())
@few
def test_a_declaration_comes_back_from_its_first_filing(declared):
    [upload] = upload_read(uploaded(first_filing(declared, beside(declared))))
    assert declaration_of(upload, sender(declared)) == carried(declared)


@given(declarations(most_certificate_type=11))
@few
def test_a_declaration_comes_back_from_its_change(declared):
    known = known_of(declared)
    [upload] = upload_read(uploaded(change(declared, beside(declared), known)))
    assert declaration_of(upload, sender(declared, known)) == carried(declared)


@given(declarations())
@few
def test_added_services_come_back(declared):
    known = Known({"entity": 5}, {})
    wanted = declared.services[-1].id
    upload = added_services(declared, beside(declared), known, service_ids={wanted})
    [upload] = upload_read(uploaded(upload))
    assert services_of(upload, sender(declared)) == carried(declared).services[-1:]


@given(declarations())
@few
def test_an_added_access_comes_back(declared):
    service, known = declared.services[0], Known({"services[1]": 5}, {})
    access = service.access[-1]
    made = added_access(service, access, beside(declared), known, filing_password=PASSWORD)
    [upload] = upload_read(uploaded(made))
    assert access_of(upload, sender(declared)) == access


@needs_schemas
@given(declarations(most_certificate_type=11))
@few
def test_the_published_schema_takes_what_is_made_of_a_declaration(declared):
    known = known_of(declared)
    for upload in (
        first_filing(declared, beside(declared)),
        change(declared, beside(declared), known),
    ):
        assert complaints("upload", uploaded(upload)) == []


def leaves(value, path=""):
    """Yield every field of a Declaration that is no id, by its path."""
    if path and pattern_of(path) in NOT_CARRIED:
        yield path, value
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "id":
                yield from leaves(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for item in value:
            yield from leaves(item, f"{path}[{getattr(item, 'id', None) or item.category}]")
    else:
        yield path, value


def another(value):
    """Return another value of the same type."""
    match value:
        case Enum():
            return ServiceKind.APP
        case bool():
            return not value
        case int():
            return value + 1
        case date() | None:
            return date(2030, 1, 1) if value is None else None
        case tuple():
            return value[1:] if value else ("news",)
        case _:
            return "310101" if value.isdigit() else f"{value}1"


@pytest.mark.parametrize("path", [path for path, _ in leaves(APPROVED)])
def test_a_field_either_travels_or_is_said_to_stay_behind(path):
    before = first_filing(APPROVED, beside(APPROVED))
    changed = declaration(**{APPROVAL: "沪新办1号", path: another(dict(leaves(APPROVED))[path])})
    try:
        after = first_filing(changed, replace(beside(APPROVED), record_ids=own_ids(changed)))
    except NotCarried:  # said even louder
        after = None
    assert (after == before) == (pattern_of(path) in NOT_CARRIED)


def test_all_that_stays_behind_is_a_field_with_a_reason():
    patterns = {pattern_of(path) for path, _ in leaves(APPROVED)}
    assert set(NOT_CARRIED) <= patterns
    assert carried(carried(APPROVED)) == carried(APPROVED) != APPROVED


def test_the_provider_reports_on_behalf_of_the_entity():
    upload = first_filing(APPROVED, beside(APPROVED))
    assert upload.entity.reported_by is ReportedBy.PROVIDER


def test_every_record_needs_an_id_of_ours():
    assert record_paths(DECLARATION) == (
        "entity",
        "services[1]",
        "services[1].domains[1]",
        "services[1].access[1]",
        "services[1].access[1].ip_addresses[3405803786]",
    )


def with_range(first: str, last: str):
    upload = first_filing(DECLARATION, beside(DECLARATION))
    [service] = upload.services
    [access] = service.access
    ranged = replace(
        access,
        ip_ranges=(NewIpRange(record_id=1, first=IPv4Address(first), last=IPv4Address(last)),),
    )
    return replace(upload, services=(replace(service, access=(ranged,)),))


def test_a_range_of_another_provider_is_read_address_by_address():
    read = declaration_of(with_range("203.0.113.254", "203.0.114.1"), Sender())
    assert read.services[0].access[0].ip_addresses == (
        "203.0.113.254",
        "203.0.113.255",
        "203.0.114.0",
        "203.0.114.1",
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [("10.0.0.0", "10.255.255.255"), ("10.0.0.1", "10.0.0.0")],
    ids=["too wide", "backwards"],
)
def test_a_range_that_is_no_list_is_refused(first, last):
    with pytest.raises(RangeTooWide) as caught:
        declaration_of(with_range(first, last), Sender())
    assert caught.value.facts["most"] == MOST_ADDRESSES


def test_records_of_a_stranger_keep_their_ids():
    upload = first_filing(APPROVED, beside(APPROVED))
    read = declaration_of(upload, Sender())
    ids = own_ids(APPROVED)
    assert read.services[0].id == ids["services[1]"]
    assert read.services[0].access[0].id == ids["services[1].access[1]"]
    assert read.services[0].preapprovals[0].category == "1"
