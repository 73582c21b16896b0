"""Reads: documents of one organisation, their content, and pictures of them for the viewer."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from openbeian import vault
from openbeian.documents import chamber, store
from openbeian.documents.cleaning import PDF
from openbeian.documents.models import Document
from openbeian.errors import DomainError
from openbeian.text import Text

SMALLEST_PREVIEW, LARGEST_PREVIEW = 64, 2400


class DocumentUnknown(DomainError):
    """The organisation has no such document."""

    code = "documents.unknown"
    message = Text("There is no such document.", "未找到该文件。")


class ContentDamaged(DomainError):
    """A stored file is missing or is not what was handed in."""

    code = "documents.content_damaged"
    message = Text(
        "The stored file cannot be read. The operator has to restore it from the backup.",
        "存储的文件无法读取，须由运维人员从备份恢复。",
    )


def get(*, organisation_id: UUID, sha256: str) -> Document:
    """Return an organisation's document by the hash of its content. Raises DocumentUnknown."""
    found = Document.objects.filter(organisation_id=organisation_id, sha256=sha256).first()
    if found is None:
        raise DocumentUnknown
    return found


def several(*, organisation_id: UUID, hashes: Iterable[str]) -> dict[str, Document]:
    """Return those of an organisation's documents that exist, by hash."""
    rows = Document.objects.filter(organisation_id=organisation_id, sha256__in=set(hashes))
    return {row.sha256: row for row in rows}


def content(document: Document) -> bytes:
    """Return the content in clear. Raises ContentDamaged, and what `vault.open_sealed` raises."""
    try:
        sealed = store.get(document.blob)
    except FileNotFoundError as fault:
        raise ContentDamaged from fault
    clear = vault.open_sealed(sealed, context=document.context)
    if hashlib.sha256(clear).hexdigest() != document.sha256:
        raise ContentDamaged
    return clear


def preview(document: Document, width: int) -> bytes:
    """Return a JPEG of an image or of a PDF's first page, made on the fly and kept nowhere.

    `width` in pixels is brought into 64 … 2400. Raises ContentDamaged, Unreadable, TooDemanding,
    Busy.
    """
    across = min(max(width, SMALLEST_PREVIEW), LARGEST_PREVIEW)
    job = "drawn" if document.media_type == PDF else "shrunk"
    _, made = chamber.ask(job, content(document), guest=str(document.pk), width=across)
    return made
