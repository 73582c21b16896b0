"""Writes: a file is handed in, and what nobody refers to is swept away."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from openbeian import vault
from openbeian.accounts.actors import Actor, NotPermitted
from openbeian.audit.services import record
from openbeian.documents import kinds, room, store
from openbeian.documents.cleaning import JPEG, PDF, PNG, Clean, clean
from openbeian.documents.models import Document
from openbeian.documents.names import clean_name
from openbeian.documents.refusals import DocumentRefused
from openbeian.procedure.permissions import Role

ORPHAN_SECONDS = 3600.0


def receive(
    *,
    organisation_id: UUID,
    actor: Actor,
    name: str,
    content: bytes,
    at: datetime,
    max_bytes: int | None = None,
    kept_as: Collection[str] = (JPEG, PNG, PDF),
) -> Document:
    """Check a file at the door, keep it sealed and return its row; the same file twice is one row.

    Checks and disk work come before the transaction, which only writes the row and the event.
    `max_bytes` and `kept_as` narrow what is accepted where the document asked for is narrower.
    What an organisation keeps is bounded in number and in size, since its files are kept for good.
    Raises a DocumentRefused (an event tells of it), StorageFull, NotPermitted.
    """
    _require_own(actor, organisation_id)
    limit = min(
        max_bytes or settings.OPENBEIAN_UPLOAD_MAX_BYTES, settings.OPENBEIAN_UPLOAD_MAX_BYTES
    )
    received = hashlib.sha256(content).hexdigest()
    known = Document.objects.filter(organisation_id=organisation_id, received_sha256=received)
    if (row := known.first()) and row.media_type in kept_as and len(content) <= limit:
        return row
    try:
        room.require(organisation_id, size=0)  # before the work of looking the file through
        cleaned = clean(content, max_bytes=limit, kept_as=kept_as, guest=str(organisation_id))
        row = _row(cleaned, organisation_id, actor, at, received_sha256=received)
        row.set_name(clean_name(name, cleaned.media_type))
        return _keep(row, cleaned, actor, at)
    except DocumentRefused as refusal:
        _tell_refusal(refusal, organisation_id=organisation_id, actor=actor, content=content, at=at)
        raise


def sweep_orphans(*, older_than: float = ORPHAN_SECONDS) -> int:
    """Remove what interrupted uploads left on disk longer ago than this many seconds of real time.

    Returns how many files went. A blob is written moments before its row, so one of that age
    without a row will never get one.
    """
    gone = store.drop_drafts(older_than)
    old = sorted(store.older_than(older_than))
    for start in range(0, len(old), 500):
        names = old[start : start + 500]
        known = Document.objects.filter(blob__in=names).values_list("blob", flat=True)
        gone += store.drop(set(names) - set(known))
    return gone


def _require_own(actor: Actor, organisation_id: UUID) -> None:
    if actor.role is Role.APPLICANT and actor.organisation_id != organisation_id:
        raise NotPermitted


def _row(
    cleaned: Clean, organisation_id: UUID, actor: Actor, at: datetime, *, received_sha256: str
) -> Document:
    return Document(
        organisation_id=organisation_id,
        sha256=hashlib.sha256(cleaned.content).hexdigest(),
        received_sha256=received_sha256,
        media_type=cleaned.media_type,
        size=len(cleaned.content),
        pages=cleaned.pages,
        uploaded_by_id=actor.user_id,
        received_at=at,
    )


def _keep(row: Document, cleaned: Clean, actor: Actor, at: datetime) -> Document:
    """Store the content, then the row; whoever comes second gets the row of the first."""
    same = Document.objects.filter(organisation_id=row.organisation_id, sha256=row.sha256)
    if known := same.first():
        return known
    room.require(row.organisation_id, size=row.size)
    row.blob = store.put(vault.seal(cleaned.content, context=row.context))
    try:
        with transaction.atomic(durable=True):
            room.reserve(row.organisation_id, size=row.size)
            row.save(force_insert=True)
            record(
                kinds.RECEIVED,
                subject=("document", str(row.id)),
                actor=actor,
                at=at,
                facts={"media_type": row.media_type, "size": row.size, "sha256": row.sha256},
            )
    except (IntegrityError, DocumentRefused):
        store.discard(row.blob)
        if known := same.first():
            return known
        raise
    return row


def _tell_refusal(
    refusal: DocumentRefused, *, organisation_id: UUID, actor: Actor, content: bytes, at: datetime
) -> None:
    with transaction.atomic(durable=True):
        record(
            kinds.REFUSED,
            subject=("organisation", str(organisation_id)),
            actor=actor,
            at=at,
            facts={
                "code": refusal.code,
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            },
        )
