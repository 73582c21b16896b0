"""Gives out what waits for a provider, in files, each again and again until it is acknowledged."""

import io
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from openbeian.sandbox.keeping import taken
from openbeian.sandbox.models import Answer, DataFile, Provider
from openbeian.sandbox.refusals import CallRefused
from openbeian.sandbox.services import calls
from openbeian.wire.envelope import Envelope, Markings, seal_into
from openbeian.wire.files import write_download
from openbeian.wire.formats import DOWNLOAD
from openbeian.wire.messages import DOWNLOADS, SINGLE
from openbeian.wire.replies import DownloadedFile, DownloadReply
from openbeian.wire.results import result

MOST_RECORDS = 1000
LAST, NOTHING, MORE = 1, 2, 3

_RANKS = {place: rank for rank, place in enumerate(DOWNLOADS)}


@transaction.atomic(durable=True)
def fetch(*, provider_id: int, at: datetime, newest_first: bool = False) -> DownloadReply:
    """Return the file that was not acknowledged yet, or a new one; raises CallRefused 902.

    `newest_first` is the fault of giving out what happened last before what led to it.
    """
    provider = Provider.objects.select_for_update().get(pk=provider_id)
    calls.check_download_allowed(provider)
    file = DataFile.objects.filter(provider=provider, acknowledged_at__isnull=True).first()
    file = file or _pack(provider, at, newest_first=newest_first)
    if file is None:
        return DownloadReply(NOTHING, result(NOTHING).text.zh)
    more = Answer.objects.filter(provider=provider, file__isnull=True).exists()
    code = MORE if more else LAST
    markings = Markings(hash=file.hash, encrypt_algorithm=file.encrypt_algorithm)
    return DownloadReply(
        code, result(code).text.zh, DownloadedFile(file.name, Envelope(file.content, markings))
    )


@transaction.atomic(durable=True)
def acknowledge(*, provider_id: int, name: str, at: datetime) -> None:
    """Note that a provider has a file; a second time changes nothing.

    Raises CallRefused: 21 without a name, 999 for a name that was never given out.
    """
    if not name:
        raise CallRefused(21)
    file = DataFile.objects.select_for_update().filter(provider_id=provider_id, name=name).first()
    if file is None:
        raise CallRefused(999, f"没有名为{name}的文件")
    if file.acknowledged_at is None:
        file.acknowledged_at = at
        file.save(update_fields=["acknowledged_at"])


def _pack(provider: Provider, at: datetime, *, newest_first: bool) -> DataFile | None:
    """Make a file of what waits: the oldest answers of one section, in the order of the file."""
    answers = _newest(provider) if newest_first else _next(provider)
    if not answers:
        return None
    sink = io.BytesIO()
    write_download(sink, (_record(each) for each in answers))
    sealed = io.BytesIO()
    markings = seal_into(sealed, _pieces(sink), keys=provider.keys)
    file = DataFile.objects.create(
        provider=provider,
        name=_name(provider, at),
        content=sealed.getvalue().decode("ascii"),
        hash=markings.hash,
        encrypt_algorithm=markings.encrypt_algorithm,
        made_at=at,
    )
    Answer.objects.filter(pk__in=[each.pk for each in answers]).update(file=file)
    return file


def _next(provider: Provider) -> Sequence[Answer]:
    waiting = Answer.objects.filter(provider=provider, file__isnull=True).order_by("pk")
    found: list[Answer] = []
    for answer in waiting[:MOST_RECORDS]:
        if found and not _fits(answer, found):
            break
        found.append(answer)
    return sorted(found, key=lambda answer: (_RANKS[answer.place], answer.pk))


def _newest(provider: Provider) -> Sequence[Answer]:
    """Return the one answer that was laid down last."""
    waiting = Answer.objects.filter(provider=provider, file__isnull=True)
    return list(waiting.order_by("-pk")[:1])


def _fits(answer: Answer, others: Sequence[Answer]) -> bool:
    """Return whether an answer can stand in one file with others."""
    twice = answer.place in SINGLE and any(each.place == answer.place for each in others)
    return _section(answer) == _section(others[0]) and not twice


def _section(answer: Answer) -> str:
    return answer.place.partition("/")[0]


def _record(answer: Answer) -> Any:
    return taken(DOWNLOAD.places[answer.place], answer.document, answer.place)


def _pieces(source: io.BytesIO) -> Iterator[bytes]:
    source.seek(0)
    while piece := source.read(64 * 1024):
        yield piece


def _name(provider: Provider, at: datetime) -> str:
    return f"{provider.unit_id}{localtime(at):%Y%m%d%H%M%S}{secrets.token_hex(4)}.zip"
