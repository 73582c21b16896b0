"""Takes a data file in: envelope, order of sequence, guard, then record by record.

Everything of one file happens in one transaction: it is taken whole, or nothing of it is there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from zipfile import ZipFile

from django.db import transaction

from openbeian.sandbox.models import Provider, UploadedFile
from openbeian.sandbox.refusals import CallRefused
from openbeian.sandbox.services import calls, unreadable
from openbeian.sandbox.services.orders import receive
from openbeian.wire.envelope import ENTRY_NAME, Envelope, unsealed
from openbeian.wire.envelope_credentials import check_file_name
from openbeian.wire.envelope_refusals import EnvelopeRefused, FileNameRefused
from openbeian.wire.envelope_zip import PIECE
from openbeian.wire.errors import MessageRefused
from openbeian.wire.files import Upload

MOST_MISSING = 1000
_IN_MEMORY = 1024 * 1024


@transaction.atomic(durable=True)
def take(*, provider_id: int, envelope: Envelope, sequence: int, at: datetime) -> UploadedFile:
    """Take a provider's data file under its sequence number (dataSequence); raises CallRefused.

    A file that was taken before is found again and not processed a second time. One that the
    guard refuses is taken as well, and answered with 5001 or its like in the download queue.
    """
    provider = Provider.objects.select_for_update().get(pk=provider_id)
    calls.check_upload_allowed(provider, at)
    earlier = _earlier(provider, envelope, sequence)
    if earlier is not None:
        return earlier
    with _opened(provider, envelope) as (name, source):
        file = _keep(provider, envelope, sequence, name, at)
        _receive_all(file, source, at)
    provider.next_sequence = sequence + 1
    provider.save(update_fields=["next_sequence"])
    return file


def _earlier(provider: Provider, envelope: Envelope, sequence: int) -> UploadedFile | None:
    """Return the file that was taken under this number; raises CallRefused 14 or 999."""
    if sequence > provider.next_sequence:
        last = min(sequence, provider.next_sequence + MOST_MISSING)
        raise CallRefused(14, missing=tuple(range(provider.next_sequence, last)))
    if sequence == provider.next_sequence:
        return None
    earlier = UploadedFile.objects.filter(provider=provider, sequence=sequence).first()
    if earlier is None or earlier.hash != envelope.markings.hash:
        raise CallRefused(999, f"dataSequence {sequence} 已用于其他数据文件")
    return earlier


@contextmanager
def _opened(provider: Provider, envelope: Envelope) -> Iterator[tuple[str, BinaryIO]]:
    """Open an envelope: the file's name and bytes; raises CallRefused 6 to 11, 17, 18."""
    content = envelope.content
    pieces = (content[at : at + PIECE] for at in range(0, len(content), PIECE))
    with SpooledTemporaryFile(_IN_MEMORY) as spool, _refusals():
        scratch = cast("BinaryIO", spool)
        opening = unsealed(pieces, envelope.markings, scratch=scratch, keys=provider.keys)
        with opening as source:
            yield _entry_name(scratch), source


def _entry_name(scratch: BinaryIO) -> str:
    """Return what the file is called inside its zip, where that keeps to the interface."""
    with ZipFile(scratch) as packed:
        name = packed.namelist()[0]
    try:
        return check_file_name(name)
    except FileNameRefused:
        return ENTRY_NAME


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except EnvelopeRefused as refusal:
        raise CallRefused(refusal.msg_code) from refusal


def _keep(
    provider: Provider, envelope: Envelope, sequence: int, name: str, at: datetime
) -> UploadedFile:
    markings = envelope.markings
    return UploadedFile.objects.create(
        provider=provider,
        sequence=sequence,
        name=name,
        content=envelope.content,
        hash=markings.hash,
        encrypt_algorithm=markings.encrypt_algorithm,
        hash_algorithm=markings.hash_algorithm,
        compression_format=markings.compression_format,
        received_at=at,
    )


def _receive_all(file: UploadedFile, source: BinaryIO, at: datetime) -> None:
    """Receive every record of a file, or refuse the file as a whole."""
    upload = Upload(source)
    try:
        with transaction.atomic():
            for position, record in enumerate(upload, 1):
                receive(file, position, record, at=at)
            unreadable.check_unit(file, upload.unit_id)
    except MessageRefused as refusal:
        unreadable.refuse(file, refusal, at=at)
