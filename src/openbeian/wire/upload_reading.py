"""From what was uploaded back to a Declaration.

What is not carried (see `upload_carried`) comes back empty. A record whose id is unknown here
keeps that id as the declared one, so that the upload of any provider can be read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openbeian.declaration import values
from openbeian.declaration.paths import keys, pattern_of
from openbeian.wire.messages.change import (
    Change,
    ChangedAccess,
    ChangedDomain,
    ChangedEntity,
    ChangedIpRange,
    ChangedService,
)
from openbeian.wire.messages.filing import (
    AddedAccess,
    AddedServices,
    FirstFiling,
    NewAccess,
    NewDomain,
    NewEntity,
    NewIpRange,
    NewService,
)
from openbeian.wire.messages.parts import Address, EntityLeader, Preapproval
from openbeian.wire.upload_refusals import RangeTooWide

MOST_ADDRESSES = 256

type Record = (
    NewService
    | NewDomain
    | NewAccess
    | AddedAccess
    | ChangedService
    | ChangedDomain
    | ChangedAccess
)


@dataclass(frozen=True, slots=True)
class Sender:
    """What the sender of an upload knew: both sides' ids by field path, categories by type id."""

    record_ids: Mapping[str, int] = field(default_factory=dict)
    administration_ids: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[int, str] = field(default_factory=dict)


def declaration_of(upload: FirstFiling | Change, sender: Sender) -> values.Declaration:
    """Return what was declared. Raises RangeTooWide."""
    return values.Declaration(
        province="",
        entity=_entity(upload.entity),
        services=tuple(_service(each, sender) for each in upload.services),
    )


def services_of(upload: AddedServices, sender: Sender) -> tuple[values.Service, ...]:
    """Return the services that were declared. Raises RangeTooWide."""
    return tuple(_service(each, sender) for each in upload.services)


def access_of(upload: AddedAccess, sender: Sender) -> values.Access:
    """Return the access that was declared. Raises RangeTooWide."""
    return values.Access(
        id=_declared_id(upload, "services[*].access[*]", sender),
        method_ids=upload.method_ids,
        server_place_ids=upload.server_place_ids,
        ip_addresses=_literals(upload.ip_ranges),
    )


def _entity(entity: NewEntity | ChangedEntity) -> values.Entity:
    return values.Entity(
        kind="",
        name=entity.name,
        nature_id=entity.nature_id or 0,
        certificate=values.Certificate(entity.certificate.type_id, entity.certificate.number, None),
        certificate_address=entity.certificate.address,
        registered_province="",
        address=_address(entity.address),
        investor=entity.investor or "",
        registered_capital_cny=None,
        leader=_person(entity.leader),
        documents=(),
    )


def _address(address: Address) -> values.Address:
    return values.Address(
        province=str(address.province),
        city=str(address.city),
        district=str(address.district or ""),
        detail=address.detail or "",
    )


def _person(leader: EntityLeader) -> values.Person:
    return values.Person(
        name=leader.name or "",
        nationality="",
        certificate=values.Certificate(
            leader.certificate_type or 0, leader.certificate_number or "", None
        ),
        mobile=leader.mobile,
        office_phone=leader.office_phone or "",
        email=leader.email,
        emergency_phone="",
    )


def _service(service: NewService | ChangedService, sender: Sender) -> values.Service:
    return values.Service(
        id=_declared_id(service, "services[*]", sender),
        kind=values.ServiceKind.WEBSITE,
        name=service.name,
        domains=tuple(_domain(each, sender) for each in service.domains),
        home_url=service.home_url or "",
        content_ids=service.content_ids,
        language_ids=service.language_ids,
        commercial=False,
        industries=(),
        preapprovals=tuple(_preapproval(each, sender) for each in service.preapprovals),
        leader=_person(service.leader),
        photo_on_backdrop=False,
        access=tuple(_access(each, sender) for each in service.access),
        remark=service.remark or "",
        documents=(),
    )


def _domain(domain: NewDomain | ChangedDomain, sender: Sender) -> values.Domain:
    declared_id = _declared_id(domain, "services[*].domains[*]", sender)
    return values.Domain(id=declared_id, name=domain.name, holder="")


def _access(access: NewAccess | ChangedAccess, sender: Sender) -> values.Access:
    return values.Access(
        id=_declared_id(access, "services[*].access[*]", sender),
        method_ids=access.method_ids,
        server_place_ids=access.server_place_ids,
        ip_addresses=_literals(access.ip_ranges),
    )


def _preapproval(approval: Preapproval, sender: Sender) -> values.Preapproval:
    category = sender.categories.get(approval.type_id, str(approval.type_id))
    return values.Preapproval(category=category, number=approval.number)


def _literals(ranges: Iterable[NewIpRange | ChangedIpRange]) -> tuple[str, ...]:
    return tuple(literal for each in ranges for literal in _addresses(each))


def _addresses(addresses: NewIpRange | ChangedIpRange) -> tuple[str, ...]:
    count = int(addresses.last) - int(addresses.first) + 1
    if not 1 <= count <= MOST_ADDRESSES:
        raise RangeTooWide(first=addresses.first, last=addresses.last, most=MOST_ADDRESSES)
    return tuple(str(addresses.first + number) for number in range(count))


def _declared_id(record: Record, pattern: str, sender: Sender) -> int:
    """Return the last key of the path that has the record's id, or the id itself."""
    if isinstance(record, ChangedService | ChangedAccess):
        ids, number = sender.administration_ids, record.administration_id
    else:
        ids, number = sender.record_ids, record.record_id
    found = (
        int(keys(path)[-1])
        for path, each in ids.items()
        if each == number and pattern_of(path) == pattern
    )
    return next(found, number)
