"""What the provider files about its IPv4 addresses: added (XZBA), changed (XGBA), deleted (SCBA).

Four sorts of records: a source (来源) says from whom a range came, an allocation (分配使用) to whom
it went, a broadcast (广播) who announces it, and an own range (自带) what a customer brought along.
"""

from datetime import date
from ipaddress import IPv4Address

from openbeian.wire.elements import element, message, one_of, optional
from openbeian.wire.kinds import (
    day,
    division,
    id_number,
    ipv4,
    ipv4_or_zero,
    table_id,
    text,
    truth,
)
from openbeian.wire.messages.meanings import Allocation, SourceUnitKind, UseMode


@message
class SourceRange:
    """A range of addresses and the reporting unit that it came from."""

    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)
    source_unit_id: int = element("Lydw", id_number)


@message
class NewSource(SourceRange):
    """XZBA/Xzly: a source that is added (新增IP来源)."""

    record_id: int = element("IspId", id_number)
    remark: str | None = optional("Bz", text(1, 512))


@message
class ChangedSource(SourceRange):
    """XGBA/Xgly: a source as it shall be (修改来源)."""

    administration_id: int = element("Id", id_number)
    remark: str | None = optional("Bz", text(1, 1024))


@message
class AllocatedRange:
    """A range of addresses and what became of it.

    Addresses that are allocated and used need mode, day, user, natures and place as well.
    """

    first: IPv4Address = element("Qsip", ipv4_or_zero)
    last: IPv4Address = element("Zzip", ipv4_or_zero)
    allocation: Allocation = element("Fpfs", Allocation)
    allocated_to_unit: int | None = optional("Fpdx", id_number)
    use_mode: UseMode | None = optional("Syfs", UseMode)
    allocated_on: date | None = optional("Fprq", day)
    for_domain_redirects: bool | None = optional("Sfymtz", truth)
    user_name: str | None = optional("Dwmc", text(1, 255))
    user_nature_id: int | None = optional("Dwxz", table_id(999))
    user_class_id: int | None = optional("Dwfl", table_id(999))
    user_industry_id: int | None = optional("Dwhyfl", table_id(999))
    province: int | None = optional("Shengid", division)
    city: int | None = optional("Shiid", division)
    district: int | None = optional("Xianid", division)
    address: str | None = optional("Xxdz", text(1, 512))
    contact_name: str | None = optional("Lxrxm", text(1, 20))
    contact_phone: str | None = optional("Lxrdh", text(11, 255))
    contact_email: str | None = optional("Lxrdzyj", text(6, 255))
    gateway: IPv4Address | None = optional("Wgip", ipv4)
    gateway_address: str | None = optional("Wgdz", text(1, 512))
    remark: str | None = optional("Bz", text(1, 1024))


@message
class NewAllocation(AllocatedRange):
    """XZBA/Xzfp: an allocation that is added (新增IP分配信息)."""

    record_id: int = element("IspId", id_number)


@message
class ChangedAllocation(AllocatedRange):
    """XGBA/Xgfp: an allocation as it shall be (修改分配信息)."""

    administration_id: int = element("Id", id_number)
    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)


@message
class BroadcastRange:
    """A range of addresses, the carrier that announces it and the unit that asked for it."""

    broadcasting_unit_id: int = element("Gbdw", id_number)
    requesting_unit_id: int = element("Sqdw", id_number)
    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)
    remark: str | None = optional("Bz", text(1, 1024))


@message
class NewBroadcast(BroadcastRange):
    """XZBA/Xzgbjs: a broadcast that is added (广播信息)."""

    record_id: int = element("IspId", id_number)


@message
class ChangedBroadcast(BroadcastRange):
    """XGBA/Xggbjs: a broadcast as it shall be (修改广播信息)."""

    administration_id: int = element("Id", id_number)


@message
class SourceByName:
    """The unit an own range came from, by name: one that does not report."""

    name: str = element("Ly_dwmc", text(1, 255))


@message
class SourceById:
    """The unit an own range came from, by id: a reporting unit."""

    unit_id: int = element("Ly_dwid", id_number)


@message
class OwnRange:
    """A range of addresses that a customer brought along."""

    for_domain_redirects: bool = element("Sfymtz", truth)
    use_mode: UseMode = element("Syfs", UseMode)
    allocated_on: date = element("Fprq", day)
    user_name: str = element("Dwmc", text(1, 255))
    user_nature_id: int = element("Dwxz", table_id(999))
    province: int = element("Shengid", division)
    city: int = element("Shiid", division)
    district: int | None = optional("Xianid", division)
    address: str = element("Xxdz", text(1, 512))
    contact_phone: str = element("Lxrdh", text(11, 255))
    contact_email: str = element("Lxrdzyj", text(6, 255))
    remark: str | None = optional("Bz", text(1, 1024))
    source_kind: SourceUnitKind = element("Ly_dwlx", SourceUnitKind)
    source: SourceByName | SourceById = element("Lydw", one_of(SourceByName, SourceById))


@message
class NewOwnRange(OwnRange):
    """XZBA/Zdip: an own range that is added (自带IP信息)."""

    record_id: int = element("IspId", id_number)
    first: IPv4Address = element("Qsip", ipv4)
    last: IPv4Address = element("Zzip", ipv4)
    contact_name: str = element("Lxrxm", text(1, 20))
    gateway: IPv4Address = element("Wgip", ipv4)
    gateway_address: str = element("Wgdz", text(1, 512))


@message
class ChangedOwnRange(OwnRange):
    """XGBA/XgZd: an own range as it shall be (修改自带IP信息)."""

    administration_id: int = element("Id", id_number)
    first: IPv4Address = element("Qsip", ipv4_or_zero)
    last: IPv4Address = element("Zzip", ipv4_or_zero)
    contact_name: str = element("Lxrxm", text(2, 20))
    gateway: IPv4Address | None = optional("Wgip", ipv4)
    gateway_address: str | None = optional("Wgdz", text(1, 512))


@message
class DeletedRecord:
    """A record that is deleted, by the administration's id."""

    administration_id: int = element("Id", id_number)


@message
class DeletedSource(DeletedRecord):
    """SCBA/Scly: delete a source (删除来源)."""


@message
class DeletedAllocation(DeletedRecord):
    """SCBA/Scfp: delete an allocation (删除分配信息)."""


@message
class DeletedOwnRange(DeletedRecord):
    """SCBA/Sczd: delete an own range (删除自带IP信息)."""


@message
class DeletedBroadcast(DeletedRecord):
    """SCBA/Scgbjs: delete a broadcast (删除广播信息)."""
