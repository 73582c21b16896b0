"""From a Declaration to a change of what is filed (BGBA): the entity and all its services."""

from openbeian.declaration import values
from openbeian.wire.messages.change import (
    NEWEST_CERTIFICATE,
    Change,
    ChangedAccess,
    ChangedCertificate,
    ChangedDomain,
    ChangedEntity,
    ChangedIpRange,
    ChangedService,
)
from openbeian.wire.messages.parts import EntityLeader, ServiceLeader
from openbeian.wire.upload_beside import (
    ENTITY,
    Beside,
    Known,
    access_path,
    address_path,
    addresses_of,
    service_path,
)
from openbeian.wire.upload_parts import address, attachment, check_website, leader, preapprovals
from openbeian.wire.upload_refusals import CertificateTooNew


def change(
    declaration: values.Declaration,
    beside: Beside,
    known: Known,
    *,
    filing_password: str | None = None,
) -> Change:
    """Return a Declaration as a change of its filing (BGBA).

    Services and access are filed already (XZWZ and XZJR add them); domains and addresses that the
    administration does not know yet are added. Raises NotCarried.
    """
    return Change(
        entity=_entity(declaration.entity, known),
        services=tuple(_service(each, beside, known) for each in declaration.services),
        attachments=tuple(attachment(each, known.record(each.owner)) for each in beside.papers),
        filing_password=filing_password,
    )


def _entity(entity: values.Entity, known: Known) -> ChangedEntity:
    return ChangedEntity(
        administration_id=known.id_of(ENTITY),
        name=entity.name,
        filing_number=known.number_of(ENTITY),
        nature_id=entity.nature_id,
        investor=entity.investor or None,
        address=address(entity.address),
        certificate=_certificate(entity),
        leader=leader(EntityLeader, entity.leader),
    )


def _certificate(entity: values.Entity) -> ChangedCertificate:
    type_id = entity.certificate.type_id
    if type_id > NEWEST_CERTIFICATE:
        raise CertificateTooNew(
            field="entity.certificate.type_id", type_id=type_id, most=NEWEST_CERTIFICATE
        )
    return ChangedCertificate(
        type_id=type_id, number=entity.certificate.number, address=entity.certificate_address
    )


def _service(service: values.Service, beside: Beside, known: Known) -> ChangedService:
    check_website(service)
    path = service_path(service)
    return ChangedService(
        administration_id=known.id_of(path),
        name=service.name,
        preapprovals=preapprovals(service, beside),
        content_ids=service.content_ids,
        language_ids=service.language_ids,
        domains=tuple(_domain(service, each, beside, known) for each in service.domains),
        access=tuple(_access(service, each, beside, known) for each in service.access),
        leader=leader(ServiceLeader, service.leader),
        filing_number=known.number_of(path),
        home_url=service.home_url or None,
        remark=service.remark or None,
    )


def _domain(
    service: values.Service, domain: values.Domain, beside: Beside, known: Known
) -> ChangedDomain:
    path = f"{service_path(service)}.domains[{domain.id}]"
    return ChangedDomain(
        record_id=beside.record_ids[path],
        administration_id=known.ids.get(path),
        name=domain.name,
    )


def _access(
    service: values.Service, access: values.Access, beside: Beside, known: Known
) -> ChangedAccess:
    path = access_path(service, access)
    return ChangedAccess(
        administration_id=known.id_of(path),
        server_place_ids=access.server_place_ids,
        method_ids=access.method_ids,
        ip_ranges=tuple(
            ChangedIpRange(
                record_id=beside.record_ids[at],
                administration_id=known.ids.get(at),
                first=address,
                last=address,
            )
            for address in addresses_of(service, access)
            for at in (address_path(path, address),)
        ),
    )
