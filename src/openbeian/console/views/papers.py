"""The documents of a case: pictures for the viewer, originals as downloads; both leave a trace."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openbeian.accounts import access
from openbeian.config import clock
from openbeian.console.frame import seen
from openbeian.declaration.diff import flatten
from openbeian.documents import queries as documents
from openbeian.documents import serving
from openbeian.documents.models import Document
from openbeian.documents.queries import DocumentUnknown
from openbeian.filings import queries
from openbeian.filings.models import Filing
from openbeian.filings.services import reveal
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.ui import declared

WIDTHS = (320, 960, 1600)


@require_safe
@access.requires(Permission.REVIEW_DECIDE)
def preview(request: HttpRequest, case_id: UUID, sha256: str, width: int) -> HttpResponse:
    """Return a picture of a document of the latest version."""
    actor = access.actor(request)
    filing = seen(case_id, actor)
    document, _ = _document(filing, sha256)
    if width not in WIDTHS:
        raise Http404
    if not reveal.has_viewed(filing, actor):
        reveal.documents(filing_id=filing.pk, actor=actor, at=clock.now())
    return serving.preview(document, width)


@require_safe
@access.requires(Permission.REVIEW_DECIDE)
def original(request: HttpRequest, case_id: UUID, sha256: str) -> HttpResponse:
    """Hand a document of the latest version out as it was kept."""
    actor = access.actor(request)
    filing = seen(case_id, actor)
    document, title = _document(filing, sha256)
    reveal.document(filing_id=filing.pk, actor=actor, title=title, sha256=sha256, at=clock.now())
    return serving.download(document)


def _document(filing: Filing, sha256: str) -> tuple[Document, Text]:
    """Return a document that the latest version refers to, and what it is; nothing else."""
    for path, flat in flatten(queries.declaration(filing)).items():
        if ".documents[" in path and sha256 in flat.split(","):
            try:
                found = documents.get(organisation_id=filing.organisation_id, sha256=sha256)
            except DocumentUnknown as unknown:
                raise Http404 from unknown
            return found, declared.document_title(path)
    raise Http404
