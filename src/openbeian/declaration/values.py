"""The Declaration (备案申报): what an applicant states, as one immutable value.

Every other artefact is a function of it: findings, forms, diffs, the administration's file and,
on approval, the registry's rows. Ids are whole numbers of at least 1, because they travel to
the administration; division codes are GB/T 2260 text of six digits; type ids are those of
`openbeian.codes`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ServiceKind(StrEnum):
    """What is filed as an internet information service (互联网信息服务)."""

    WEBSITE = "website"
    APP = "app"
    MINI_PROGRAM = "mini_program"
    QUICK_APP = "quick_app"


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address (通信地址): division codes and the street in Chinese.

    `district` is empty where a city has none, as in Dongguan.
    """

    province: str
    city: str
    district: str
    detail: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate (证件) of a unit or a person; `valid_until` None means long-term (长期)."""

    type_id: int
    number: str
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person in charge (负责人); `nationality` is ISO 3166 alpha-2, `mobile` 11 digits."""

    name: str
    nationality: str
    certificate: Certificate
    mobile: str
    office_phone: str
    email: str
    emergency_phone: str


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """The files handed in for one document kind, by the SHA-256 of their clear content."""

    kind: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """The entity (主办者): the unit in China that files.

    `kind` is an id of `rulebook/data/entity_kinds.yaml`; `registered_province` and the
    `certificate_address` are those of the certificate; capital is in whole yuan (CNY).
    """

    kind: str
    name: str
    nature_id: int
    certificate: Certificate
    certificate_address: str
    registered_province: str
    address: Address
    investor: str
    registered_capital_cny: int | None
    leader: Person
    documents: tuple[DocumentReference, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """A registrable domain as an A-label, and the holder its certificate names."""

    id: int
    name: str
    holder: str


@dataclass(frozen=True, slots=True)
class Access:
    """How and where one provider connects the service; `ip_addresses` are literals."""

    id: int
    method_ids: tuple[int, ...]
    server_place_ids: tuple[int, ...]
    ip_addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preapproval:
    """An approval (前置审批) of the industry's authority; `category` is a rulebook id."""

    category: str
    number: str


@dataclass(frozen=True, slots=True)
class Service:
    """One internet information service (互联网信息服务) with its webmaster as `leader`.

    `commercial` is true where goods or services are sold to the public through it;
    `photo_on_backdrop` states that the leader's photo was taken on the official backdrop.
    """

    id: int
    kind: ServiceKind
    name: str
    domains: tuple[Domain, ...]
    home_url: str
    content_ids: tuple[int, ...]
    language_ids: tuple[int, ...]
    commercial: bool
    industries: tuple[str, ...]
    preapprovals: tuple[Preapproval, ...]
    leader: Person
    photo_on_backdrop: bool
    access: tuple[Access, ...]
    remark: str
    documents: tuple[DocumentReference, ...]


@dataclass(frozen=True, slots=True)
class Declaration:
    """One version of what is declared to the administration of `province` (six digits)."""

    province: str
    entity: Entity
    services: tuple[Service, ...]
