"""What the provider files for a customer: a first filing (XZBA), services (XZWZ), access (XZJR).

`record_id` is always the provider's own id of a record, which comes back in every answer; the
administration's id is named as such.
"""

from ipaddress import IPv4Address

from openbeian.wire.elements import element, many, message, one_of, optional, several
from openbeian.wire.kinds import id_number, ipv4, octets, table_id, text
from openbeian.wire.messages.meanings import AttachmentOwner, ReportedBy
from openbeian.wire.messages.parts import (
    Address,
    Attachment,
    Certificate,
    EntityLeader,
    Preapproval,
    ServiceLeader,
)


@message
class NewEntity:
    """The entity (主体信息) of a first filing."""

    record_id: int = element("IspZtid", id_number)
    name: str = element("Dwmc", text(1, 255))
    nature_id: int | None = optional("Dwxz", table_id(999))
    investor: str | None = optional("Tzr", text(1, 255))
    address: Address = element("Txdz", Address)
    certificate: Certificate = element("Zj", Certificate)
    leader: EntityLeader = element("Fzr", EntityLeader)
    reported_by: ReportedBy = element("Bbfs", ReportedBy)
    remark: str | None = optional("Bz", text(1, 1024))


@message
class NewDomain:
    """A domain (域名信息) of a new service."""

    record_id: int = element("IspYmid", id_number)
    name: str = element("Ym", text(4, 128))


@message
class NewIpRange:
    """IP addresses (IP地址信息) from `first` to `last`."""

    record_id: int = element("IspIpid", id_number)
    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)


@message
class NewAccess:
    """How and where a new service is connected (接入信息)."""

    record_id: int = element("IspJrid", id_number)
    server_place_ids: tuple[int, ...] = many("Wzfb/Fbdd", table_id(64), most=64)
    method_ids: tuple[int, ...] = many("Wzjrfs/Jrfs", table_id(64), most=64)
    ip_ranges: tuple[NewIpRange, ...] = many("Ip_xx", NewIpRange)


@message
class NewService:
    """A website (网站信息) of a first filing."""

    record_id: int = element("IspWzid", id_number)
    name: str = element("Wzmc", text(1, 512))
    preapprovals: tuple[Preapproval, ...] = several("Nrlx/Nrlx_xx", Preapproval, most=64)
    content_ids: tuple[int, ...] = many("Fwnr/Fwnr_id", table_id(64), most=64)
    language_ids: tuple[int, ...] = many("Yylb/Yylb_id", table_id(64), most=256)
    domains: tuple[NewDomain, ...] = many("Ym_xx", NewDomain)
    access: tuple[NewAccess, ...] = many("Jr_xx", NewAccess)
    leader: ServiceLeader = element("Wz_Fzr", ServiceLeader)
    home_url: str | None = optional("Syurl", text(4, 255))
    remark: str | None = optional("Wz_Bz", text(1, 1024))


@message
class AdditionalService(NewService):
    """A website that is added to a filed entity; its home page may be longer."""

    home_url: str | None = optional("Syurl", text(4, 512))


@message
class NewAttachmentSubject:
    """What an attachment of a first filing belongs to, by the provider's own id."""

    kind: AttachmentOwner = element("Ssdxlx", AttachmentOwner)
    record_id: int = element("Ssdxbs", id_number)


@message
class NewAttachedFile:
    """One file of a first filing: its format and purpose by the administration's code tables."""

    format_id: int = element("Fjwjgs", table_id())
    purpose_id: int = element("Fjyt", table_id())
    content: bytes = element("Fjnr", octets)
    subject: NewAttachmentSubject = element("Fjssdx", NewAttachmentSubject)
    remark: str | None = optional("Bz", text(1, 256))


@message
class NewAttachment:
    """A file as it stands beside the facts of a first filing."""

    file: NewAttachedFile = element("Fjxx", NewAttachedFile)


@message
class FirstFiling:
    """XZBA: an entity and its first services (新增备案)."""

    entity: NewEntity = element("Zt_xx", NewEntity)
    services: tuple[NewService, ...] = many("Wz_xx", NewService)
    attachments: tuple[NewAttachment, ...] = several("Fj", NewAttachment)


@message
class EntityByNumber:
    """A filed entity, by its filing number (主体备案号)."""

    number: str = element("Ztbah", text(1, 128))


@message
class EntityById:
    """A filed entity, by the administration's id."""

    administration_id: int = element("Ztid", id_number)


@message
class AddedServices:
    """XZWZ: services added to a filed entity (新增网站); the password is an MD5 in hex."""

    entity: EntityByNumber | EntityById = element("Zt_xx", one_of(EntityByNumber, EntityById))
    services: tuple[AdditionalService, ...] = many("Wz_xx", AdditionalService)
    attachments: tuple[Attachment, ...] = several("Fj", Attachment)
    filing_password: str | None = optional("ICPmm", text(1, 32))


@message
class ServiceByNumber:
    """A filed service, by its filing number (网站备案号)."""

    number: str = element("Wzbah", text(1, 128))


@message
class ServiceById:
    """A filed service, by the administration's id."""

    administration_id: int = element("Wzid", id_number)


@message
class AddedAccess:
    """XZJR: this provider's access added to a filed service (新增接入), with the password."""

    service: ServiceByNumber | ServiceById = element("Wz_xx", one_of(ServiceByNumber, ServiceById))
    record_id: int = element("IspJrid", id_number)
    server_place_ids: tuple[int, ...] = many("Wzfb/Fbdd", table_id(64), most=64)
    method_ids: tuple[int, ...] = many("Wzjrfs/Jrfs", table_id(64), most=64)
    ip_ranges: tuple[NewIpRange, ...] = many("Ip_xx", NewIpRange)
    attachments: tuple[Attachment, ...] = several("Fj", Attachment)
    filing_password: str = element("ICPmm", text(1, 32))
