"""The hash chain: what a row's hash covers, and from where the chain hangs."""

from datetime import UTC
from hashlib import sha256

from openbeian.audit.facts import canonical
from openbeian.audit.models import Event

GENESIS = "0" * 64


def digest(event: Event) -> str:
    """Return SHA-256 over the canonical JSON of all of a row but the hash itself, in hex.

    The row before is covered through its own hash. The time is written in UTC to the microsecond,
    which is what both databases keep.
    """
    organisation = event.actor_organisation_id
    covered = {
        "id": event.id,
        "kind": event.kind,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_user_id": event.actor_user_id,
        "actor_role": event.actor_role,
        "actor_organisation_id": str(organisation) if organisation else None,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "facts": event.facts,
        "previous_hash": event.previous_hash,
    }
    return sha256(canonical(covered).encode()).hexdigest()
