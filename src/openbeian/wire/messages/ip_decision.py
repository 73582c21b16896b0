"""What became of an upload of IP addresses (BAJG), and what audits found about them (HCJG)."""

from ipaddress import IPv4Address

from openbeian.wire.elements import element, many, message, optional, several
from openbeian.wire.kinds import free_text, id_number, ipv4, table_id, text
from openbeian.wire.messages.meanings import IpAudit, IpOperation


@message
class RelatedRange:
    """A range that a result is about (错误相关数据)."""

    administration_id: int | None = optional("Id", id_number)
    record_id: int | None = optional("IspId", id_number)
    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)
    remark: str | None = optional("Bz", free_text)


@message
class IpResultCode:
    """What a check found: a code, its words and the ranges in question."""

    code: int = element("Jgdm", table_id())
    description: str = element("Dmms", text(1, 255))
    related: tuple[RelatedRange, ...] = several("Xgsj", RelatedRange)


@message
class IpResult:
    """The codes for one record of an upload; a record that failed has no administration's id."""

    codes: tuple[IpResultCode, ...] = many("Jgxx", IpResultCode)
    administration_id: int | None = optional("Id", id_number)
    operation: IpOperation = element("Czlx", IpOperation)
    record_id: int | None = optional("IspId", id_number)
    remark: str | None = optional("Bz", free_text)


@message
class SourceResult(IpResult):
    """BAJG/Lyjg: what became of a source (来源信息备案结果)."""


@message
class AllocationResult(IpResult):
    """BAJG/Fpjg: what became of an allocation (分配信息备案结果)."""


@message
class BroadcastResult(IpResult):
    """BAJG/Gbjs: what became of a broadcast (广播信息备案结果)."""


@message
class OwnRangeResult(IpResult):
    """BAJG/Zdip: what became of an own range (自带IP信息备案结果)."""


@message
class RangeExceeded:
    """A filed range that reaches beyond where it may (IP越界)."""

    administration_id: int | None = optional("Yjjlid", id_number)
    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)
    kind: IpAudit | None = optional("Yjlx", IpAudit)
    exceeded_first: IPv4Address | None = optional("Yjqsip", ipv4)
    exceeded_last: IPv4Address | None = optional("Yjzzip", ipv4)
    remark: str | None = optional("Bz", free_text)


@message
class RangeConflict:
    """A filed range that overlaps with another unit's (记录冲突)."""

    administration_id: int | None = optional("Ctjlid", id_number)
    first: IPv4Address = element("Qsip1", ipv4)
    last: IPv4Address = element("Zzip1", ipv4)
    other_unit_id: int = element("Ctbbdwid", id_number)
    other_first: IPv4Address = element("Qsip2", ipv4)
    other_last: IPv4Address = element("Zzip2", ipv4)
    kind: IpAudit | None = optional("Ctlx", IpAudit)
    remark: str | None = optional("Bz", free_text)


@message
class RangeUnreported:
    """A range that should have been filed (IP未报)."""

    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)
    source_unit_id: int | None = optional("Fpdw", id_number)
    kind: IpAudit | None = optional("Wblx", IpAudit)
    remark: str | None = optional("Bz", free_text)


@message
class IpAuditFindings:
    """HCJG: the findings of one audit of IP addresses (核查结果)."""

    exceeded: tuple[RangeExceeded, ...] = several("Yj", RangeExceeded)
    conflicts: tuple[RangeConflict, ...] = several("Ct", RangeConflict)
    unreported: tuple[RangeUnreported, ...] = several("Wb", RangeUnreported)
