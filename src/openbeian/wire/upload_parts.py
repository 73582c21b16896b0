"""Parts of a Declaration as parts of a message, the same for every upload."""

from openbeian.declaration import values
from openbeian.wire.messages.meanings import AttachmentOwner
from openbeian.wire.messages.parts import (
    Address,
    AttachedFile,
    Attachment,
    AttachmentSubject,
    EntityLeader,
    Preapproval,
    RecordById,
    RecordByNumber,
)
from openbeian.wire.upload_beside import ENTITY, Beside, Paper, service_path
from openbeian.wire.upload_refusals import ApprovalNotCarried, OnlyWebsites


def check_website(service: values.Service) -> None:
    """Raise OnlyWebsites for any other kind of service."""
    if service.kind is not values.ServiceKind.WEBSITE:
        raise OnlyWebsites(field=f"{service_path(service)}.kind")


def address(declared: values.Address) -> Address:
    """Return a postal address (通信地址); what is empty is left out."""
    return Address(
        province=int(declared.province),
        city=int(declared.city),
        district=int(declared.district) if declared.district else None,
        detail=declared.detail or None,
    )


def leader[L: EntityLeader](kind: type[L], person: values.Person) -> L:
    """Return a person in charge (负责人) as the message words them."""
    return kind(
        name=person.name,
        office_phone=person.office_phone or None,
        mobile=person.mobile,
        email=person.email,
        certificate_type=person.certificate.type_id,
        certificate_number=person.certificate.number,
    )


def preapprovals(service: values.Service, beside: Beside) -> tuple[Preapproval, ...]:
    """Return the approvals of a service with their scans; raises ApprovalNotCarried."""
    return tuple(_preapproval(service, each, beside) for each in service.preapprovals)


def owner_of(paper: Paper) -> AttachmentOwner:
    """Return whether a paper belongs to the entity or to a service."""
    return AttachmentOwner.ENTITY if paper.owner == ENTITY else AttachmentOwner.SERVICE


def attachment(paper: Paper, record: RecordById | RecordByNumber) -> Attachment:
    """Return a paper as an attachment of a record."""
    return Attachment(
        file=AttachedFile(
            format_id=paper.format_id,
            purpose_id=paper.purpose_id,
            content=paper.content,
            subject=AttachmentSubject(kind=owner_of(paper), record=record),
            remark=paper.remark,
        )
    )


def _preapproval(
    service: values.Service, declared: values.Preapproval, beside: Beside
) -> Preapproval:
    path = f"{service_path(service)}.preapprovals[{declared.category}]"
    approval = beside.approvals.get(path)
    if approval is None or not approval.scans:
        raise ApprovalNotCarried(field=path)
    return Preapproval(type_id=approval.type_id, number=declared.number, scans=approval.scans)
