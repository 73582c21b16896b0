"""What an upload names: the provider's records, filed records, and what it refuses to say."""

from dataclasses import replace

import pytest

from examples import DECLARATION, declaration
from openbeian.declaration.values import ServiceKind
from openbeian.wire.messages.filing import EntityById, EntityByNumber, ServiceById, ServiceByNumber
from openbeian.wire.messages.meanings import AttachmentOwner
from openbeian.wire.messages.parts import RecordById, RecordByNumber
from openbeian.wire.upload import added_access, added_services, first_filing
from openbeian.wire.upload_beside import Approval, Known, Paper, record_paths
from openbeian.wire.upload_change import change
from openbeian.wire.upload_filed import known_from
from openbeian.wire.upload_refusals import (
    ApprovalNotCarried,
    CertificateTooNew,
    NotKnown,
    OnlyIpv4,
    OnlyWebsites,
)
from wire.declarations import NUMBER, PASSWORD, SCANS, beside, filed, known_of, own_ids, theirs
from wire.written import upload_read, uploaded

APPROVED = declaration(**{"services[1].preapprovals[news].number": "沪新办1号"})


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


@pytest.mark.parametrize("kind", sorted(set(ServiceKind) - {ServiceKind.WEBSITE}), ids=str)
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
