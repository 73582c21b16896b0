"""Hands documents to whoever a face found entitled, so that no browser runs or keeps them."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from openbeian.documents import queries
from openbeian.documents.models import Document

_GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def download(document: Document) -> HttpResponse:
    """Return the content as a download under its display name. Raises ContentDamaged."""
    return attachment(queries.content(document), document.media_type, document.name)


def preview(document: Document, width: int) -> HttpResponse:
    """Return a picture of the document for the viewer of the console. Raises ContentDamaged."""
    return HttpResponse(
        queries.preview(document, width), content_type="image/jpeg", headers=_GUARDS
    )


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return any generated or stored content as a download; names are encoded, never trusted."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        content,
        content_type=media_type,
        headers={**_GUARDS, "Content-Disposition": disposition or "attachment"},
    )
