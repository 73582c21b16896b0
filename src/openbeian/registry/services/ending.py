"""The end of a registration that its holder asked for, once the administration has agreed."""

from datetime import datetime

from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.registry import kinds
from openbeian.registry.models import Access, Party, Service, StandingKind
from openbeian.registry.services.standing import PARTIES, Cause, put_standing, resting_on
from openbeian.registry.subjects import NoLongerInForce, Row, Subject, lock, named, row_of

REASON = "应主办者申请注销"


def end_on_request(*, subject: Subject, actor: Actor, at: datetime) -> str:
    """End a registration and all that rests on it, in the caller's transaction.

    Return the number that it was known by. What has ended already stays as it is. Raises
    NotRegistered.
    """
    try:
        entity, row = lock(subject)
    except NoLongerInForce:
        return number_of(row_of(subject))
    cause = Cause(Party.ADMINISTRATION, REASON, "zh-hans")
    standing = put_standing(StandingKind.CANCELLED, subject, cause, at)
    for resting in resting_on(row):
        resting.end(at)
    record(
        kinds.CANCELLED,
        subject=(kinds.ENTITY, str(entity.pk)),
        actor=actor,
        at=at,
        facts={
            "item": named(row),
            "party": PARTIES[cause.by],
            "standing": standing.pk,
            "reason": cause.reason,
        },
    )
    return number_of(row)


def number_of(row: Row) -> str:
    """Return the number by which a registered thing is known."""
    match row:
        case Access():
            return row.service.number
        case Service():
            return row.number
        case _:
            return str(row)
