"""Which of our records an answer is about.

The interface names a record in three ways: by our own id of what was filed anew, by the number of
what it was added to, or, for what is changed or cancelled, by the administration's id. Which way
it is follows from the operation, so that one is never taken for another.
"""

import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from openbeian.authority.models import Administration, DownloadRecord, OwnId, UploadRecord
from openbeian.filings.models import Filing
from openbeian.procedure.filing import FILING, State
from openbeian.registry.models import Entity
from openbeian.wire.messages.decision import Review, UploadResult
from openbeian.wire.messages.meanings import Operation
from openbeian.wire.upload_beside import ENTITY

ADDED, ACCESS_ADDED = "ICP/XZWZ/Xzxx", "ICP/XZJR/Xzxx"
CHANGED, CANCELLED = "ICP/BGBA/Bgxx", "ICP/ZXBA/Zx_xx"
_FILED_ANEW = frozenset({None, Operation.FIRST_FILING, Operation.ADD_SERVICE, Operation.ADD_ACCESS})
# what an answer to a later operation is about: where the record stands, and which part it names
_LATER = {
    Operation.CHANGE: (CHANGED, re.compile(r"entity")),
    Operation.CANCEL_ENTITY: (CANCELLED, re.compile(r"entity")),
    Operation.CANCEL_SERVICE: (CANCELLED, re.compile(r"services\[\d+\]")),
    Operation.CANCEL_ACCESS: (CANCELLED, re.compile(r"services\[\d+\]\.access\[\d+\]")),
}


def meant_by_codes(answer: UploadResult, administration: Administration) -> UploadRecord | None:
    """Return the record that codes are about; None where it is not ours, or not certain."""
    subject = answer.subject or ""
    number = int(subject) if subject.isascii() and subject.isdecimal() else None
    match answer.operation:
        case Operation.FIRST_FILING:
            return None if number is None else by_own_ids([number], administration)
        case Operation.ADD_SERVICE:
            return _by_number(subject, administration)
        case Operation.ADD_ACCESS:
            return _certain(_of_access(subject, administration))
        case _:
            return None if number is None else later(answer.operation, number, administration)


def meant_by_review(answer: Review, administration: Administration) -> UploadRecord | None:
    """Return the record that an officer decided on; None where it is not ours."""
    if answer.record_id is None:
        return None
    if answer.operation in _FILED_ANEW:
        return by_own_ids([answer.record_id], administration)
    return later(answer.operation, answer.record_id, administration)


def later(
    operation: Operation | None, number: int, administration: Administration
) -> UploadRecord | None:
    """Return the record that changes or cancels what the administration has under this id."""
    if operation not in _LATER:
        return None
    place, part = _LATER[operation]
    named = OwnId.objects.filter(administration_id=number, record__place=place)
    records = [row.record_id for row in named if part.fullmatch(row.path)]
    return _certain(_sent(administration).filter(pk__in=records))


def by_own_ids(
    own_ids: Iterable[int | None], administration: Administration
) -> UploadRecord | None:
    """Return the newest record that was sent with one of these ids of what it filed anew."""
    ids = [number for number in own_ids if number is not None]
    parts = OwnId.objects.filter(
        Q(path=ENTITY)
        | (Q(path__startswith="services[") & ~Q(path__contains="."))
        | Q(record__place=ACCESS_ADDED, path__regex=r"^services\[[0-9]+\]\.access\[[0-9]+\]$"),
        pk__in=ids,
    ).exclude(record__place__in=[CHANGED, CANCELLED])
    # asked apart: as one question it would read the records from the newest on
    records = set(parts.values_list("record", flat=True))
    return _sent(administration).filter(pk__in=records).order_by("-pk").first()


def is_latest(sent: UploadRecord) -> bool:
    """Return whether no later hand-over of the application replaced this one."""
    handed_over = Q(upload__isnull=False) | Q(filing__state=State.AT_ADMINISTRATION.value)
    return not UploadRecord.objects.filter(handed_over, filing=sent.filing, pk__gt=sent.pk).exists()


def _by_number(number: str, administration: Administration) -> UploadRecord | None:
    """Return the record that adds services to an entity and is not settled."""
    owners = Entity.objects.in_force().filter(number=number).values("organisation")
    final = [state.value for state in State if FILING.is_final(state)]
    open_filings = Filing.objects.filter(organisation__in=owners).exclude(state__in=final)
    return _certain(_sent(administration).filter(place=ADDED, filing__in=open_filings))


def _of_access(number: str, administration: Administration) -> QuerySet[UploadRecord]:
    """Return the records that add an access to the website of a number."""
    return _sent(administration).filter(place=ACCESS_ADDED, filing__target__number=number)


def _certain(sent: QuerySet[UploadRecord]) -> UploadRecord | None:
    """Return the latest of these records, where it is certain that it is meant.

    Neither a number nor an administration's id tells one hand-over from the next. Files come again
    under their own name, so the latest is meant where every one before it was answered.
    """
    latest = sent.order_by("-pk").first()
    if latest is None:
        return None
    answers = DownloadRecord.objects.filter(
        filing__in=sent.order_by().values("filing"),
        outcome__in=[DownloadRecord.Outcome.REFUSED, DownloadRecord.Outcome.APPROVED],
    )
    answered = answers.values("download").distinct().count()
    return latest if answered >= sent.count() - 1 else None


def _sent(administration: Administration) -> QuerySet[UploadRecord]:
    return UploadRecord.objects.filter(
        administration=administration, upload__isnull=False
    ).select_related("filing__organisation")
