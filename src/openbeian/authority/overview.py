"""Reads for whoever watches: each interface at a glance, and how far one application has come."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, OuterRef, Prefetch, Q, QuerySet, Subquery

from openbeian.audit import queries as audit
from openbeian.audit.models import Event
from openbeian.authority import kinds, queries
from openbeian.authority.models import Administration, Download, Upload, UploadRecord
from openbeian.authority.services.calls import UNSETTLED
from openbeian.authority.services.queue import waiting_for_a_file
from openbeian.filings.models import Filing


@dataclass(frozen=True, slots=True)
class Overview:
    """One interface: how long its line is and since when, and what was heard of it last.

    `files` are made and not settled, `records` in no file yet; `oldest` is when the first of
    either came. `refused` is the number of the file that holds up all others. `halt` tells who
    halted it and why, while it is halted.
    """

    administration: Administration
    files: int
    records: int
    oldest: datetime | None
    refused: int | None
    call: Upload | None
    download: Download | None
    halt: Event | None


def overviews() -> list[Overview]:
    """Return every interface by province; five questions, however many there are."""
    rows = _counted()
    waiting = _waiting()
    calls = Upload.objects.defer("sealed").in_bulk([row.last_call for row in rows])
    files = Download.objects.defer("sealed").in_bulk([row.last_download for row in rows])
    halts = _halts([row.pk for row in rows if row.halted])
    return [
        _overview(
            row,
            waiting.get(row.pk, _NOTHING),
            calls.get(row.last_call),
            files.get(row.last_download),
            halts.get(str(row.pk)),
        )
        for row in rows
    ]


def halt_of(administration: Administration) -> Event | None:
    """Return how an interface was halted; None while it is not."""
    if not administration.halted:
        return None
    return _halts([administration.pk]).get(str(administration.pk))


def refused_file(administration: Administration) -> int | None:
    """Return the number of the file that holds up the line of an interface, if one does."""
    rejected = administration.uploads.filter(state=Upload.State.REJECTED)
    return rejected.order_by("sequence").values_list("sequence", flat=True).first()


def rejected_uploads() -> QuerySet[Upload]:
    """Return the files that hold up their line, with the applications in each."""
    records = UploadRecord.objects.defer("sealed").select_related("filing").order_by("position")
    return queries.rejected_uploads().prefetch_related(Prefetch("records", queryset=records))


def latest_record(filing: Filing) -> UploadRecord | None:
    """Return the last record that was made of an application, with the file that it is in."""
    rows = filing.upload_records.defer("sealed", "upload__sealed")
    return rows.select_related("administration", "upload").order_by("-pk").first()


def _overview(
    row: Any,
    waiting: "_Waiting",
    call: Upload | None,
    download: Download | None,
    halt: Event | None,
) -> Overview:
    begun = [moment for moment in (row.oldest_file, waiting.since) if moment is not None]
    oldest = min(begun, default=None)
    return Overview(row, row.files, waiting.records, oldest, row.refused, call, download, halt)


def _counted() -> list[Any]:
    unsettled = Q(uploads__state__in=UNSETTLED)
    own = {"administration": OuterRef("pk")}
    call = Upload.objects.filter(**own).exclude(sent_at=None).order_by("-sent_at", "-pk")
    download = Download.objects.filter(**own).order_by("-received_at", "-pk")
    rows = queries.connections().annotate(
        files=Count("uploads", filter=unsettled),
        oldest_file=Min("uploads__prepared_at", filter=unsettled),
        refused=Min("uploads__sequence", filter=Q(uploads__state=Upload.State.REJECTED)),
        last_call=Subquery(call.values("pk")[:1]),
        last_download=Subquery(download.values("pk")[:1]),
    )
    return list(rows)


@dataclass(frozen=True, slots=True)
class _Waiting:
    records: int
    since: datetime | None


_NOTHING = _Waiting(0, None)


def _waiting() -> Mapping[int, _Waiting]:
    rows = waiting_for_a_file().order_by().values("administration")
    counted = rows.annotate(count=Count("pk"), since=Min("made_at"))
    return {row["administration"]: _Waiting(row["count"], row["since"]) for row in counted}


def _halts(administrations: Collection[int]) -> Mapping[str, Event]:
    """Return the last halt of each, by its id as the log writes it."""
    if not administrations:
        return {}
    subjects = [(kinds.ADMINISTRATION, str(pk)) for pk in administrations]
    newest_first = audit.latest(subjects=subjects, kind=kinds.HALTED.name)
    return {event.subject_id: event for event in reversed(list(newest_first))}
