"""The documents of an application as attachments of the interface: purpose, picture, size.

The interface takes pictures for nine purposes; every kind of document of ours has one of them, by
the administration's code table. A page of a PDF is one picture.
"""

from collections.abc import Iterator
from uuid import UUID

from openbeian import rulebook
from openbeian.declaration.values import Declaration, DocumentReference, Service
from openbeian.documents import queries as documents
from openbeian.documents.cleaning import PDF
from openbeian.errors import DomainError
from openbeian.text import Text
from openbeian.wire.attachments import MOST_BASE64, AttachmentRefused, compressed, limit_for
from openbeian.wire.upload_beside import ENTITY, Approval, Paper, service_path

JPEG = 1  # its id in the code table of attachment formats (附件文件格式)
_WIDTH = 2400
_APPROVAL = "preapproval"

# ids of the code table `attachment_purposes`
_OF_ENTITY = {
    "business_licence": 1,
    "individual_certificate": 1,
    "student_card": 1,
    "owner_passport": 3,
    "owner_residence_permit": 3,
    "owner_resident_id": 3,
    "owner_certificate": 3,
    "legal_representative_certificate": 3,
    "entity_leader_photo": 4,
}
_OF_SERVICE = {"verification_form": 5, "webmaster_certificate": 7, "webmaster_photo": 8}
_MORE_OF_ENTITY, _MORE_OF_SERVICE = 2, 6


class SeveralPages(DomainError):
    """A PDF of several pages, of which the interface would take the first alone."""

    code = "authority.several_pages"
    message = Text(
        "{document} is a PDF of several pages; the interface takes pictures. Ask for one picture "
        "per page.",
        "{document}为多页PDF，接口仅接收图片，请逐页提供图片。",
    )


# why a document cannot go as it is
UNFIT = (SeveralPages, AttachmentRefused)


def papers_of(declaration: Declaration, organisation_id: UUID) -> Iterator[Paper]:
    """Yield the attachments of a Declaration, those of its approvals left out.

    Raises SeveralPages, AttachmentRefused, DocumentUnknown, ContentDamaged.
    """
    for reference in declaration.entity.documents:
        purpose = _OF_ENTITY.get(reference.kind, _MORE_OF_ENTITY)
        yield from _papers(ENTITY, purpose, reference, organisation_id)
    for service in declaration.services:
        for reference in service.documents:
            if reference.kind != _APPROVAL:
                purpose = _OF_SERVICE.get(reference.kind, _MORE_OF_SERVICE)
                yield from _papers(service_path(service), purpose, reference, organisation_id)


def approvals_of(declaration: Declaration, organisation_id: UUID) -> dict[str, Approval]:
    """Return the approvals (前置审批) with their scans by field path; raises as `papers_of`.

    A category to which the administration gives no id is left out: it cannot be sent.
    """
    found = {}
    for service in declaration.services:
        scans = tuple(_scans(service, organisation_id)) if service.preapprovals else ()
        for declared in service.preapprovals:
            type_id = rulebook.default().preapproval(declared.category).administration_id
            if type_id is not None:
                path = f"{service_path(service)}.preapprovals[{declared.category}]"
                found[path] = Approval(type_id=type_id, scans=scans)
    return found


def _papers(
    owner: str, purpose: int, reference: DocumentReference, organisation_id: UUID
) -> Iterator[Paper]:
    for sha256 in reference.files:
        content = _picture(reference.kind, sha256, organisation_id, limit_for(purpose))
        yield Paper(owner=owner, format_id=JPEG, purpose_id=purpose, content=content)


def _scans(service: Service, organisation_id: UUID) -> Iterator[bytes]:
    for reference in service.documents:
        if reference.kind == _APPROVAL:
            for sha256 in reference.files:
                yield _picture(reference.kind, sha256, organisation_id, MOST_BASE64)


def _picture(kind: str, sha256: str, organisation_id: UUID, most_base64: int) -> bytes:
    document = documents.get(organisation_id=organisation_id, sha256=sha256)
    clear = documents.content(document)
    if document.media_type == PDF:
        if document.pages > 1:
            raise SeveralPages(document=rulebook.default().document(kind).text)
        clear = documents.preview(document, _WIDTH)
    return compressed(clear, most_base64=most_base64)
