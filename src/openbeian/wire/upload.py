"""From a Declaration to what is filed: a first filing (XZBA), services (XZWZ), access (XZJR).

`upload_carried` says what stays behind; what V3.0 has no way to say is refused, see
`upload_refusals`. Bounds of single values are checked as the file is written.
"""

from collections.abc import Collection

from openbeian.declaration import values
from openbeian.wire.messages.filing import (
    AddedAccess,
    AddedServices,
    AdditionalService,
    FirstFiling,
    NewAccess,
    NewAttachedFile,
    NewAttachment,
    NewAttachmentSubject,
    NewDomain,
    NewEntity,
    NewIpRange,
    NewService,
)
from openbeian.wire.messages.meanings import ReportedBy
from openbeian.wire.messages.parts import Certificate, EntityLeader, RecordById, ServiceLeader
from openbeian.wire.upload_beside import (
    ENTITY,
    Beside,
    Known,
    Paper,
    access_path,
    address_path,
    addresses_of,
    service_path,
)
from openbeian.wire.upload_parts import (
    address,
    attachment,
    check_website,
    leader,
    owner_of,
    preapprovals,
)


def first_filing(declaration: values.Declaration, beside: Beside) -> FirstFiling:
    """Return a Declaration as a first filing (XZBA). Raises NotCarried."""
    return FirstFiling(
        entity=_entity(declaration.entity, beside),
        services=tuple(_service(NewService, each, beside) for each in declaration.services),
        attachments=tuple(_new_attachment(paper, beside) for paper in beside.papers),
    )


def added_services(
    declaration: values.Declaration,
    beside: Beside,
    known: Known,
    *,
    service_ids: Collection[int],
    filing_password: str | None = None,
) -> AddedServices:
    """Return some services of a Declaration as added to its filed entity (XZWZ).

    `service_ids` are those of the Declaration; the password is its MD5 in hex. Raises NotCarried.
    """
    added = [each for each in declaration.services if each.id in service_ids]
    fresh = {service_path(each): beside.record_ids[service_path(each)] for each in added}
    return AddedServices(
        entity=known.entity(),
        services=tuple(_service(AdditionalService, each, beside) for each in added),
        attachments=tuple(
            attachment(
                paper,
                RecordById(id=fresh[paper.owner])
                if paper.owner in fresh
                else known.record(paper.owner),
            )
            for paper in beside.papers
        ),
        filing_password=filing_password,
    )


def added_access(
    service: values.Service,
    access: values.Access,
    beside: Beside,
    known: Known,
    *,
    filing_password: str,
) -> AddedAccess:
    """Return one access of a declared service as added to its filed service (XZJR).

    The password is its MD5 in hex. Raises NotCarried.
    """
    check_website(service)
    new = _access(service, access, beside)
    return AddedAccess(
        service=known.service(service_path(service)),
        record_id=new.record_id,
        server_place_ids=new.server_place_ids,
        method_ids=new.method_ids,
        ip_ranges=new.ip_ranges,
        attachments=tuple(attachment(each, known.record(each.owner)) for each in beside.papers),
        filing_password=filing_password,
    )


def _entity(entity: values.Entity, beside: Beside) -> NewEntity:
    return NewEntity(
        record_id=beside.record_ids[ENTITY],
        name=entity.name,
        nature_id=entity.nature_id,
        investor=entity.investor or None,
        address=address(entity.address),
        certificate=Certificate(
            type_id=entity.certificate.type_id,
            number=entity.certificate.number,
            address=entity.certificate_address,
        ),
        leader=leader(EntityLeader, entity.leader),
        reported_by=ReportedBy.PROVIDER,
    )


def _service[S: NewService](kind: type[S], service: values.Service, beside: Beside) -> S:
    check_website(service)
    return kind(
        record_id=beside.record_ids[service_path(service)],
        name=service.name,
        preapprovals=preapprovals(service, beside),
        content_ids=service.content_ids,
        language_ids=service.language_ids,
        domains=tuple(_domain(service, domain, beside) for domain in service.domains),
        access=tuple(_access(service, access, beside) for access in service.access),
        leader=leader(ServiceLeader, service.leader),
        home_url=service.home_url or None,
        remark=service.remark or None,
    )


def _domain(service: values.Service, domain: values.Domain, beside: Beside) -> NewDomain:
    path = f"{service_path(service)}.domains[{domain.id}]"
    return NewDomain(record_id=beside.record_ids[path], name=domain.name)


def _access(service: values.Service, access: values.Access, beside: Beside) -> NewAccess:
    path = access_path(service, access)
    return NewAccess(
        record_id=beside.record_ids[path],
        server_place_ids=access.server_place_ids,
        method_ids=access.method_ids,
        ip_ranges=tuple(
            NewIpRange(record_id=beside.record_ids[address_path(path, ip)], first=ip, last=ip)
            for ip in addresses_of(service, access)
        ),
    )


def _new_attachment(paper: Paper, beside: Beside) -> NewAttachment:
    return NewAttachment(
        file=NewAttachedFile(
            format_id=paper.format_id,
            purpose_id=paper.purpose_id,
            content=paper.content,
            subject=NewAttachmentSubject(
                kind=owner_of(paper), record_id=beside.record_ids[paper.owner]
            ),
            remark=paper.remark,
        )
    )
