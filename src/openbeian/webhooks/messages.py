"""What is told: which change of an answer is of which type, and how it reads."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from openbeian.registry.answers import Answer
from openbeian.registry.reasons import Reason, Status


class Type(StrEnum):
    """The types of messages; names are part of the interface."""

    ACCESS_REMOVED = "domain.access_removed"
    APPROVED = "domain.approved"
    CANCELLED = "domain.cancelled"
    CHANGED = "domain.changed"
    EXPIRING = "domain.expiring"
    SUSPENDED = "domain.suspended"


_BY_REASON: Mapping[Reason, Type] = {
    Reason.ACCESS_ENDED: Type.ACCESS_REMOVED,
    Reason.CANCELLED: Type.CANCELLED,
    Reason.REMOVED: Type.CANCELLED,
    Reason.REVOKED: Type.CANCELLED,
    Reason.SUSPENDED_BY_ADMINISTRATION: Type.SUSPENDED,
    Reason.SUSPENDED_BY_PROVIDER: Type.SUSPENDED,
}


class Message(NamedTuple):
    """One change: its `digest` is the same whenever it is worked out from the log again."""

    type: Type
    digest: str
    content: dict[str, Any]


def of_change(before: Answer, after: Answer, *, at: datetime) -> Message | None:
    """Return the message that two answers for a domain make at a moment; None for no change."""
    if (before.status, before.reason) == (after.status, after.reason):
        return None
    return message(_type(before, after), after, at=at)


def message(kind: Type, answer: Answer, *, at: datetime) -> Message:
    """Return a message of a type about an answer."""
    domain = answer.registrable_domain
    stamp = at.isoformat()
    return Message(
        type=kind,
        digest=sha256(f"{kind}|{domain}|{stamp}".encode()).hexdigest()[:32],
        content={
            "type": kind.value,
            "timestamp": stamp,
            "data": {
                "domain": domain,
                "status": answer.status.value,
                "reason": answer.reason.value,
                "entity_number": answer.entity_number,
                "service_number": answer.service_number,
                "since": answer.since and answer.since.isoformat(),
                "as_of": answer.as_of.isoformat(),
            },
        },
    )


def _type(before: Answer, after: Answer) -> Type:
    """Return the type of a change; a suspension that is lifted is a change, no new approval."""
    if after.status is Status.FILED_HERE and before.status is not Status.SUSPENDED:
        return Type.APPROVED
    return _BY_REASON.get(after.reason, Type.CHANGED)
