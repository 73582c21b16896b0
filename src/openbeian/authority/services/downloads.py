"""Files that an administration hands out: kept, then read, then applied, then acknowledged.

A file is stored with its hash before anybody looks into it, and acknowledged only after all that
follows from it is committed. Until then it comes again, and coming again changes nothing. What is
not understood, or speaks against what we know, is left to an operator.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.db import transaction
from django.db.models import QuerySet

from openbeian.accounts.actors import SYSTEM, Actor
from openbeian.audit.facts import Fact
from openbeian.audit.kinds import Kind
from openbeian.audit.services import record
from openbeian.authority import kinds
from openbeian.authority.models import Administration, Download
from openbeian.authority.models.downloads import digest
from openbeian.authority.services import lists, results
from openbeian.authority.services.connections import client_of, halt_by_house
from openbeian.authority.services.settling import OF_THE_CALLER
from openbeian.authority.soap_v3.client import Client
from openbeian.authority.soap_v3.errors import CallFailed, Garbage, Refused
from openbeian.errors import DomainError
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.wire.envelope import unsealed
from openbeian.wire.replies import DownloadedFile

MOST_AT_A_TIME = 100
MORE_WAIT = 3
_LONGEST_NAME = 128
_IN_MEMORY = 4 * 1024 * 1024
S = Download.State


class NotInQuarantine(DomainError):
    """Only a file that waits for an operator can be looked into and set aside."""

    code = "authority.not_in_quarantine"
    message = Text("This file does not wait for an operator.", "该文件不在隔离区。")


class OtherFileOfThatName(DomainError):
    """A file that was applied came again with other content under the same name."""

    code = "authority.other_file_of_that_name"
    message = Text(
        "A file of the name {file} was applied before with other content.",
        "同名文件{file}此前已处理，但内容不同。",
    )


def receive(administration_id: int, *, at: datetime) -> int:
    """Fetch and apply what waits; return how many files were acknowledged.

    An answer that fails, or that asks to wait, leaves the rest to the next look.
    """
    administration = Administration.objects.get(pk=administration_id)
    for download in administration.downloads.filter(state=S.STORED).order_by("pk"):
        _apply(download, at=at)
    try:
        return _fetch(administration, client_of(administration), at)
    except CallFailed:
        return 0
    except Refused as refusal:
        if refusal.result.code in OF_THE_CALLER:
            _halt(administration, why="refused", at=at, code=refusal.result.code)
        return 0
    except OtherFileOfThatName:
        _halt(administration, why="contradiction", at=at)
        return 0


def _fetch(administration: Administration, client: Client, at: datetime) -> int:
    acknowledged = 0
    while acknowledged < MOST_AT_A_TIME and not _is_halted(administration):
        reply = client.download()
        _let_go_of_all_but(administration, reply.file, at=at)
        if reply.file is None:
            break
        download = _store(administration, reply.file, at=at)
        if download.state == S.STORED:
            download = _apply(download, at=at)
        if download.state in {S.STORED, S.QUARANTINED} or _is_halted(administration):
            break
        client.acknowledge(download.name)
        _let_go(administration.downloads.filter(pk=download.pk), at=at)
        acknowledged += 1
        if reply.code != MORE_WAIT:
            break
    return acknowledged


@transaction.atomic(durable=True)
def _store(administration: Administration, file: DownloadedFile, *, at: datetime) -> Download:
    """Keep a file as it came, once. Raises Garbage, OtherFileOfThatName."""
    if not 0 < len(file.name) <= _LONGEST_NAME or not file.name.isprintable():
        raise Garbage(why="file name")
    Administration.objects.select_for_update().get(pk=administration.pk)
    known = administration.downloads.filter(name=file.name).exclude(state=S.REPLACED).first()
    if known is not None and known.sha256 == digest(file.envelope):
        return known
    if known is not None and known.state != S.QUARANTINED:
        raise OtherFileOfThatName(file=file.name)
    if known is not None:
        known.state = S.REPLACED
        known.save(update_fields=["state"])
    download = Download(administration=administration, name=file.name, received_at=at)
    download.set_envelope(file.envelope)
    download.save(force_insert=True)
    return download


def _apply(download: Download, *, at: datetime) -> Download:
    """Do what a stored file says, or put it into quarantine untouched."""
    try:
        with _opened(download) as xml:
            count = results.apply(download, xml, at=at)
            xml.seek(0)
            lists.follow(download.administration, xml, at=at)
    except MoveNotAllowed:
        return download  # somebody else is at the same file: it is looked at again
    except DomainError as fault:
        return _quarantine(download.pk, fault, at=at)
    return _applied(download.pk, count, at=at)


@contextmanager
def _opened(download: Download) -> Iterator[BinaryIO]:
    """Give the XML of a file; raises EnvelopeRefused."""
    envelope = download.envelope
    keys = download.administration.credentials.keys
    with (
        SpooledTemporaryFile(_IN_MEMORY) as scratch,
        unsealed(
            (envelope.content,), envelope.markings, scratch=cast("BinaryIO", scratch), keys=keys
        ) as xml,
    ):
        yield io.BytesIO(xml.read())


@transaction.atomic(durable=True)
def _applied(download_id: int, count: int, *, at: datetime) -> Download:
    row = Download.objects.select_for_update().get(pk=download_id)
    if row.state == S.STORED:
        row.state, row.settled_at = S.APPLIED, at
        row.save(update_fields=["state", "settled_at"])
        _note(kinds.APPLIED, row, SYSTEM, at, records=count)
    return row


@transaction.atomic(durable=True)
def _quarantine(download_id: int, fault: DomainError, *, at: datetime) -> Download:
    row = Download.objects.select_for_update().get(pk=download_id)
    if row.state == S.STORED:
        row.state, row.settled_at, row.reason = S.QUARANTINED, at, _why(fault)
        row.save(update_fields=["state", "settled_at", "reason"])
        _note(kinds.QUARANTINED, row, SYSTEM, at, why=fault.code)
    return row


def _why(fault: DomainError) -> str:
    """Return the code and the words in both languages, a line each, cut to fit their column."""
    said = (" ".join(words.split())[:120] for words in (fault.text.en, fault.text.zh))
    return "\n".join((fault.code, *said))


def _let_go_of_all_but(
    administration: Administration, file: DownloadedFile | None, *, at: datetime
) -> None:
    """Note that files were let go whose acknowledgement arrived and was never answered.

    What is not acknowledged is offered first; should one be offered later all the same, it is
    known by its name and acknowledged again.
    """
    applied = administration.downloads.filter(state=S.APPLIED)
    _let_go(applied.exclude(name=file.name) if file else applied, at=at)


@transaction.atomic(durable=True)
def _let_go(downloads: QuerySet[Download], *, at: datetime) -> None:
    downloads.filter(state=S.APPLIED).update(state=S.ACKNOWLEDGED, settled_at=at)


@transaction.atomic(durable=True)
def take(*, download_id: int, actor: Actor, at: datetime) -> Download:
    """Return a file of the quarantine for whoever looks into it, and note who that is.

    Raises NotPermitted, NotInQuarantine.
    """
    row = _in_quarantine(download_id, actor)
    _note(kinds.TAKEN, row, actor, at)
    return row


@transaction.atomic(durable=True)
def set_aside(*, download_id: int, actor: Actor, at: datetime) -> Download:
    """Let a file go that an operator has seen to by hand; it is acknowledged and never applied.

    Raises NotPermitted, NotInQuarantine.
    """
    row = _in_quarantine(download_id, actor)
    row.state, row.settled_at = S.SET_ASIDE, at
    row.save(update_fields=["state", "settled_at"])
    _note(kinds.SET_ASIDE, row, actor, at)
    return row


def _in_quarantine(download_id: int, actor: Actor) -> Download:
    actor.require(Permission.SYSTEM_OPERATE)
    row = Download.objects.select_for_update().filter(pk=download_id, state=S.QUARANTINED).first()
    if row is None:
        raise NotInQuarantine
    return row


def _is_halted(administration: Administration) -> bool:
    return Administration.objects.filter(pk=administration.pk, halted=True).exists()


@transaction.atomic(durable=True)
def _halt(
    administration: Administration, *, why: str, at: datetime, code: int | None = None
) -> None:
    row = Administration.objects.select_for_update().get(pk=administration.pk)
    halt_by_house(row, why=why, at=at, code=code)


def _note(kind: Kind, row: Download, actor: Actor, at: datetime, **facts: Fact) -> None:
    record(
        kind,
        subject=(kinds.DOWNLOAD, str(row.pk)),
        actor=actor,
        at=at,
        facts={
            "file": row.name,
            "province": row.administration.province,
            "sha256": row.sha256,
            **facts,
        },
    )
