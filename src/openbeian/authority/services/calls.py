"""The effects by which calls happen: one for each attempt at the line of an administration."""

from datetime import datetime, timedelta

from openbeian.authority.models import Administration, Upload
from openbeian.outbox import queries as outbox
from openbeian.outbox.models import State
from openbeian.outbox.services import put
from openbeian.workdays import SHANGHAI

SEND, RECEIVE = "authority.send", "authority.receive"
OPEN = (Upload.State.PREPARED, Upload.State.SENT, Upload.State.UNKNOWN)
UNSETTLED = (*OPEN, Upload.State.REJECTED)


def head(administration: Administration) -> Upload | None:
    """Return the file that comes next: nothing overtakes another."""
    waiting = administration.uploads.filter(state__in=UNSETTLED)
    return waiting.order_by("sequence").defer("sealed").first()


def owe_call(
    administration: Administration,
    *,
    at: datetime,
    due: datetime | None = None,
    besides_this: bool = False,
) -> bool:
    """Owe a call for the file that comes next, in the caller's transaction, unless one is owed.

    A handler asks for one `besides_this`, the effect that it is about to finish.
    """
    upload = head(administration)
    if upload is None or upload.state == Upload.State.REJECTED or administration.halted:
        return False
    owed = outbox.by_reference(_reference(upload))
    is_owed = owed is not None and owed.state == State.WAITING and owed.due_at <= (due or at)
    if is_owed and not besides_this:
        return False
    if owed is not None:
        upload.calls_owed += 1
        upload.save(update_fields=["calls_owed"])
    put(
        kind=SEND,
        reference=_reference(upload),
        payload={"administration": administration.pk},
        at=at,
        due=due,
    )
    return True


def opening(administration: Administration, at: datetime) -> datetime | None:
    """Return when the reporting hours begin next, or None while reports are taken."""
    if administration.opens_at is None or administration.closes_at is None:
        return None
    local = at.astimezone(SHANGHAI)
    if administration.opens_at <= local.time() < administration.closes_at:
        return None
    begins = datetime.combine(local.date(), administration.opens_at, SHANGHAI)
    return begins if at < begins else begins + timedelta(days=1)


def _reference(upload: Upload) -> str:
    return f"{SEND}:{upload.pk}:{upload.calls_owed}"
