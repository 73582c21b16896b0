"""What is on file of an entity, as the administration sends it to a provider (BASJ)."""

from ipaddress import IPv4Address

from openbeian.sandbox.keeping import moment, taken
from openbeian.sandbox.models import Access, Domain, Entity, IpRange, Provider, Service
from openbeian.sandbox.models.registrations import IN_FORCE, Registration
from openbeian.wire.messages.filed import (
    Filed,
    FiledAccess,
    FiledCertificate,
    FiledDomain,
    FiledEntity,
    FiledEntityLeader,
    FiledIpRange,
    FiledService,
    FiledServiceLeader,
)
from openbeian.wire.messages.meanings import ReportedBy
from openbeian.wire.messages.parts import FiledAddress, Preapproval

_LONGEST_URL = 255


def filed(entity: Entity, provider: Provider) -> Filed:
    """Return an entity with its websites in force; a provider sees its own record ids only."""
    services = Service.objects.filter(IN_FORCE, entity=entity).order_by("pk")
    return Filed(
        entity=_entity(entity, provider),
        services=tuple(_service(each, provider) for each in services),
    )


def _entity(entity: Entity, provider: Provider) -> FiledEntity:
    return FiledEntity(
        administration_id=entity.pk,
        record_id=_own(entity, provider),
        name=entity.name,
        nature_id=entity.nature_id,
        address=taken(FiledAddress, entity.address, "Txdz"),
        certificate=taken(FiledCertificate, entity.certificate, "Zj"),
        leader=taken(FiledEntityLeader, entity.leader, "Fzr"),
        filing_number=entity.number,
        reported_by=ReportedBy.PROVIDER,
        investor=entity.investor or None,
        first_reported_at=moment(entity.filed_at),
        last_changed_at=moment(entity.changed_at),
        reviewer=entity.reviewer or None,
        reviewed_at=moment(entity.changed_at),
        remark=entity.remark or None,
    )


def _service(service: Service, provider: Provider) -> FiledService:
    """An address of a home page that is longer than the answer takes stays out of it."""
    url = service.home_url
    return FiledService(
        administration_id=service.pk,
        record_id=_own(service, provider),
        name=service.name,
        preapprovals=tuple(taken(Preapproval, each, "Nrlx_xx") for each in service.preapprovals),
        content_ids=tuple(service.content_ids),
        language_ids=tuple(service.language_ids),
        domains=tuple(
            FiledDomain(administration_id=each.pk, record_id=_own(each, provider), name=each.name)
            for each in Domain.objects.filter(IN_FORCE, service=service).order_by("pk")
        ),
        access=tuple(
            _access(each, provider)
            for each in Access.objects.filter(IN_FORCE, service=service).order_by("pk")
        ),
        leader=taken(FiledServiceLeader, service.leader, "Wz_Fzr"),
        home_url=url if 0 < len(url) <= _LONGEST_URL else None,
        remark=service.remark or None,
        first_reported_at=moment(service.filed_at),
        last_changed_at=moment(service.changed_at),
        filing_number=service.number,
    )


def _access(access: Access, provider: Provider) -> FiledAccess:
    return FiledAccess(
        administration_id=access.pk,
        record_id=_own(access, provider),
        provider_unit_id=access.provider.unit_id,
        server_place_ids=tuple(access.server_place_ids),
        method_ids=tuple(access.method_ids),
        ip_ranges=tuple(
            FiledIpRange(
                administration_id=each.pk,
                record_id=_own(each, provider),
                first=IPv4Address(each.first),
                last=IPv4Address(each.last),
            )
            for each in IpRange.objects.filter(IN_FORCE, access=access).order_by("pk")
        ),
    )


def _own(row: Registration, provider: Provider) -> int | None:
    """Return a provider's own id of a row, where the provider filed it."""
    return row.record_id if row.provider_id == provider.pk else None
