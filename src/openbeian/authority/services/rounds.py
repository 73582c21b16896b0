"""What falls due by itself: files to make, calls to owe, files to fetch, files to let go of."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from openbeian.authority.models import Administration, Upload
from openbeian.authority.services import queue
from openbeian.authority.services.calls import RECEIVE, opening, owe_call
from openbeian.outbox.services import put

# the interface asks for three months
KEPT = timedelta(days=93)


def tick(*, at: datetime) -> int:
    """Attend to every connection that is not halted; return how much was done.

    Raises an ExceptionGroup of what went wrong, after all the rest was done.
    """
    done = 0
    faults: list[Exception] = []
    for administration in Administration.objects.filter(halted=False):
        for duty in _DUTIES:
            try:
                done += duty(administration, at)
            except Exception as fault:  # noqa: BLE001 - whatever it was, the next is still owed
                faults.append(fault)
    if faults:
        raise ExceptionGroup("some administrations could not be attended to", faults)
    return done


def _collect(administration: Administration, at: datetime) -> bool:
    return queue.collect(administration, at=at) is not None


@transaction.atomic(durable=True)
def _owe_what_was_lost(administration: Administration, at: datetime) -> bool:
    """Owe the call that a line waits for, should the effect for it have died."""
    row = Administration.objects.select_for_update().get(pk=administration.pk)
    paused = row.resume_at is not None and at < row.resume_at
    return not paused and opening(row, at) is None and owe_call(row, at=at)


@transaction.atomic(durable=True)
def _poll(administration: Administration, at: datetime) -> bool:
    row = Administration.objects.select_for_update().get(pk=administration.pk)
    if row.halted or (row.poll_at is not None and at < row.poll_at <= at + _pause()):
        return False  # a look that lies farther ahead was planned by a clock that was wrong
    owe_poll(row, at=at)
    return True


def owe_poll(row: Administration, *, at: datetime) -> None:
    """Owe one look for files, of a locked connection, in the caller's transaction."""
    row.polls += 1
    row.poll_at = at + _pause()
    row.save(update_fields=["polls", "poll_at"])
    put(
        kind=RECEIVE,
        reference=f"{RECEIVE}:{row.pk}:{row.polls}",
        payload={"administration": row.pk},
        at=at,
    )


def _pause() -> timedelta:
    return timedelta(seconds=settings.OPENBEIAN_AUTHORITY_POLL_SECONDS)


def _forget(administration: Administration, at: datetime) -> bool:
    """Empty the files that were accepted and have been kept for as long as the interface asks."""
    old = administration.uploads.filter(
        state=Upload.State.ACCEPTED, settled_at__lt=at - KEPT
    ).exclude(sealed=b"")
    return bool(old.update(sealed=b""))


_DUTIES: tuple[Callable[[Administration, datetime], bool], ...] = (
    _collect,
    _owe_what_was_lost,
    _poll,
    _forget,
)
