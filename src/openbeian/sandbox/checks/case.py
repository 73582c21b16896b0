"""A record of an upload as the administration understands it: whom it concerns, what is wrong."""

from dataclasses import dataclass, field

from openbeian.sandbox.checks.findings import Finding
from openbeian.sandbox.models import Access, ClaimKind, Entity, Service
from openbeian.wire.messages.meanings import Operation
from openbeian.wire.messages.parts import PartialLeader

_TAIL = 6


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who confirms an order by SMS: where, and with which end of a certificate number."""

    mobile: str
    id_tail: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What an open order keeps from others, see `sandbox.models.Claim`."""

    kind: ClaimKind
    value: str


@dataclass(frozen=True, slots=True)
class Case:
    """One record after the checks; without findings it becomes an open order.

    `subject` and `record_id` are what answers call it (Bs, Jlid); `entity`, `service` and `access`
    are the filed rows that it is about, where there are any.
    """

    operation: Operation
    title: str
    subject: str
    record_id: int
    findings: tuple[Finding, ...]
    things: tuple[Thing, ...] = ()
    people: tuple[Person, ...] = ()
    entity: Entity | None = field(default=None)
    service: Service | None = field(default=None)
    access: Access | None = field(default=None)


def person(leader: PartialLeader, otherwise: str) -> Person:
    """Return whom to ask about a leader; `otherwise` is the entity's certificate number.

    The interface lets a leader's certificate be absent; then the entity's confirms.
    """
    mobile = (leader.mobile or "").partition(";")[0].strip()
    number = (leader.certificate_number or otherwise).strip().upper()
    return Person(mobile, number[-_TAIL:])


def certificate_thing(type_id: int, number: str) -> Thing:
    """Return the claim to a certificate: nobody else may file with it meanwhile."""
    return Thing(ClaimKind.CERTIFICATE, f"{type_id}:{number.strip().upper()}")


def entity_thing(entity: Entity) -> Thing:
    """Return the claim to a filed entity: only one order at a time may be about it."""
    return Thing(ClaimKind.ENTITY, str(entity.pk))
