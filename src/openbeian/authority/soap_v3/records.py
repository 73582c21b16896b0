"""A frozen version of an application as one record of an upload."""

import io
from collections.abc import Mapping
from uuid import UUID

from openbeian.authority.soap_v3.papers import approvals_of, papers_of
from openbeian.declaration.values import Declaration
from openbeian.wire.files import write_upload
from openbeian.wire.messages import UploadRecord
from openbeian.wire.upload import added_services, first_filing
from openbeian.wire.upload_beside import Beside, Known


def record_of(
    declaration: Declaration,
    *,
    organisation_id: UUID,
    own_ids: Mapping[str, int],
    known: Known | None,
) -> UploadRecord:
    """Return a Declaration as a first filing (XZBA), or as services added to a filed entity (XZWZ).

    `own_ids` are ours, by field path; `known` names the entity where it is filed already.

    The same arguments always give the same record. Raises NotCarried, and what `papers_of` raises.
    """
    beside = Beside(
        record_ids=own_ids,
        approvals=approvals_of(declaration, organisation_id),
        papers=tuple(papers_of(declaration, organisation_id)),
    )
    if known is None:
        return first_filing(declaration, beside)
    new = {service.id for service in declaration.services}
    return added_services(declaration, beside, known, service_ids=new)


def as_file(record: UploadRecord, *, unit_id: int) -> bytes:
    """Return a record as a file of its own; raises MessageRefused for what no file can hold."""
    sink = io.BytesIO()
    write_upload(sink, [record], unit_id=unit_id)
    return sink.getvalue()
