"""A small province for the tests: one administration, its providers, and what they send in.

Every name is invented; check digits are right. Message n of a kind is about company n.
"""

import io
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from typing import Any

from openbeian.numbers import uscc
from openbeian.sandbox.models import Claim, Entity, Order, OrderState, Provider, UploadedFile
from openbeian.sandbox.services import deciding, downloads, opening, receiving, sms
from openbeian.wire.envelope import Envelope, Keys, seal, unseal
from openbeian.wire.files import read_download, write_upload
from openbeian.wire.messages.cancellation import Cancellation
from openbeian.wire.messages.change import (
    Change,
    ChangedAccess,
    ChangedCertificate,
    ChangedDomain,
    ChangedEntity,
    ChangedIpRange,
    ChangedService,
)
from openbeian.wire.messages.decision import UploadResult
from openbeian.wire.messages.filed import Filed
from openbeian.wire.messages.filing import (
    AddedAccess,
    AddedServices,
    AdditionalService,
    EntityByNumber,
    FirstFiling,
    NewAccess,
    NewDomain,
    NewEntity,
    NewIpRange,
    NewService,
    ServiceByNumber,
)
from openbeian.wire.messages.ip_filing import NewAllocation, NewSource
from openbeian.wire.messages.meanings import Allocation, CancellationKind, ReportedBy
from openbeian.wire.messages.parts import Address, Certificate, EntityLeader, ServiceLeader

SHANGHAI, BEIJING = "310000", "110000"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # twelve o'clock in Beijing time
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNIT, OTHER_UNIT = 310_000_042, 310_000_043
USER, PASSWORD = "shili", "1234567890"
KEYS = Keys(key=b"0123456789abcdef", iv=b"0102030405060708")
OFFICER = "李审核"
LEADER_ID, WEBMASTER_ID = "110105197802030012", "310104199003076428"
FIRST_IP, LAST_IP = IPv4Address("203.0.113.0"), IPv4Address("203.0.113.255")


def open_province(*, verifies_by_sms: bool = False) -> Provider:
    """Open Shanghai with one provider, whose addresses are filed; nobody is asked by SMS."""
    opening.open_administration(SHANGHAI, verifies_by_sms=verifies_by_sms)
    provider = open_account(UNIT)
    send(provider, source(), allocation())
    fetched(provider)
    provider.refresh_from_db()
    return provider


def open_account(unit_id: int, *, province: str = SHANGHAI, keys: Keys | None = None) -> Provider:
    return opening.open_account(
        administration=opening.open_administration(province),
        unit_id=unit_id,
        name="示例云计算（上海）有限公司",
        user_name=USER,
        password=PASSWORD,
        keys=keys,
    )


def send(
    provider: Provider, *records: Any, at: datetime = NOON, sequence: int | None = None
) -> UploadedFile:
    """Send records as the provider's next file."""
    provider.refresh_from_db()
    return receiving.take(
        provider_id=provider.pk,
        envelope=packed(*records, unit_id=provider.unit_id, keys=provider.keys),
        sequence=provider.next_sequence if sequence is None else sequence,
        at=at,
    )


def packed(*records: Any, unit_id: int = UNIT, keys: Keys | None = None) -> Envelope:
    sink = io.BytesIO()
    write_upload(sink, records, unit_id=unit_id)
    return seal(sink.getvalue(), keys=keys)


def send_one(provider: Provider, record: Any, *, at: datetime = NOON) -> Order:
    """Send one record and return its order."""
    return send(provider, record, at=at).orders.get()


def fetched(provider: Provider, *, at: datetime = NOON) -> list[Any]:
    """Fetch and acknowledge everything that waits, and return its records."""
    records: list[Any] = []
    while (reply := downloads.fetch(provider_id=provider.pk, at=at)).file:
        records += list(read_download(io.BytesIO(unseal(reply.file.envelope, keys=provider.keys))))
        downloads.acknowledge(provider_id=provider.pk, name=reply.file.name, at=at)
    return records


def told(provider: Provider, kind: type[Any], *, at: datetime = NOON) -> Any:
    """Fetch everything and return the one record of a kind in it."""
    (found,) = [record for record in fetched(provider, at=at) if isinstance(record, kind)]
    return found


def codes_of(provider, record) -> list[int]:
    """Send a record and return what was found; the answer says the same as the order."""
    order = send_one(provider, record)
    if not order.codes:
        assert order.state == OrderState.WITH_OFFICER
        return []
    assert order.state == OrderState.REFUSED
    assert not Claim.objects.filter(order=order).exists()
    answer = told(provider, UploadResult)
    assert [each.code for each in answer.codes] == order.codes
    return order.codes


def approve(order: Order, *, at: datetime = NOON) -> Order:
    return deciding.approve(order_id=order.pk, officer=OFFICER, at=at)


def file_company(provider: Provider, number: int = 1, *, at: datetime = NOON) -> Entity:
    """File company n with its website, and return it as it stands in the registry."""
    order = approve(send_one(provider, first_filing(number), at=at), at=at)
    fetched(provider, at=at)
    return Entity.objects.get(order=order)


def company_number(number: int) -> str:
    body = f"91310115MA{number:07}"
    return body + uscc.check_character(body)


def first_filing(number: int = 1, **changes: Any) -> FirstFiling:
    """Return the first filing of company n; changes name parts of the entity or the service."""
    ours = {name: changes.pop(name) for name in list(changes) if name in ENTITY_PARTS}
    return FirstFiling(
        entity=replace(new_entity(number), **ours),
        services=(replace(new_service(number), **changes),),
    )


ENTITY_PARTS = {"certificate", "nature_id", "address"}


def new_entity(number: int) -> NewEntity:
    return NewEntity(
        record_id=1000 + number,
        name=f"上海示例科技{number}号有限公司",
        nature_id=4,
        address=Address(province=310000, city=310100, district=310115, detail="示例路100号"),
        certificate=Certificate(
            type_id=1, number=company_number(number), address="上海市浦东新区示例路100号"
        ),
        leader=EntityLeader(
            name="张示例",
            office_phone="021-50000001",
            mobile=mobile(number),
            email="owner@shili.cn",
            certificate_type=2,
            certificate_number=LEADER_ID,
        ),
        reported_by=ReportedBy.PROVIDER,
    )


def mobile(number: int, first: str = "1390") -> str:
    return f"{first}{number:07}"


def webmaster(number: int) -> ServiceLeader:
    return ServiceLeader(
        name="王示例",
        office_phone="021-50000002",
        mobile=mobile(number, "1380"),
        email="webmaster@shili.cn",
        certificate_type=2,
        certificate_number=WEBMASTER_ID,
    )


def new_service(number: int) -> NewService:
    return NewService(
        record_id=2000 + number,
        name=f"示例科技{number}号官网",
        content_ids=(8,),
        language_ids=(1,),
        domains=(NewDomain(record_id=3000 + number, name=f"shili-{number}.cn"),),
        access=(new_access(number),),
        leader=webmaster(number),
        home_url=f"https://www.shili-{number}.cn",
    )


def new_access(number: int) -> NewAccess:
    address = FIRST_IP + number % 256
    return NewAccess(
        record_id=4000 + number,
        server_place_ids=(26,),
        method_ids=(5,),
        ip_ranges=(NewIpRange(record_id=5000 + number, first=address, last=address),),
    )


def added_services(entity: Entity, number: int, **changes: Any) -> AddedServices:
    """Return website n as an addition to a filed entity."""
    given = replace(new_service(number), **changes)
    same = {field.name: getattr(given, field.name) for field in fields(given)}
    return AddedServices(
        entity=EntityByNumber(number=entity.number), services=(AdditionalService(**same),)
    )


def added_access(service_number: str, password: str, *, record_id: int = 4999) -> AddedAccess:
    access = new_access(7)
    return AddedAccess(
        service=ServiceByNumber(number=service_number),
        record_id=record_id,
        server_place_ids=access.server_place_ids,
        method_ids=access.method_ids,
        ip_ranges=access.ip_ranges,
        filing_password=password,
    )


def change_of(filed: Filed, **changes: Any) -> Change:
    """Return filed data as a change that changes only what is named of the entity."""
    entity = filed.entity
    return Change(
        entity=ChangedEntity(
            **{
                "administration_id": entity.administration_id,
                "name": entity.name,
                "filing_number": entity.filing_number,
                "nature_id": entity.nature_id,
                "address": new_entity(1).address,
                "certificate": ChangedCertificate(
                    type_id=entity.certificate.type_id,
                    number=entity.certificate.number,
                    address=entity.certificate.address,
                ),
                "leader": new_entity(1).leader,
            }
            | changes
        ),
        services=tuple(changed_service(each) for each in filed.services),
    )


def changed_service(service: Any) -> ChangedService:
    return ChangedService(
        administration_id=service.administration_id,
        name=service.name,
        content_ids=service.content_ids,
        language_ids=service.language_ids,
        domains=tuple(
            ChangedDomain(
                record_id=each.record_id, administration_id=each.administration_id, name=each.name
            )
            for each in service.domains
        ),
        access=tuple(changed_access(each) for each in service.access if each.record_id),
        leader=webmaster(1),
        filing_number=service.filing_number,
        home_url=service.home_url,
    )


def changed_access(access: Any) -> ChangedAccess:
    return ChangedAccess(
        administration_id=access.administration_id,
        server_place_ids=access.server_place_ids,
        method_ids=access.method_ids,
        ip_ranges=tuple(
            ChangedIpRange(
                record_id=each.record_id,
                administration_id=each.administration_id,
                first=each.first,
                last=each.last,
            )
            for each in access.ip_ranges
        ),
    )


def cancellation(kind: CancellationKind, pk: int, password: str | None = None) -> Cancellation:
    return Cancellation(kind=kind, administration_id=pk, reason_id=1, filing_password=password)


def source(first: IPv4Address = FIRST_IP, last: IPv4Address = LAST_IP) -> NewSource:
    return NewSource(record_id=1, first=first, last=last, source_unit_id=100_000_001)


def allocation(first: IPv4Address = FIRST_IP, last: IPv4Address = LAST_IP) -> NewAllocation:
    return NewAllocation(record_id=2, first=first, last=last, allocation=Allocation.OWN_USE)


def entered(order: Order, mobile_number: str, *, at: datetime = NOON, **wrong: str) -> sms.Entered:
    """Enter what was sent to a mobile number for an order, except for what is named as wrong."""
    asked = order.sms_codes.get(mobile=mobile_number)
    right = {"code": asked.code, "mobile": asked.mobile, "id_tail": asked.id_tail}
    return sms.enter(
        administration_id=order.provider.administration_id,
        entry=sms.Entry(**(right | wrong)),
        at=at,
    )
