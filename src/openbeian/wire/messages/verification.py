"""Verification of what is on file: the task (HSRW), its result (HSJG), and papers alone (XZHYD)."""

from datetime import date
from ipaddress import IPv4Address

from openbeian.wire.elements import element, many, message, optional, several
from openbeian.wire.kinds import day, free_text, id_number, ipv4, moment, table_id, text
from openbeian.wire.messages.meanings import ReportedBy, VerificationOutcome
from openbeian.wire.messages.parts import (
    Address,
    AttachedFile,
    Certificate,
    FiledAddress,
    PartialLeader,
    Preapproval,
)


@message
class VerificationPaper(AttachedFile):
    """XZHYD: one paper handed in alone (真实性核验材料电子件)."""


@message
class TaskDomain:
    """A domain (域名信息) to verify or verified."""

    administration_id: int = element("Ymid", id_number)
    name: str = element("Ym", text(4, 128))


@message
class TaskIpRange:
    """IP addresses (IP地址信息) to verify or verified."""

    administration_id: int = element("Ipid", id_number)
    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)


@message
class TaskAccess:
    """An access (接入信息) to verify.

    `reporter_id` is a user's id where the entity reports itself, else the provider's unit id.
    """

    administration_id: int = element("Jrid", id_number)
    server_place_ids: tuple[int, ...] = many("Wzfb/Fbdd", table_id(64), most=64)
    method_ids: tuple[int, ...] = many("Wzjrfs/Jrfs", table_id(64), most=64)
    ip_ranges: tuple[TaskIpRange, ...] = many("Ip_xx", TaskIpRange)
    reporter_id: int = element("Bbyhid", id_number)
    reported_by: ReportedBy = element("Bbyhlx", ReportedBy)


@message
class TaskEntityLeader(PartialLeader):
    """The person in charge of the entity to verify."""

    email: str = element("Fzr_dzyj", text(6, 128))


@message
class TaskServiceLeader(PartialLeader):
    """The person in charge of the service to verify."""

    name: str = element("Fzr_xm", text(1, 128))


@message
class TaskEntity:
    """The entity (主办者信息) to verify."""

    administration_id: int = element("Ztid", id_number)
    name: str = element("Dwmc", text(1, 255))
    nature_id: int | None = optional("Dwxz", table_id(999))
    address: FiledAddress = element("Txdz", FiledAddress)
    certificate: Certificate = element("Zj", Certificate)
    leader: TaskEntityLeader = element("Fzr", TaskEntityLeader)
    investor: str | None = optional("Tzr", text(1, 255))
    reported_by: ReportedBy = element("Bbyhlx", ReportedBy)
    first_reported_at: str = element("Scbbsj", moment)
    last_changed_at: str | None = optional("Zjxgsj", moment)
    remark: str | None = optional("Bz", text(1, 1024))


@message
class TaskService:
    """A website (网站信息) to verify."""

    administration_id: int = element("Wzid", id_number)
    name: str = element("Wzmc", text(1, 512))
    preapprovals: tuple[Preapproval, ...] = several("Nrlx/Nrlx_xx", Preapproval, most=64)
    content_ids: tuple[int, ...] = several("Fwnr/Fwnr_id", table_id(64), most=64)
    language_ids: tuple[int, ...] = several("Yylb/Yylb_id", table_id(64), most=256)
    domains: tuple[TaskDomain, ...] = many("Ym_xx", TaskDomain)
    access: tuple[TaskAccess, ...] = many("Jr_xx", TaskAccess)
    leader: TaskServiceLeader = element("Wz_Fzr", TaskServiceLeader)
    home_url: str | None = optional("Syurl", text(4, 255))
    remark: str | None = optional("Wz_Bz", text(1, 1024))
    first_reported_at: str | None = optional("Scbbsj", moment)
    last_changed_at: str | None = optional("Zjxgsj", moment)


@message
class VerificationTask:
    """HSRW: a filing that the provider shall verify (核实任务)."""

    entity: TaskEntity = element("Zt_xx", TaskEntity)
    services: tuple[TaskService, ...] = many("Wz_xx", TaskService)
    remark: str | None = optional("Bz", free_text)


@message
class VerifiedEntityLeader(PartialLeader):
    """The person in charge of the entity as verified; the mobile number has a tag of its own."""

    mobile: str = element("sjhm", text(11, 128))
    email: str = element("Fzr_dzyj", text(6, 128))


@message
class VerifiedServiceLeader(PartialLeader):
    """The person in charge of a service as verified; the mobile number has a tag of its own."""

    name: str = element("Fzr_xm", text(1, 128))
    mobile: str | None = optional("sjhm", text(11, 128))
    email: str = element("Fzr_dzyj", text(6, 128))


@message
class VerifiedEntity:
    """The entity (主办者信息) as verified."""

    administration_id: int = element("Ztid", id_number)
    name: str = element("Dwmc", text(1, 255))
    nature_id: int | None = optional("Dwxz", table_id(999))
    address: Address = element("Txdz", Address)
    investor: str | None = optional("Tzr", text(1, 255))
    certificate: Certificate = element("Zj", Certificate)
    leader: VerifiedEntityLeader = element("Fzr", VerifiedEntityLeader)
    remark: str | None = optional("Bz", text(1, 1024))


@message
class VerifiedAccess:
    """An access (接入信息) as verified."""

    administration_id: int = element("Jrid", id_number)
    server_place_ids: tuple[int, ...] = many("Wzfb/Fbdd", table_id(64), most=64)
    method_ids: tuple[int, ...] = many("Wzjrfs/Jrfs", table_id(64), most=64)
    ip_ranges: tuple[TaskIpRange, ...] = many("Ip_xx", TaskIpRange)
    reported_by: ReportedBy = element("Bbfs", ReportedBy)


@message
class VerifiedService:
    """A website (网站信息) as verified."""

    administration_id: int = element("Wzid", id_number)
    name: str = element("Wzmc", text(1, 512))
    preapprovals: tuple[Preapproval, ...] = several("Nrlx/Nrlx_xx", Preapproval, most=64)
    content_ids: tuple[int, ...] = many("Fwnr/Fwnr_id", table_id(64), most=64)
    domains: tuple[TaskDomain, ...] = many("Ym_xx", TaskDomain)
    access: tuple[VerifiedAccess, ...] = many("Jr_xx", VerifiedAccess)
    leader: VerifiedServiceLeader = element("Wz_Fzr", VerifiedServiceLeader)
    home_url: str | None = optional("Syurl", text(4, 255))
    remark: str | None = optional("Wz_Bz", text(1, 1024))


@message
class VerifiedFiling:
    """An entity and its services as verified."""

    entity: VerifiedEntity = element("Zt_xx", VerifiedEntity)
    services: tuple[VerifiedService, ...] = many("Wz_xx", VerifiedService)


@message
class VerificationResult:
    """HSJG: what the provider found in a filing (核实结果)."""

    outcome: VerificationOutcome = element("Hsjg", VerificationOutcome)
    verifier: str = element("Hsrxm", text(1, 128))
    verified_on: date = element("Hssj", day)
    unit_id: int = element("Bbdw", id_number)
    opinion: str = element("Hsyj", text(1, 1024))
    errors: str | None = optional("Cwxx", text(1, 4000))
    filing: VerifiedFiling = element("Baxx", VerifiedFiling)
