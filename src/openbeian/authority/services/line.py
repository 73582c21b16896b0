"""The line of files to one administration: one after another, each under its number, once.

Three steps, each crash-proof by itself: take the file that is next in a transaction, call with
none open, settle in another. Whoever finds a file that was sent without an answer asks
`isp_querypreviousupload` before anything else. Whatever the answers leave open stops the line.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from openbeian.authority.models import Administration, Upload
from openbeian.authority.services import settling
from openbeian.authority.services.calls import OPEN, head, opening
from openbeian.authority.services.connections import client_of
from openbeian.authority.soap_v3.client import Client
from openbeian.authority.soap_v3.errors import CallFailed, Refused
from openbeian.authority.soap_v3.outcomes import (
    Arrived,
    Contradicted,
    Declined,
    Missing,
    Outcome,
    Unanswered,
    Wait,
)
from openbeian.wire.envelope import Envelope, seal
from openbeian.wire.replies import PreviousUpload

MOST_AT_A_TIME = 100
GAP = 14


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file in our hands; `must_ask` where an earlier call may have arrived."""

    upload: Upload
    must_ask: bool


def advance(administration_id: int, *, at: datetime) -> int:
    """Send what is next until nothing is left or the line has to wait; return how many arrived."""
    arrived = 0
    client: Client | None = None
    for _ in range(MOST_AT_A_TIME):
        taken = _take(administration_id, at=at)
        if taken is None:
            return arrived
        client = client_of(taken.upload.administration, like=client)
        outcome = _outcome(taken, client)
        arrived += isinstance(outcome, Arrived)
        if not settling.settle(taken.upload, outcome, at=at):
            return arrived
    settling.go_on_later(administration_id, at=at)
    return arrived


@transaction.atomic(durable=True)
def _take(administration_id: int, *, at: datetime) -> _Taken | None:
    """Take the next file, unless the line is halted, pauses, is closed, or somebody is at it."""
    administration = Administration.objects.select_for_update().get(pk=administration_id)
    upload = head(administration)
    if upload is None or administration.halted:
        return None
    if administration.resume_at is not None and at < administration.resume_at:
        return None
    closed_until = opening(administration, at)
    if closed_until is not None:
        settling.pause(administration, until=closed_until, code=None, at=at)
        return None
    lease = secrets.token_hex(16)
    free = Q(leased_until=None) | Q(leased_until__lt=Now())
    free &= Q(pk=upload.pk, state__in=OPEN)
    taken = Upload.objects.filter(free).update(
        state=Upload.State.SENT,
        lease=lease,
        leased_until=Now() + timedelta(seconds=3 * settings.OPENBEIAN_AUTHORITY_CALL_SECONDS),
        sent_at=at,
        attempts=upload.attempts + 1,
    )
    if not taken:
        return None
    must_ask = upload.state != Upload.State.PREPARED
    return _Taken(Upload.objects.select_related("administration").get(pk=upload.pk), must_ask)


def _outcome(taken: _Taken, client: Client) -> Outcome:
    if taken.must_ask:
        found = _answered(lambda: _asked(client, taken.upload))
        if found is not None:
            return found
    # what was refused before may have been taken by then: only an answer after asking is believed
    believed = taken.must_ask or taken.upload.attempts == 1
    sent = _answered(lambda: _sent(client, taken.upload))
    if isinstance(sent, Declined) and not believed:
        return Unanswered()
    return sent or Unanswered()


def _asked(client: Client, upload: Upload) -> Outcome | None:
    """Return what became of a file that was sent before; None where it did not arrive."""
    return _judged(upload, client.previous_upload().upload)


def _judged(upload: Upload, last: PreviousUpload | None) -> Outcome | None:
    if last is None or last.sequence < upload.sequence:
        return None
    if last.sequence > upload.sequence:
        # it has later ones of ours and named this one as missing; or it has what is not ours
        later = Upload.objects.filter(
            administration_id=upload.administration_id, sequence=last.sequence
        )
        return None if later.exists() else Contradicted()
    same = last.file.envelope.markings.hash == upload.wire_hash
    return Arrived() if same else Contradicted()


def _sent(client: Client, upload: Upload) -> Outcome:
    envelope = _envelope(upload)
    if Administration.objects.filter(pk=upload.administration_id, halted=True).exists():
        return Wait(code=None)
    client.upload(envelope, upload.sequence)
    return Arrived()


def _envelope(upload: Upload) -> Envelope:
    """Return the file as it travels; its hash is kept first, to know it again afterwards."""
    envelope = seal(upload.content, keys=upload.administration.credentials.keys)
    if upload.wire_hash != envelope.markings.hash:
        upload.wire_hash = envelope.markings.hash
        upload.save(update_fields=["wire_hash"])
    return envelope


def _answered(call: Callable[[], Outcome | None]) -> Outcome | None:
    try:
        return call()
    except CallFailed:
        return Unanswered()
    except Refused as refusal:
        code = refusal.result.code
        if code == GAP:
            return Missing(getattr(refusal.reply, "missing", ()))
        return Wait(code) if refusal.is_waiting else Declined(code)
