"""Which of our records an answer is about.

The interface names a record in three ways: by our own id of the entity or of the service that was
filed anew, by the entity's number, or, for what we do not send yet, by the administration's ids,
which may look like ours and are therefore never taken for them.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from openbeian.authority.models import Administration, DownloadRecord, OwnId, UploadRecord
from openbeian.filings.models import Filing
from openbeian.procedure.filing import FILING, State
from openbeian.registry.models import Entity
from openbeian.wire.messages.decision import Review, UploadResult
from openbeian.wire.messages.meanings import Operation
from openbeian.wire.upload_beside import ENTITY

ADDED = "ICP/XZWZ/Xzxx"
_FILED_ANEW = frozenset({None, Operation.FIRST_FILING, Operation.ADD_SERVICE})


def meant_by_codes(answer: UploadResult, administration: Administration) -> UploadRecord | None:
    """Return the record that codes are about; None where it is not ours, or not certain."""
    subject = answer.subject or ""
    if answer.operation is Operation.FIRST_FILING and subject.isascii() and subject.isdecimal():
        return by_own_ids([int(subject)], administration)
    if answer.operation is Operation.ADD_SERVICE:
        return _by_number(subject, administration)
    return None


def meant_by_review(answer: Review, administration: Administration) -> UploadRecord | None:
    """Return the record that an officer decided on; None where it is not ours."""
    if answer.record_id is None or answer.operation not in _FILED_ANEW:
        return None
    return by_own_ids([answer.record_id], administration)


def by_own_ids(
    own_ids: Iterable[int | None], administration: Administration
) -> UploadRecord | None:
    """Return the newest record that was sent with one of these ids of an entity or a service."""
    ids = [number for number in own_ids if number is not None]
    parts = OwnId.objects.filter(
        Q(path=ENTITY) | (Q(path__startswith="services[") & ~Q(path__contains=".")), pk__in=ids
    )
    return _sent(administration).filter(own_ids__in=parts).order_by("-pk").first()


def is_latest(sent: UploadRecord) -> bool:
    """Return whether no later hand-over of the application replaced this one."""
    handed_over = Q(upload__isnull=False) | Q(filing__state=State.AT_ADMINISTRATION.value)
    return not UploadRecord.objects.filter(handed_over, filing=sent.filing, pk__gt=sent.pk).exists()


def _by_number(number: str, administration: Administration) -> UploadRecord | None:
    """Return the record that adds to an entity and is not settled.

    A number does not tell one hand-over from the next. Files come again under their own name, so
    the latest is meant where every one before it was answered; otherwise it is not certain.
    """
    owners = Entity.objects.in_force().filter(number=number).values("organisation")
    final = [state.value for state in State if FILING.is_final(state)]
    open_filings = Filing.objects.filter(organisation__in=owners).exclude(state__in=final)
    sent = _sent(administration).filter(place=ADDED, filing__in=open_filings)
    latest = sent.order_by("-pk").first()
    if latest is None:
        return None
    refusals = DownloadRecord.objects.filter(
        filing=latest.filing, outcome=DownloadRecord.Outcome.REFUSED
    )
    answered = refusals.values("download").distinct().count()
    return latest if answered >= sent.count() - 1 else None


def _sent(administration: Administration) -> QuerySet[UploadRecord]:
    return UploadRecord.objects.filter(
        administration=administration, upload__isnull=False
    ).select_related("filing__organisation")
