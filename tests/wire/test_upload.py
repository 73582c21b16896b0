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
from openbeian.wire.messages.filing import (
    EntityById,
    EntityByNumber,
    NewIpRange,
    ServiceById,
    ServiceByNumber,
)
from openbeian.wire.messages.meanings import AttachmentOwner, ReportedBy
from openbeian.wire.messages.parts import RecordById, RecordByNumber
from openbeian.wire.upload import added_access, added_services, first_filing
from openbeian.wire.upload_beside import Approval, Known, Paper, record_paths
from openbeian.wire.upload_carried import NOT_CARRIED, carried
from openbeian.wire.upload_change import change
from openbeian.wire.upload_filed import known_from
from openbeian.wire.upload_reading import (
    MOST_ADDRESSES,
    Sender,
    access_of,
    declaration_of,
    services_of,
)
from openbeian.wire.upload_refusals import (
    ApprovalNotCarried,
    CertificateTooNew,
    NotCarried,
    NotKnown,
    OnlyIpv4,
    OnlyWebsites,
    RangeTooWide,
)
from wire.declarations import (
    CATEGORIES,
    SCANS,
    beside,
    declarations,
    filed,
    own_ids,
    theirs,
)
from wire.schemas import complaints, needs_schemas
from wire.written import upload_read, uploaded

NUMBER = "沪ICP备2026000001号"
PASSWORD = "0cc175b9c0f1b6a831c399e269772661"
APPROVAL = "services[1].preapprovals[news].number"
APPROVED = declaration(**{APPROVAL: "沪新办1号"})
few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def sender(declared, known=None) -> Sender:
    return Sender(
        record_ids=own_ids(declared),
        administration_ids=known.ids if known else {},
        categories={type_id: category for category, type_id in CATEGORIES.items()},
    )


def known_of(declared) -> Known:
    return known_from(filed(first_filing(declared, beside(declared)), NUMBER), own_ids(declared))


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


PAPERS = (
    Paper("entity", format_id=1, purpose_id=1, content=b"licence", remark="营业执照"),
    Paper("services[1]", format_id=1, purpose_id=8, content=b"photo"),
)


def test_papers_of_a_first_filing_belong_to_our_records():
    upload = first_filing(DECLARATION, beside(DECLARATION, papers=PAPERS))
    ids = own_ids(DECLARATION)
    found = [(each.file.subject.kind, each.file.subject.record_id) for each in upload.attachments]
    assert found == [
        (AttachmentOwner.ENTITY, ids["entity"]),
        (AttachmentOwner.SERVICE, ids["services[1]"]),
    ]
    assert upload.attachments[0].file.remark == "营业执照"
    assert upload_read(uploaded(upload)) == [upload]


def subjects(upload):
    return [(each.file.subject.kind, each.file.subject.record) for each in upload.attachments]


def test_papers_of_an_added_service_belong_to_a_filed_entity_and_a_new_service():
    upload = added_services(
        DECLARATION,
        beside(DECLARATION, papers=PAPERS),
        Known({}, {"entity": NUMBER}),
        service_ids={1},
        filing_password=PASSWORD,
    )
    assert upload.entity == EntityByNumber(number=NUMBER)
    assert upload.filing_password == PASSWORD
    assert subjects(upload) == [
        (AttachmentOwner.ENTITY, RecordByNumber(number=NUMBER)),
        (AttachmentOwner.SERVICE, RecordById(id=own_ids(DECLARATION)["services[1]"])),
    ]


def test_papers_of_a_change_belong_to_filed_records():
    upload = change(DECLARATION, beside(DECLARATION, papers=PAPERS), known_of(DECLARATION))
    ids = own_ids(DECLARATION)
    assert subjects(upload) == [
        (AttachmentOwner.ENTITY, RecordById(id=theirs(ids["entity"]))),
        (AttachmentOwner.SERVICE, RecordById(id=theirs(ids["services[1]"]))),
    ]


def test_a_filed_record_is_named_by_its_id_or_else_by_its_number():
    assert Known({"entity": 5}, {"entity": NUMBER}).entity() == EntityById(administration_id=5)
    by_id = Known({"services[1]": 6}, {"services[1]": f"{NUMBER}-1"})
    assert by_id.service("services[1]") == ServiceById(administration_id=6)
    by_number = Known({}, {"services[1]": f"{NUMBER}-1"})
    assert by_number.service("services[1]") == ServiceByNumber(number=f"{NUMBER}-1")


def test_filed_data_tells_the_ids_and_numbers_of_our_records():
    known = known_of(DECLARATION)
    assert known.ids == {path: theirs(number) for path, number in own_ids(DECLARATION).items()}
    assert known.numbers == {"entity": NUMBER, "services[1]": f"{NUMBER}-1"}


def test_filed_data_of_others_tells_nothing_of_ours():
    others = filed(first_filing(DECLARATION, beside(DECLARATION)), NUMBER)
    assert known_from(others, {"entity": 7, "services[1]": 8}) == Known({}, {})


def test_a_change_adds_domains_and_addresses_that_are_not_filed_yet():
    known = known_of(DECLARATION)
    fresh = {path: number for path, number in known.ids.items() if "ip_addresses" not in path}
    upload = change(DECLARATION, beside(DECLARATION), replace(known, ids=fresh))
    [access] = upload.services[0].access
    assert access.ip_ranges[0].administration_id is None
    assert upload.services[0].domains[0].administration_id is not None


@pytest.mark.parametrize("kind", set(ServiceKind) - {ServiceKind.WEBSITE}, ids=str)
def test_only_websites_are_carried(kind):
    app = declaration(**{"services[1].kind": kind})
    with pytest.raises(OnlyWebsites) as caught:
        first_filing(app, beside(app))
    assert caught.value.facts["field"] == "services[1].kind"
    service = app.services[0]
    known = Known({"services[1]": 5}, {})
    with pytest.raises(OnlyWebsites):
        added_access(service, service.access[0], beside(app), known, filing_password=PASSWORD)


def test_only_ipv4_is_carried():
    both = declaration(**{"services[1].access[1].ip_addresses": ("203.0.113.10", "2001:db8::10")})
    with pytest.raises(OnlyIpv4) as caught:
        record_paths(both)
    assert caught.value.facts == {
        "field": "services[1].access[1].ip_addresses",
        "address": "2001:db8::10",
    }


def test_a_change_carries_older_certificates_only():
    newer = declaration(**{"entity.certificate.type_id": 27})
    assert first_filing(newer, beside(newer)).entity.certificate.type_id == 27
    with pytest.raises(CertificateTooNew) as caught:
        change(newer, beside(newer), known_of(newer))
    assert caught.value.facts["type_id"] == 27


def known_but(path: str, *, numbers: bool = False) -> Known:
    known = known_of(DECLARATION)
    part = known.numbers if numbers else known.ids
    rest = {each: value for each, value in part.items() if each != path}
    return replace(known, numbers=rest) if numbers else replace(known, ids=rest)


@pytest.mark.parametrize("path", ["entity", "services[1]", "services[1].access[1]"])
def test_a_change_names_filed_records_only(path):
    with pytest.raises(NotKnown) as caught:
        change(DECLARATION, beside(DECLARATION), known_but(path))
    assert caught.value.facts["field"] == path


@pytest.mark.parametrize("path", ["entity", "services[1]"])
def test_a_change_names_filing_numbers(path):
    with pytest.raises(NotKnown):
        change(DECLARATION, beside(DECLARATION), known_but(path, numbers=True))


@pytest.mark.parametrize(
    "approvals",
    [{}, {"services[1].preapprovals[news]": Approval(1, ())}],
    ids=["unknown category", "no scan"],
)
def test_an_approval_travels_with_a_scan_or_not_at_all(approvals):
    with pytest.raises(ApprovalNotCarried) as caught:
        first_filing(APPROVED, replace(beside(APPROVED), approvals=approvals))
    assert caught.value.facts["field"] == "services[1].preapprovals[news]"
    [approval] = first_filing(APPROVED, beside(APPROVED)).services[0].preapprovals
    assert (approval.type_id, approval.scans) == (1, SCANS)


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
