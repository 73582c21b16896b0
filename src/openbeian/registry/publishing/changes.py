"""Which domains may be answered differently after an event of the log."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Max

from openbeian.audit.chain import GENESIS
from openbeian.audit.models import Event
from openbeian.audit.verification import Head
from openbeian.registry.kinds import DOMAIN, ENTITY
from openbeian.registry.models import Domain, InProcess

PAGE = 500


class AnotherLog(Exception):
    """The log does not hold the event up to which the store has come: it is of another house."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Up to `head` these `names` may have changed; `latest` is the latest time of those events.

    `complete` is false where more events wait.
    """

    head: Head
    names: frozenset[str]
    latest: datetime
    complete: bool


@dataclass(frozen=True, slots=True)
class Moments:
    """Up to `head`, at each of these moments these names may have changed."""

    head: Head
    moments: tuple[tuple[datetime, frozenset[str]], ...]
    complete: bool


def after(seen: Head) -> Changes:
    """Return what changed after a place in the log, a page at a time. Raises AnotherLog."""
    events = _page(seen)
    last = events[-1]
    return Changes(
        head=Head(last[0], last[1]),
        names=frozenset(_names([(about, its) for *_, about, its in events[1:]])),
        latest=max(at for _, _, at, _, _ in events),
        complete=len(events) <= PAGE,
    )


def moments_after(seen: Head) -> Moments:
    """Return what changed after a place in the log, moment by moment. Raises AnotherLog."""
    events = _page(seen)
    moments = [
        (at, frozenset(_names([(about, its) for *_, about, its in together])))
        for at, together in groupby(events[1:], key=lambda event: event[2])
    ]
    last = events[-1]
    return Moments(
        head=Head(last[0], last[1]),
        moments=tuple((at, names) for at, names in moments if names),
        complete=len(events) <= PAGE,
    )


def _page(seen: Head) -> list[tuple[int, str, datetime, str, str]]:
    """Return the event at a place in the log and a page of those after it."""
    columns = ("id", "hash", "at", "subject_type", "subject_id")
    page = Event.objects.filter(id__gte=seen.rows).order_by("id")
    events = list(page.values_list(*columns)[: PAGE + 1])
    if seen == Head(0, GENESIS):
        events.insert(0, (0, GENESIS, datetime.min.replace(tzinfo=UTC), "", ""))
    if not events or events[0][:2] != (seen.rows, seen.hash):
        raise AnotherLog(seen)
    return events


def latest() -> datetime:
    """Return the latest time that any event claims.

    Machines that write may be ahead of the one that follows: what they wrote counts all the same.
    """
    found: datetime | None = Event.objects.aggregate(latest=Max("at"))["latest"]
    return found or datetime.min.replace(tzinfo=UTC)


def _names(subjects: Collection[tuple[str, str]]) -> Iterable[str]:
    """Yield the domains that events were about: by name, of an entity, or of an application."""
    yield from (its for about, its in subjects if about == DOMAIN)
    entities = {int(its) for about, its in subjects if about == ENTITY}
    yield from Domain.objects.filter(service__entity__in=entities).values_list("name", flat=True)
    filings = {UUID(its) for _, its in subjects if _is_uuid(its)}
    yield from InProcess.objects.filter(filing_id__in=filings).values_list("domain", flat=True)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
