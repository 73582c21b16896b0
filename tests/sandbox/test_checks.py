"""What the checks find of a record, each with the interface's own code."""

from dataclasses import replace
from ipaddress import IPv4Address

import pytest

from openbeian.wire.messages.filing import (
    NewAttachedFile,
    NewAttachment,
    NewAttachmentSubject,
    NewDomain,
    NewIpRange,
)
from openbeian.wire.messages.meanings import AttachmentOwner, Operation
from openbeian.wire.messages.parts import Address, Certificate, Preapproval
from sandbox.town import (
    LEADER_ID,
    allocation,
    codes_of,
    fetched,
    first_filing,
    new_access,
    new_entity,
    send_one,
    source,
    webmaster,
)


def elsewhere(**changes) -> Address:
    return Address(**({"province": 310000, "city": 310100, "district": 310115} | changes))


def certified(type_id: int, number: str) -> Certificate:
    return Certificate(type_id=type_id, number=number, address="上海市浦东新区示例路100号")


def access_at(first: str, last: str):
    part = NewIpRange(record_id=1, first=IPv4Address(first), last=IPv4Address(last))
    return replace(new_access(1), ip_ranges=(part,))


def overlapping():
    one, other = access_at("203.0.113.1", "203.0.113.8"), access_at("203.0.113.8", "203.0.113.9")
    return replace(one, ip_ranges=(*one.ip_ranges, *other.ip_ranges))


FAULTS = {
    "another province": (
        {"address": elsewhere(province=110000, city=110100, district=110101)},
        1045,
    ),
    "a leader with an unknown certificate": (
        {"leader": replace(webmaster(1), certificate_type=999)},
        1008,
    ),
    "a leader with a mistyped identity card": (
        {"leader": replace(webmaster(1), certificate_number="310104199003076429")},
        1015,
    ),
    "a home page without a host": ({"home_url": "http://"}, 1022),
    "a home page that is an address": ({"home_url": "http://[::1"}, 1022),
    "ranges that overlap": ({"access": (overlapping(),)}, 1024),
    "no such city": ({"address": elsewhere(city=310199)}, 1019),
    "a city elsewhere": ({"address": elsewhere(city=320100)}, 1019),
    "a licence mistyped": ({"certificate": certified(1, "91310115MA0000001X")}, 1008),
    "an unknown certificate": ({"certificate": certified(999, "1")}, 1008),
    "an identity card mistyped": ({"certificate": certified(2, "310104199003076429")}, 1015),
    "a number too long to be answered": ({"certificate": certified(4, "9" * 129)}, 1008),
    "an unknown nature": ({"nature_id": 999}, 1014),
    "a unit without nature": ({"nature_id": None}, 1014),
    "an unknown content": ({"content_ids": (64,)}, 1034),
    "an unknown language": ({"language_ids": (64,)}, 1066),
    "an unknown approval": (
        {"preapprovals": (Preapproval(type_id=64, number="1", scans=(b"x",)),)},
        1033,
    ),
    "no domain": ({"domains": (NewDomain(record_id=1, name="com.cn"),), "home_url": None}, 1004),
    "a domain twice": (
        {
            "domains": tuple(NewDomain(record_id=n, name="shili-1.cn") for n in (1, 2)),
        },
        1039,
    ),
    "no web address": ({"home_url": "ftp://shili-1.cn"}, 1022),
    "a home page elsewhere": ({"home_url": "https://shili-1.cn.example.com"}, 1041),
    "no office phone of the webmaster": (
        {"leader": replace(webmaster(1), office_phone=None)},
        1031,
    ),
    "no mobile number": ({"leader": replace(webmaster(1), mobile="12345678901")}, 1011),
    "no mail address": ({"leader": replace(webmaster(1), email="webmaster")}, 1009),
    "no telephone number": ({"leader": replace(webmaster(1), office_phone="021 50000002")}, 1010),
    "an unknown place": ({"access": (replace(new_access(1), server_place_ids=(64,)),)}, 1036),
    "an unknown method": ({"access": (replace(new_access(1), method_ids=(64,)),)}, 1035),
    "a range backwards": ({"access": (access_at("203.0.113.9", "203.0.113.8"),)}, 1006),
    "the same access twice": ({"access": (new_access(1), new_access(1))}, 1029),
    "addresses of somebody else": ({"access": (access_at("203.0.113.9", "203.0.114.8"),)}, 1063),
}


@pytest.mark.parametrize(("changes", "code"), FAULTS.values(), ids=FAULTS)
def test_each_fault_has_its_code(provider, changes, code):
    assert codes_of(provider, first_filing(1, **changes)) == [code]


def test_a_sound_filing_has_no_finding_and_waits_for_an_officer(provider):
    assert codes_of(provider, first_filing()) == []
    assert fetched(provider) == []


def test_several_values_of_one_element_are_each_looked_at(provider):
    leader = replace(webmaster(1), mobile="13800000001;13800000002")
    assert codes_of(provider, first_filing(1, leader=leader)) == []
    leader = replace(webmaster(1), mobile="13800000001;12345678901")
    assert codes_of(provider, first_filing(2, leader=leader)) == [1011]


def test_an_individual_needs_no_office_and_no_nature(provider):
    record = first_filing(1, certificate=certified(2, LEADER_ID), nature_id=None)
    person = replace(record.entity.leader, name=None, office_phone=None)
    (service,) = record.services
    record = replace(
        record,
        entity=replace(record.entity, leader=person),
        services=(replace(service, leader=replace(service.leader, office_phone=None)),),
    )
    assert codes_of(provider, record) == []


def test_a_unit_has_to_name_its_leader(provider):
    leader = replace(new_entity(1).leader, name=None, office_phone=None)
    record = first_filing()
    record = replace(record, entity=replace(record.entity, leader=leader))
    assert codes_of(provider, record) == [1044, 1010]


def test_all_faults_of_a_record_are_told_at_once(provider):
    record = first_filing(1, nature_id=999, content_ids=(64,), home_url="ftp://x.cn")
    assert codes_of(provider, record) == [1014, 1034, 1022]


def test_old_licences_are_taken(provider):
    record = first_filing(1, certificate=certified(1, "310115000123456"))
    assert codes_of(provider, record) == []


def test_ranges_filed_side_by_side_hold_an_address_range_together(provider):
    beyond = (IPv4Address("203.0.114.0"), IPv4Address("203.0.114.255"))
    send_one(provider, source(*beyond))
    send_one(provider, allocation(*beyond))
    fetched(provider)
    assert (
        codes_of(provider, first_filing(1, access=(access_at("203.0.113.9", "203.0.114.8"),))) == []
    )


def test_who_names_neither_a_known_certificate_nor_a_nature_is_told_both(provider):
    record = first_filing(1, certificate=certified(999, "1"), nature_id=None)
    assert codes_of(provider, record) == [1008, 1014]


def test_a_purpose_that_no_table_knows_is_refused(provider):
    paper = NewAttachedFile(
        format_id=1,
        purpose_id=64,
        content=b"a scan",
        subject=NewAttachmentSubject(kind=AttachmentOwner.ENTITY, record_id=1001),
    )
    record = replace(first_filing(), attachments=(NewAttachment(file=paper),))
    assert codes_of(provider, record) == [1057]


def test_two_websites_of_one_filing_share_no_domain(provider):
    record = first_filing()
    (service,) = record.services
    twin = replace(service, record_id=2999, home_url=None)
    assert codes_of(provider, replace(record, services=(service, twin))) == [1039]


def test_an_order_is_named_as_its_answers_will_name_it(provider):
    order = send_one(provider, first_filing(1))
    assert (order.operation, order.subject, order.record_id) == (
        Operation.FIRST_FILING,
        "1001",
        1001,
    )
    assert order.title == "上海示例科技1号有限公司"
