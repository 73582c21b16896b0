"""What goes to the administration beside a Declaration: ids of records, scans and papers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address

from openbeian.declaration.values import Access, Declaration, Service
from openbeian.wire.messages.filing import (
    EntityById,
    EntityByNumber,
    ServiceById,
    ServiceByNumber,
)
from openbeian.wire.messages.parts import RecordById, RecordByNumber
from openbeian.wire.upload_refusals import NotKnown, OnlyIpv4

ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Paper:
    """One file that is sent along: `owner` is the field path `entity` or `services[1]`.

    Format and purpose are ids of the administration's code tables.
    """

    owner: str
    format_id: int
    purpose_id: int
    content: bytes
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """The administration's id of a content type, and scans of the approval for it (JPG)."""

    type_id: int
    scans: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the provider adds to a Declaration.

    `record_ids` are our own ids, by the field paths of `record_paths`, each used once for its kind
    of record; `approvals` are by field path, as `services[1].preapprovals[news]`.
    """

    record_ids: Mapping[str, int]
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the administration has answered: its ids and filing numbers, by field path."""

    ids: Mapping[str, int]
    numbers: Mapping[str, str]

    def id_of(self, path: str) -> int:
        """Return the administration's id of a record; raises NotKnown."""
        if path not in self.ids:
            raise NotKnown(field=path)
        return self.ids[path]

    def number_of(self, path: str) -> str:
        """Return the filing number of a record; raises NotKnown."""
        if path not in self.numbers:
            raise NotKnown(field=path)
        return self.numbers[path]

    def entity(self) -> EntityById | EntityByNumber:
        """Return the entity by its id or else by its number; raises NotKnown."""
        if ENTITY in self.ids:
            return EntityById(administration_id=self.ids[ENTITY])
        return EntityByNumber(number=self.number_of(ENTITY))

    def service(self, path: str) -> ServiceById | ServiceByNumber:
        """Return a service by its id or else by its number; raises NotKnown."""
        if path in self.ids:
            return ServiceById(administration_id=self.ids[path])
        return ServiceByNumber(number=self.number_of(path))

    def record(self, path: str) -> RecordById | RecordByNumber:
        """Return what an attachment belongs to, by id or else by number; raises NotKnown."""
        if path in self.ids:
            return RecordById(id=self.ids[path])
        return RecordByNumber(number=self.number_of(path))


def service_path(service: Service) -> str:
    """Return the field path of a service."""
    return f"services[{service.id}]"


def access_path(service: Service, access: Access) -> str:
    """Return the field path of an access."""
    return f"{service_path(service)}.access[{access.id}]"


def address_path(access: str, address: IPv4Address) -> str:
    """Return the path of an address; its key is the number that travels.

    >>> address_path("services[1].access[1]", IPv4Address("203.0.113.10"))
    'services[1].access[1].ip_addresses[3405803786]'
    """
    return f"{access}.ip_addresses[{int(address)}]"


def addresses_of(service: Service, access: Access) -> tuple[IPv4Address, ...]:
    """Return the addresses of an access; raises OnlyIpv4."""
    path = f"{access_path(service, access)}.ip_addresses"
    return tuple(_ipv4(literal, path) for literal in access.ip_addresses)


def record_paths(declaration: Declaration) -> tuple[str, ...]:
    """Return every record that needs an id of ours, by field path; raises OnlyIpv4."""
    return (ENTITY, *(path for service in declaration.services for path in _paths_of(service)))


def _paths_of(service: Service) -> Iterator[str]:
    yield service_path(service)
    yield from (f"{service_path(service)}.domains[{domain.id}]" for domain in service.domains)
    for access in service.access:
        at = access_path(service, access)
        yield at
        yield from (address_path(at, address) for address in addresses_of(service, access))


def _ipv4(literal: str, path: str) -> IPv4Address:
    try:
        return IPv4Address(literal)
    except ValueError:
        raise OnlyIpv4(field=path, address=literal) from None
