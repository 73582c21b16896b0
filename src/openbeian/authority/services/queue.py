"""From applications that passed the review to numbered files.

A version is made into a record before it is handed over, so that what the interface cannot carry
is found while somebody can still mend it; what was handed over is what is sent, byte for byte.
Nothing needs one transaction over both: a record is put into a file only where the log of the
application says that exactly this record was handed over.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from openbeian.accounts.actors import Actor
from openbeian.authority.models import Administration, OwnId, Upload, UploadRecord
from openbeian.authority.queries import connection
from openbeian.authority.services.calls import owe_call
from openbeian.authority.services.knowing import known_parts, sending
from openbeian.authority.soap_v3 import schemas
from openbeian.authority.soap_v3.papers import UNFIT
from openbeian.authority.soap_v3.records import OneAccessOnly, PasswordMissing, as_file, record_of
from openbeian.cases.access import require_not_own
from openbeian.cases.moving import check
from openbeian.filings import queries as filings
from openbeian.filings.models import Filing, Outcome
from openbeian.filings.services import administration as verbs
from openbeian.procedure.filing import HAND_OVER, State
from openbeian.wire import files, messages
from openbeian.wire.errors import MessageRefused
from openbeian.wire.upload_refusals import NotCarried

MOST_RECORDS = 1000
# of 50 MB: what stands around the records takes little
MOST_BYTES = 49 * 1024 * 1024
# what the interface cannot take of an application, until somebody has seen to it
UNSENDABLE = (
    NotCarried,
    MessageRefused,
    OneAccessOnly,
    PasswordMissing,
    schemas.AgainstSchema,
    *UNFIT,
)
_PLACES = {kind: place for place, kind in messages.UPLOADS.items()}
_RANKS = {place: rank for rank, place in enumerate(messages.UPLOADS)}


def hand_over(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Hand an application to its administration over the interface; it goes with the next file.

    Raises NoSuchFiling, OwnCase, MoveNotAllowed, NotConnected, and what cannot be carried:
    one of UNSENDABLE.
    """
    filing = filings.get(filing_id, actor)
    require_not_own(filing, actor)
    check(HAND_OVER, filing, actor)
    record = _record(filing, connection(filing.province), at)
    if not record.package:
        _write(record, filing)
    return verbs.hand_over(filing_id=filing_id, actor=actor, package=record.package, at=at)


@transaction.atomic(durable=True)
def _record(filing: Filing, administration: Administration, at: datetime) -> UploadRecord:
    """Return the record that waits for a file, with ids of ours; a former version's is let go."""
    Filing.objects.select_for_update().get(pk=filing.pk)
    waiting = UploadRecord.objects.filter(filing=filing, upload=None)
    known = waiting.filter(version=filing.version, administration=administration).first()
    if known is not None:
        return known
    waiting.delete()
    record = UploadRecord.objects.create(
        administration=administration, filing=filing, version=filing.version, made_at=at
    )
    parts = known_parts(filing, filings.declaration(filing))
    OwnId.objects.bulk_create(
        OwnId(record=record, path=path, administration_id=number) for path, number in parts.items()
    )
    return record


def _write(record: UploadRecord, filing: Filing) -> None:
    """Write a record once; pictures take a while, so no transaction is open meanwhile."""
    declaration = filings.declaration(filing, record.version)
    message = record_of(
        declaration,
        sending(filing, declaration),
        organisation_id=filing.organisation_id,
        own_ids=dict(record.own_ids.values_list("path", "pk")),
    )
    record.place = _PLACES[type(message)]
    xml = as_file(message, unit_id=record.administration.isp_id)
    schemas.check(xml)
    record.set_content(xml)
    record.save(update_fields=["place", "package", "size", "sealed"])


def collect(administration: Administration, *, at: datetime) -> Upload | None:
    """Put what was handed over into one file under the next number; None where nothing waits."""
    records = list(_fitting(handed_over(administration).defer("sealed")))
    if not records:
        return None
    records.sort(key=lambda record: _RANKS[record.place])  # a file holds its kinds in one order
    sink = io.BytesIO()
    files.write_upload(sink, _messages(records), unit_id=administration.isp_id)
    return _number(administration.pk, records, sink.getvalue(), at)


def handed_over(administration: Administration) -> QuerySet[UploadRecord]:
    """Return what waits for the next file of an administration, in the order of its coming."""
    return waiting_for_a_file().filter(administration=administration).order_by("pk")


def waiting_for_a_file() -> QuerySet[UploadRecord]:
    """Return the records in no file yet that are what their application last handed over."""
    last = Outcome.objects.filter(filing=OuterRef("filing"), kind=Outcome.Kind.HANDED_OVER)
    package = last.order_by("-pk").values_list(KT("numbers__package"))[:1]
    waiting = UploadRecord.objects.filter(upload=None).exclude(package="")
    return waiting.filter(filing__state=State.AT_ADMINISTRATION.value, package=Subquery(package))


def _fitting(records: Iterable[UploadRecord]) -> Iterator[UploadRecord]:
    left = MOST_BYTES
    for count, record in enumerate(records):
        left -= record.size
        if left < 0 or count == MOST_RECORDS:
            return
        yield record


def _messages(records: Iterable[UploadRecord]) -> Iterator[messages.UploadRecord]:
    """Yield the records as messages; no more than one is held in memory."""
    for record in records:
        yield from files.Upload(io.BytesIO(UploadRecord.objects.get(pk=record.pk).content))


@transaction.atomic(durable=True)
def _number(
    administration_id: int, records: Sequence[UploadRecord], xml: bytes, at: datetime
) -> Upload | None:
    """Allot the number, unless somebody else has collected one of these meanwhile."""
    administration = Administration.objects.select_for_update().get(pk=administration_id)
    free = UploadRecord.objects.filter(pk__in=[record.pk for record in records], upload=None)
    if free.count() != len(records):
        return None
    upload = Upload(
        administration=administration,
        sequence=administration.next_sequence,
        prepared_at=at,
    )
    upload.set_content(xml)
    upload.save(force_insert=True)
    administration.next_sequence += 1
    administration.save(update_fields=["next_sequence"])
    for position, record in enumerate(records, start=1):
        record.upload, record.position, record.sealed = upload, position, b""
    UploadRecord.objects.bulk_update(records, ["upload", "position", "sealed"])
    owe_call(administration, at=at)
    return upload
