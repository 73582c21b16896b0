"""What an attempt to hand a file over leaves behind, in one transaction each."""

from datetime import datetime, timedelta

from django.db import transaction

from openbeian.accounts.actors import SYSTEM
from openbeian.audit.facts import Fact
from openbeian.audit.kinds import Kind
from openbeian.audit.services import record
from openbeian.authority import kinds
from openbeian.authority.models import Administration, Upload
from openbeian.authority.services.calls import owe_call
from openbeian.authority.services.connections import halt_by_house
from openbeian.authority.soap_v3.outcomes import (
    Arrived,
    Contradicted,
    Declined,
    Missing,
    Outcome,
    Unanswered,
    Wait,
)

# faults of the caller, not of the file: going on would lock us out
OF_THE_CALLER = frozenset({4, 5, 12, 13, 16, 19})
WAIT = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
# a gap may be named anew while its files are sent; again and again it is a quarrel
MOST_GAPS = 3
S = Upload.State


@transaction.atomic(durable=True)
def settle(upload: Upload, outcome: Outcome, *, at: datetime) -> bool:
    """Keep what became of a file in our hands; return whether the line may go on at once.

    Whoever lost the lease meanwhile changes nothing.
    """
    administration = Administration.objects.select_for_update().get(pk=upload.administration_id)
    row = Upload.objects.filter(pk=upload.pk, state=S.SENT, lease=upload.lease).first()
    if row is None:
        return False
    row.lease, row.leased_until = "", None
    return _outcome_of(administration, row, outcome, at)


def _outcome_of(
    administration: Administration, row: Upload, outcome: Outcome, at: datetime
) -> bool:
    match outcome:
        case Arrived():
            goes_on = _arrived(administration, row, at)
        case Unanswered():
            goes_on = _unanswered(administration, row, at)
        case Wait(code):
            goes_on = _wait(administration, row, code, at)
        case Missing(sequences):
            goes_on = _missing(administration, row, sequences, at)
        case Declined(code):
            goes_on = _declined(administration, row, code, at)
        case Contradicted():
            goes_on = _contradicted(administration, row, at)
    return goes_on


def pause(
    administration: Administration, *, until: datetime, code: int | None, at: datetime
) -> None:
    """Let a locked line wait, and owe the call that goes on then."""
    administration.resume_at, administration.waiting_code = until, code
    administration.save()
    owe_call(administration, at=at, due=until, besides_this=True)


@transaction.atomic(durable=True)
def go_on_later(administration_id: int, *, at: datetime) -> None:
    """Owe another call for what is left of a long line."""
    administration = Administration.objects.select_for_update().get(pk=administration_id)
    owe_call(administration, at=at, besides_this=True)


def _arrived(administration: Administration, row: Upload, at: datetime) -> bool:
    _save(row, S.ACCEPTED, settled_at=at)
    administration.failures, administration.resume_at, administration.waiting_code = 0, None, None
    administration.save()
    facts: dict[str, Fact] = {"sha256": row.sha256, "records": row.records.count()}
    _record(kinds.ACCEPTED, administration, row, at, **facts)
    return True


def _unanswered(administration: Administration, row: Upload, at: datetime) -> bool:
    _save(row, S.UNKNOWN)
    doubled = FIRST_PAUSE * 2 ** min(administration.failures, 10)
    administration.failures += 1
    pause(administration, until=at + min(doubled, LONGEST_PAUSE), code=None, at=at)
    return False


def _wait(administration: Administration, row: Upload, code: int | None, at: datetime) -> bool:
    # a file that was sent before and whose fate was not asked for stays unknown
    _save(row, S.PREPARED if row.attempts == 1 else S.UNKNOWN)
    if code is not None:
        pause(administration, until=at + WAIT, code=code, at=at)
    return False


def _missing(
    administration: Administration, row: Upload, sequences: tuple[int, ...], at: datetime
) -> bool:
    """Send again what is named, if all of it is ours to send."""
    _save(row, S.PREPARED)
    named = administration.uploads.filter(
        sequence__in=sequences, sequence__lt=row.sequence, state=S.ACCEPTED
    )
    sendable = {upload.sequence for upload in named if upload.sealed}
    if not sequences or sendable != set(sequences) or row.attempts > MOST_GAPS:
        _record(kinds.MISSING, administration, row, at, missing=list(sequences))
        halt_by_house(administration, why="gap", code=14, at=at)
        return False
    named.update(state=S.PREPARED, settled_at=None)
    _record(kinds.MISSING, administration, row, at, missing=list(sequences))
    return True


def _declined(administration: Administration, row: Upload, code: int, at: datetime) -> bool:
    if code in OF_THE_CALLER:
        _save(row, S.UNKNOWN)
        halt_by_house(administration, why="refused", code=code, at=at)
        return False
    _save(row, S.REJECTED, settled_at=at, code=code)
    _record(kinds.REJECTED, administration, row, at, code=code)
    return False


def _contradicted(administration: Administration, row: Upload, at: datetime) -> bool:
    _save(row, S.UNKNOWN)
    halt_by_house(administration, why="contradiction", at=at)
    return False


def _save(
    row: Upload, state: Upload.State, *, settled_at: datetime | None = None, code: int | None = None
) -> None:
    row.state, row.settled_at, row.code = state, settled_at, code
    row.save(update_fields=["state", "settled_at", "code", "lease", "leased_until"])


def _record(
    kind: Kind, administration: Administration, row: Upload, at: datetime, **facts: Fact
) -> None:
    record(
        kind,
        subject=(kinds.UPLOAD, str(row.pk)),
        actor=SYSTEM,
        at=at,
        facts={"province": administration.province, "sequence": row.sequence, **facts},
    )
