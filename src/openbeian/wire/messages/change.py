"""What the provider changes in a filed entity (BGBA): the entity and all its services anew.

Every record is named by the administration's id, which the provider knows from the filed data
(BASJ); a domain or an address without one is new.
"""

from ipaddress import IPv4Address

from openbeian.wire.elements import element, many, message, optional, several
from openbeian.wire.kinds import id_number, ipv4, table_id, text
from openbeian.wire.messages.parts import (
    Address,
    Attachment,
    EntityLeader,
    Preapproval,
    ServiceLeader,
)

NEWEST_CERTIFICATE = 11


@message
class ChangedCertificate:
    """The entity's certificate (证件); V3.0 knows the first eleven types only here."""

    type_id: int = element("Zjlx", table_id(NEWEST_CERTIFICATE))
    number: str = element("Zjhm", text(1, 255))
    address: str = element("Zjzs", text(1, 1024))


@message
class ChangedEntity:
    """The entity (主办者信息) as it shall be."""

    administration_id: int = element("Ztid", id_number)
    name: str = element("Dwmc", text(1, 255))
    filing_number: str = element("Baxh", text(1, 128))
    nature_id: int | None = optional("Dwxz", table_id(999))
    investor: str | None = optional("Tzr", text(1, 255))
    address: Address = element("Txdz", Address)
    certificate: ChangedCertificate = element("Zj", ChangedCertificate)
    leader: EntityLeader = element("Fzr", EntityLeader)
    remark: str | None = optional("Bz", text(1, 1024))


@message
class ChangedDomain:
    """A domain (域名信息); without the administration's id it is added."""

    record_id: int = element("IspYmid", id_number)
    administration_id: int | None = optional("Ymid", id_number)
    name: str = element("Ym", text(4, 128))


@message
class ChangedIpRange:
    """IP addresses (IP地址信息); without the administration's id they are added."""

    record_id: int = element("IspIpid", id_number)
    administration_id: int | None = optional("Ipid", id_number)
    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)


@message
class ChangedAccess:
    """An access (接入信息) that is already filed; a new one is added by XZJR."""

    administration_id: int = element("Jrid", id_number)
    server_place_ids: tuple[int, ...] = many("Wzfb/Fbdd", table_id(64), most=64)
    method_ids: tuple[int, ...] = many("Wzjrfs/Jrfs", table_id(64), most=64)
    ip_ranges: tuple[ChangedIpRange, ...] = many("Ip_xx", ChangedIpRange)


@message
class ChangedService:
    """A website (网站信息) as it shall be."""

    administration_id: int = element("Wzid", id_number)
    name: str = element("Wzmc", text(1, 512))
    preapprovals: tuple[Preapproval, ...] = several("Nrlx/Nrlx_xx", Preapproval, most=64)
    content_ids: tuple[int, ...] = many("Fwnr/Fwnr_id", table_id(64), most=64)
    language_ids: tuple[int, ...] = many("Yylb/Yylb_id", table_id(64), most=256)
    domains: tuple[ChangedDomain, ...] = many("Ym_xx", ChangedDomain)
    access: tuple[ChangedAccess, ...] = many("Jr_xx", ChangedAccess)
    leader: ServiceLeader = element("Wz_Fzr", ServiceLeader)
    filing_number: str = element("Baxh", text(1, 128))
    home_url: str | None = optional("Syurl", text(4, 255))
    # the published schema gives this one remark no type; the others' bounds are kept
    remark: str | None = optional("Wz_Bz", text(1, 1024))


@message
class Change:
    """BGBA: an entity and all its services as they shall be (变更备案)."""

    entity: ChangedEntity = element("Zt_xx", ChangedEntity)
    services: tuple[ChangedService, ...] = many("Wz_xx", ChangedService)
    attachments: tuple[Attachment, ...] = several("Fj", Attachment)
    filing_password: str | None = optional("ICPmm", text(1, 32))
