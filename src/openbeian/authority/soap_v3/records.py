"""A frozen version of an application as one record of an upload."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from openbeian import codes
from openbeian.authority.soap_v3.papers import approvals_of, papers_of
from openbeian.declaration.values import Declaration, Service
from openbeian.errors import DomainError
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.text import Text
from openbeian.wire.envelope_credentials import filing_password
from openbeian.wire.files import write_upload
from openbeian.wire.messages import UploadRecord
from openbeian.wire.messages.cancellation import Cancellation
from openbeian.wire.messages.meanings import CancellationKind
from openbeian.wire.upload import added_access, added_services, first_filing
from openbeian.wire.upload_beside import ENTITY, Beside, Known, access_path, service_path
from openbeian.wire.upload_change import change


class OneAccessOnly(DomainError):
    """The interface adds one access of one website at a time."""

    code = "authority.one_access_only"
    message = Text(
        "The interface adds one access of one website at a time; this application has {count}.",
        "接口每次仅可为一个网站新增一处接入，本申请包含{count}处。",
    )


class PasswordMissing(DomainError):
    """An access is added to a filing of elsewhere, which its filing password opens."""

    code = "authority.filing_password_missing"
    message = Text(
        "The interface wants the entity's filing password (备案密码). Ask the applicant for it.",
        "接口要求提供主体的备案密码，请向申请人索取。",
    )


@dataclass(frozen=True, slots=True)
class Sending:
    """What an application is about, beside its Declaration: how the administration knows it.

    `reason` is an id of the code table `cancel_reasons`, the password as the applicant gave it.
    """

    kind: FilingKind
    known: Known | None = None
    reason: str = ""
    password: str = ""


def record_of(
    declaration: Declaration,
    sending: Sending,
    *,
    organisation_id: UUID,
    own_ids: Mapping[str, int],
) -> UploadRecord:
    """Return a Declaration as the record that its kind of application asks for.

    `own_ids` are ours, by field path. The same arguments always give the same record. Raises
    NotCarried, NotKnown, OneAccessOnly, PasswordMissing, and what `papers_of` raises.
    """
    if sending.kind.cancels:
        return _cancellation(declaration, sending)
    beside = Beside(
        record_ids=own_ids,
        approvals=approvals_of(declaration, organisation_id),
        papers=tuple(papers_of(declaration, organisation_id)),
    )
    known, password = sending.known, _hashed(sending.password)
    if known is None:
        return first_filing(declaration, beside)
    match sending.kind:
        case FilingKind.CHANGE:
            return change(declaration, beside, known, filing_password=password)
        case FilingKind.ADD_ACCESS:
            return _access(declaration, beside, known, password)
        case _:
            new = {service.id for service in declaration.services}
            return added_services(
                declaration, beside, known, service_ids=new, filing_password=password
            )


def as_file(record: UploadRecord, *, unit_id: int) -> bytes:
    """Return a record as a file of its own; raises MessageRefused for what no file can hold."""
    sink = io.BytesIO()
    write_upload(sink, [record], unit_id=unit_id)
    return sink.getvalue()


def cancelled_path(kind: FilingKind, service: Service) -> str:
    """Return the field path of what a cancellation ends."""
    match kind:
        case FilingKind.CANCEL_ENTITY:
            return ENTITY
        case FilingKind.CANCEL_SERVICE:
            return service_path(service)
        case _:
            return access_path(service, service.access[0])


def _access(
    declaration: Declaration, beside: Beside, known: Known, password: str | None
) -> UploadRecord:
    places = [(service, access) for service in declaration.services for access in service.access]
    if len(places) != 1:
        raise OneAccessOnly(count=len(places))
    if password is None:
        raise PasswordMissing
    service, access = places[0]
    return added_access(service, access, beside, known, filing_password=password)


def _cancellation(declaration: Declaration, sending: Sending) -> Cancellation:
    """Return what ends, with the reason in words beside its id, which no public table tells."""
    known = sending.known or Known({}, {})
    reason = codes.table("cancel_reasons").get(sending.reason)
    number = reason.columns["administration_id"] or reason.columns["wechat_type"]
    return Cancellation(
        kind=_ENDS[sending.kind],
        administration_id=known.id_of(cancelled_path(sending.kind, declaration.services[0])),
        reason_id=int(str(number)),
        reason_remark=reason.text.zh,
    )


def _hashed(password: str) -> str | None:
    return filing_password(password) if password else None


_ENDS = {
    FilingKind.CANCEL_ENTITY: CancellationKind.ENTITY,
    FilingKind.CANCEL_SERVICE: CancellationKind.SERVICE,
    FilingKind.CANCEL_ACCESS: CancellationKind.ACCESS,
}
