"""Lists that the administration keeps, and what the provider did about a row.

Black lists (HMDLB), unlawful access (FFJRHMD), unfiled websites (WBAWZLB, WBACLJG).
"""

from datetime import date
from ipaddress import IPv4Address

from openbeian.wire.elements import element, many, message, optional, several
from openbeian.wire.kinds import (
    counter,
    day,
    free_text,
    id_number,
    ipv4,
    moment,
    table_id,
    text,
)
from openbeian.wire.messages.meanings import ListOperation
from openbeian.wire.messages.parts import ListedCertificate


@message
class ListedEntity:
    """An entity on the black list."""

    name: str = element("Dwmc", text(1, 255))
    nature_id: int | None = optional("Dwxz", table_id(999))
    certificate: ListedCertificate = element("Zj", ListedCertificate)


@message
class EntityListing:
    """HMDLB/Zthmdxxs: a row of the black list of entities (主体黑名单)."""

    entity: ListedEntity | None = optional("Zt_xx", ListedEntity)
    operation: ListOperation = element("Czlx", ListOperation)
    remark: str | None = optional("Bz", free_text)


@message
class ListedDomain:
    """A domain of a website on the black list."""

    name: str = element("Ym", text(4, 128))


@message
class ListedService:
    """A website on the black list."""

    name: str = element("Wzmc", text(1, 512))
    domains: tuple[ListedDomain, ...] = many("Ym_xx", ListedDomain)
    home_url: str | None = optional("Syurl", text(4, 255))


@message
class ServiceListing:
    """HMDLB/Wzhmdxxs: a row of the black list of websites (网站黑名单)."""

    service: ListedService = element("Wz_xx", ListedService)
    operation: ListOperation = element("Czlx", ListOperation)
    remark: str | None = optional("Bz", free_text)


@message
class UnlawfulAccess:
    """FFJRHMD: a website that is connected unlawfully (非法接入)."""

    administration_id: int = element("Id", id_number)
    domain: str = element("Ym", text(4, 128))
    ip_address: IPv4Address = element("Ip", ipv4)
    provider_unit_id: int = element("Zjjrz", id_number)
    province_id: int = element("Szs", id_number)
    detected_at: str = element("Dqjcsj", moment)
    remark: str | None = optional("Bz", free_text)


@message
class UnfiledService:
    """WBAWZLB: a website that was found without a filing (未备案网站)."""

    administration_id: int = element("Id", id_number)
    domain: str = element("Wzym_mc", text(1, 128))
    language_ids: tuple[int, ...] = several("Yylb/Yylb_id", table_id(64), most=256)
    ip_address: IPv4Address = element("IP", ipv4)
    detected_at: str | None = optional("Dqjcsj", moment)
    detections: int | None = optional("Jccs", counter)
    province_id: int | None = optional("Sssh", id_number)
    first_detected_at: str | None = optional("Scjcsj", moment)
    provider_unit_id: int | None = optional("Jrs", id_number)
    operator_unit_id: int = element("Yys", id_number)
    remark: str | None = optional("Bz", free_text)


@message
class UnfiledHandling:
    """WBACLJG: what the provider did about a website without a filing (未备案处理结果)."""

    domain: str = element("Ym", text(4, 128))
    ip_address: IPv4Address = element("IP", ipv4)
    operator_unit_id: int = element("Yys", id_number)
    provider_unit_id: int = element("Jrs", id_number)
    province_id: int = element("Shengid", id_number)
    result_id: int = element("Cljg", table_id(999))
    opinion: str = element("Clyj", text(1, 255))
    entered_on: date = element("Rbsj", day)
    handle_by: date = element("Clsx", day)
    reporter: str | None = optional("Sbrxm", text(1, 128))
    reporter_phone: str | None = optional("Sbrdh", text(11, 128))
    reporter_email: str | None = optional("Sbrdzyj", text(6, 128))
