"""What audits of the administration found (HCJG), and what it asks to be mended (XGTZ)."""

from ipaddress import IPv4Address

from openbeian.wire.elements import element, message, optional, several
from openbeian.wire.kinds import free_text, id_number, ipv4_or_zero, moment, table_id, text
from openbeian.wire.messages.meanings import AccessAudit, NoticeKind, ServiceAudit


@message
class EntityFinding:
    """An entity whose facts are wrong (主体核查)."""

    administration_id: int = element("Ztid", id_number)
    name: str = element("Dwmc", text(1, 255))
    certificate_type: int = element("Zjlx", table_id(999))
    certificate_number: str = element("Zjhm", text(1, 255))
    reason: str | None = optional("Cwyy", text(1, 512))
    remark: str | None = optional("Bz", free_text)


@message
class AccessFinding:
    """An access that was reported but not found, or found but not reported (接入核查)."""

    service_id: int = element("Wzid", id_number)
    service_number: str = element("Wz_Baxh", text(5, 255))
    domain: str | None = optional("Ym", text(4, 255))
    resolved_to: IPv4Address | None = optional("Jxip", ipv4_or_zero)
    provider_unit_id: int | None = optional("Bbisp", id_number)
    finding: AccessAudit = element("Hcjg", AccessAudit)
    audited_at: str = element("Hcsj", moment)
    access_id: int | None = optional("Jrid", id_number)
    remark: str | None = optional("Bz", free_text)


@message
class EmptyServiceFinding:
    """Whether a filed website answers (空壳网站核查)."""

    service_id: int = element("Wzid", id_number)
    service_number: str = element("Wz_Baxh", text(5, 255))
    finding: ServiceAudit = element("Hcjg", ServiceAudit)
    audited_at: str = element("Hcsj", moment)
    home_url: str | None = optional("Syurl", text(7, 255))
    remark: str | None = optional("Bz", free_text)


@message
class AliveServiceFinding:
    """A website that was seen (网站存活检测)."""

    service_id: int = element("Wzid", id_number)
    service_number: str = element("Wz_Baxh", text(5, 255))
    home_url: str | None = optional("Syurl", text(4, 255))
    audited_at: str = element("Hcsj", moment)
    remark: str | None = optional("Bz", free_text)


@message
class Audit:
    """HCJG: the findings of one audit (核查结果)."""

    entities: tuple[EntityFinding, ...] = several("Zthc", EntityFinding)
    access: tuple[AccessFinding, ...] = several("Jrhc", AccessFinding)
    empty_services: tuple[EmptyServiceFinding, ...] = several("Kkwzhc", EmptyServiceFinding)
    alive_services: tuple[AliveServiceFinding, ...] = several("Wzch", AliveServiceFinding)


@message
class RectificationNotice:
    """XGTZ: an entity or a service whose filed facts are to be mended (相关通知)."""

    kind: NoticeKind = element("Tzlb", NoticeKind)
    filing_number: str | None = optional("Baxh", text(1, 128))
    administration_id: int | None = optional("Jlid", id_number)
    content: str = element("Tznr", text(1, 255))
    remark: str | None = optional("Bz", free_text)
