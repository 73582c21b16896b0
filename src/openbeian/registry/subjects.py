"""What a standing is about: an entity, a service, a domain or an access, by its id."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from openbeian.errors import DomainError
from openbeian.registry.models import Access, Domain, Entity, Service
from openbeian.text import Text

type Row = Entity | Service | Domain | Access


class SubjectKind(StrEnum):
    """The four things that can be suspended, cancelled or revoked."""

    ENTITY = "entity"
    SERVICE = "service"
    DOMAIN = "domain"
    ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Subject:
    """One registered thing."""

    kind: SubjectKind
    id: int


class NotRegistered(DomainError):
    """There is no such registration, or it is not the asker's."""

    code = "registry.not_registered"
    message = Text("There is no such registration.", "未找到相应的备案信息。")


class NoLongerInForce(DomainError):
    """The registration has ended already."""

    code = "registry.no_longer_in_force"
    message = Text("This registration has already ended.", "该备案已失效，无法继续操作。")


def named(row: Row) -> Text:
    """Return a registered thing in words."""
    match row:
        case Access():
            number, provider = row.service.number, row.provider
            return Text(f"the access of {number} at {provider}", f"{number}在{provider}的接入")
        case _:
            return Text(str(row), str(row))


# how an entity is reached from each kind of subject
_FROM_ENTITY = {
    SubjectKind.ENTITY: "pk",
    SubjectKind.SERVICE: "services",
    SubjectKind.DOMAIN: "services__domains",
    SubjectKind.ACCESS: "services__accesses",
}
_MODELS: dict[SubjectKind, type[Row]] = {
    SubjectKind.ENTITY: Entity,
    SubjectKind.SERVICE: Service,
    SubjectKind.DOMAIN: Domain,
    SubjectKind.ACCESS: Access,
}


def lock(subject: Subject) -> tuple[Entity, Row]:
    """Lock the entity that a subject belongs to and return it with the subject's row in force.

    Every write to a registration locks its entity first, so that two never cross. Raises
    NotRegistered, NoLongerInForce.
    """
    reach = {_FROM_ENTITY[subject.kind]: subject.id}
    entity = Entity.objects.select_for_update(of=("self",)).filter(**reach).first()
    if entity is None:
        raise NotRegistered
    row = row_of(subject)
    if not row.is_in_force:
        raise NoLongerInForce
    return entity, row


def row_of(subject: Subject) -> Row:
    """Return the row of a subject that is known to exist, in force or not."""
    return _MODELS[subject.kind].objects.get(pk=subject.id)


def held(subject: Subject, organisation_id: UUID) -> Row:
    """Return a row in force that an organisation holds, to be read; raises NotRegistered."""
    reach = {_FROM_ENTITY[subject.kind]: subject.id, "organisation_id": organisation_id}
    row = row_of(subject) if Entity.objects.filter(**reach).exists() else None
    if row is None or not row.is_in_force:
        raise NotRegistered
    return row
