"""The only writer of the log, and the proof that nobody else wrote."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from openbeian.accounts.actors import Actor
from openbeian.audit import chain, kinds
from openbeian.audit.facts import Fact, Subject, prepare
from openbeian.audit.kinds import Kind
from openbeian.audit.models import Event
from openbeian.audit.verification import Head, Verification, head, verify
from openbeian.errors import DomainError
from openbeian.text import Text

__all__ = ["Head", "RecordedAlone", "Verification", "head", "record", "verify"]

# any constant will do, as long as nothing else in this database locks it
_LOCK = 0x6F62_6175_6469_7431


class RecordedAlone(DomainError):
    """An event was to be recorded outside the transaction of the change that it tells of."""

    code = "audit.recorded_alone"
    message = Text(
        "An event is recorded only in the transaction of what it tells of.",
        "审计事件只能与其所记录的变更在同一事务中写入。",
    )


def record(
    kind: Kind,
    *,
    subject: Subject,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, Fact] | None = None,
) -> Event:
    """Append an event within the caller's transaction: both are kept, or neither.

    From here until the caller commits, every other writer of the log waits. So every service locks
    its rows first, then records, then puts its effects: in one order nobody waits in a circle.
    Raises RecordedAlone, KindUnknown, FactUnknown, FactUnfit, PersonalFact; ValueError for a naive
    time.
    """
    if not connection.in_atomic_block:
        raise RecordedAlone
    kinds.require(kind)
    if at.tzinfo is None:
        raise ValueError("an event needs an aware time")
    about = (str(subject[0]), str(subject[1]))
    stored = prepare(kind, about, facts or {})
    _wait_for_our_turn()
    last = head()
    event = Event(
        id=last.rows + 1,
        kind=kind.name,
        at=at,
        actor_user_id=actor.user_id,
        actor_role=actor.role.value,
        actor_organisation_id=actor.organisation_id,
        subject_type=about[0],
        subject_id=about[1],
        facts=stored,
        previous_hash=last.hash,
    )
    event.hash = chain.digest(event)
    event.save(force_insert=True)
    return event


def _wait_for_our_turn() -> None:
    """Let one transaction at a time append; SQLite has a single writer by its nature."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
