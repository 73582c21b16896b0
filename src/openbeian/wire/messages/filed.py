"""What the administration has on file: as it is approved (BASJ), and all of it (SJTB).

`administration_id` identifies a record in every later upload, so each is kept with the filing.
"""

from ipaddress import IPv4Address

from openbeian.wire.elements import element, many, message, optional, several
from openbeian.wire.kinds import free_text, id_number, ipv4, moment, table_id, text
from openbeian.wire.messages.meanings import ReportedBy
from openbeian.wire.messages.parts import FiledAddress, PartialLeader, Preapproval


@message
class FiledCertificate:
    """The entity's certificate (证件)."""

    type_id: int = element("Zjlx", table_id(999))
    number: str = element("Zjhm", text(1, 128))
    address: str = element("Zjzs", text(1, 1024))


@message
class FiledEntityLeader(PartialLeader):
    """The person in charge of the entity (主体负责人)."""

    email: str = element("Fzr_dzyj", text(6, 128))
    certificate_number: str | None = optional("Fzr_zjhm", text(1, 255))


@message
class FiledServiceLeader(PartialLeader):
    """The person in charge of a service (网站负责人)."""

    name: str = element("Fzr_xm", text(1, 128))


@message
class FiledEntity:
    """The entity (主办者信息) on file."""

    record_id: int | None = optional("IspZtid", id_number)
    administration_id: int = element("Ztid", id_number)
    name: str = element("Dwmc", text(1, 255))
    nature_id: int | None = optional("Dwxz", table_id(999))
    address: FiledAddress = element("Txdz", FiledAddress)
    certificate: FiledCertificate = element("Zj", FiledCertificate)
    leader: FiledEntityLeader = element("Fzr", FiledEntityLeader)
    filing_number: str | None = optional("Baxh", text(1, 128))
    reported_by: ReportedBy = element("Bbyhlx", ReportedBy)
    investor: str | None = optional("Tzr", text(1, 255))
    first_reported_at: str = element("Scbbsj", moment)
    last_changed_at: str = element("Zjxgsj", moment)
    certificate_valid_until: str | None = optional("Zsyxq", moment)
    certificate_path: str | None = optional("Zslj", text(1, 255))
    certificate_serial: str | None = optional("Zsxh", text(1, 128))
    reviewer: str | None = optional("Shrxm", text(1, 128))
    reviewed_at: str | None = optional("Shsj", moment)
    remark: str | None = optional("Bz", text(1, 1024))


@message
class FiledDomain:
    """A domain (域名信息) on file."""

    record_id: int | None = optional("IspYmid", id_number)
    administration_id: int = element("Ymid", id_number)
    name: str = element("Ym", text(4, 128))


@message
class FiledIpRange:
    """IP addresses (IP地址信息) on file."""

    record_id: int | None = optional("IspIpid", id_number)
    administration_id: int = element("Ipid", id_number)
    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)


@message
class FiledAccess:
    """An access (接入信息) on file, of any provider."""

    record_id: int | None = optional("IspJrid", id_number)
    administration_id: int = element("Jrid", id_number)
    provider_unit_id: int = element("Ispid", id_number)
    server_place_ids: tuple[int, ...] = many("Wzfb/Fbdd", table_id(64), most=64)
    method_ids: tuple[int, ...] = many("Wzjrfs/Jrfs", table_id(64), most=64)
    ip_ranges: tuple[FiledIpRange, ...] = many("Ip_xx", FiledIpRange)


@message
class SynchronisedService:
    """A website (网站信息) on file, as the full synchronisation gives it."""

    record_id: int | None = optional("IspWzid", id_number)
    administration_id: int = element("Wzid", id_number)
    name: str = element("Wzmc", text(1, 512))
    preapprovals: tuple[Preapproval, ...] = several("Nrlx/Nrlx_xx", Preapproval, most=64)
    content_ids: tuple[int, ...] = several("Fwnr/Fwnr_id", table_id(64), most=64)
    language_ids: tuple[int, ...] = several("Yylb/Yylb_id", table_id(64), most=256)
    domains: tuple[FiledDomain, ...] = many("Ym_xx", FiledDomain)
    access: tuple[FiledAccess, ...] = many("Jr_xx", FiledAccess)
    leader: FiledServiceLeader = element("Wz_Fzr", FiledServiceLeader)
    home_url: str | None = optional("Syurl", text(4, 255))
    remark: str | None = optional("Wz_Bz", text(1, 1024))
    first_reported_at: str | None = optional("Scbbsj", moment)
    last_changed_at: str | None = optional("Zjxgsj", moment)
    filing_number: str | None = optional("Baxh", text(1, 128))


@message
class FiledService(SynchronisedService):
    """A website (网站信息) on file; its languages are always given."""

    language_ids: tuple[int, ...] = many("Yylb/Yylb_id", table_id(64), most=256)


@message
class Filed:
    """BASJ: an entity and its services as they were approved (ICP备案数据)."""

    entity: FiledEntity = element("Zt_xx", FiledEntity)
    services: tuple[FiledService, ...] = many("Wz_xx", FiledService)
    remark: str | None = optional("Bz", free_text)


@message
class Synchronised:
    """SJTB/ICP: an entity and its services in the full synchronisation (备案数据同步)."""

    entity: FiledEntity = element("Zt_xx", FiledEntity)
    services: tuple[SynchronisedService, ...] = many("Wz_xx", SynchronisedService)
    remark: str | None = optional("Bz", free_text)
