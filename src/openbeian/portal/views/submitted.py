"""What was submitted last, to be read again while somebody else has the turn."""

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openbeian.accounts import access
from openbeian.declaration.field import Section
from openbeian.declaration.fields import SECTION_TITLES
from openbeian.declaration.values import Declaration, DocumentReference
from openbeian.documents import queries as stored
from openbeian.documents.models import Document
from openbeian.filings import queries
from openbeian.filings.models import Filing
from openbeian.portal import declared_facts
from openbeian.portal.frame import own_filing, page
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.ui import declared


@access.requires(Permission.FILING_READ)
@require_safe
def submitted(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Show the latest version as it was submitted; there is none before the first submission."""
    filing = own_filing(request, filing_id)
    if not filing.version:
        raise Http404
    version = queries.version(filing)
    declaration = queries.read(version)
    return page(
        request,
        "status/submitted.html",
        filing=filing,
        version=version,
        sections=declared_facts.sections(declaration, masked=False),
        documents=tuple(_documents(filing, declaration)),
        documents_title=SECTION_TITLES[Section.DOCUMENTS],
    )


def _documents(
    filing: Filing, declaration: Declaration
) -> Iterator[tuple[Text, tuple[Document, ...]]]:
    """Yield each document by its name with its files."""
    held: list[DocumentReference] = [*declaration.entity.documents]
    held += [row for service in declaration.services for row in service.documents]
    hashes = {sha256 for row in held for sha256 in row.files}
    found = stored.several(organisation_id=filing.organisation_id, hashes=hashes)
    for row in held:
        files = tuple(found[sha256] for sha256 in row.files if sha256 in found)
        yield declared.titled(row.kind), files
