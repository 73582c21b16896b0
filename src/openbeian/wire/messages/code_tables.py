"""The administration's code tables (JCDM): reporting units, and the rows that ids refer to.

Every row is marked valid or not (Sfyx); a row that no longer holds is sent, not left out.
"""

from openbeian.wire.elements import element, message, optional, several
from openbeian.wire.kinds import Whole, division, id_number, table_id, text, truth
from openbeian.wire.messages.meanings import PurposeOwner


@message
class ReportingUnit:
    """A unit that reports (报备单位), such as a provider."""

    id: int = element("Id", id_number)
    name: str = element("Dwmc", text(1, 255))
    class_id: int | None = optional("Dwfl", table_id(999))
    industry_id: int | None = optional("Dwhyfl", table_id(999))
    licence_number: str | None = optional("Jyxkzbh", text(1, 128))
    province: int | None = optional("Shengid", division)
    city: int | None = optional("Shiid", division)
    district: int | None = optional("Xianid", division)
    address: str | None = optional("Xxdz", text(1, 1024))
    valid: bool = element("Sfyx", truth)
    remark: str | None = optional("Bz", text(0, 128))


@message
class Row:
    """What every row of a code table has."""

    id: int = element("Id", id_number)
    remark: str | None = optional("Bz", text(1, 128))
    valid: bool = element("Sfyx", truth)


@message
class NamedRow(Row):
    """A row with a name."""

    name: str = element("Mc", text(1, 64))


@message
class Division(Row):
    """A province, city or district (区域)."""

    name: str = element("Mc", text(1, 32))
    level: int | None = optional("Lx", Whole(1, 3))


@message
class FeedbackClass(Row):
    """A class of feedback (意见反馈分类), with a class above it."""

    name: str = element("Fl1", text(1, 128))
    subclass: str = element("Fl2", text(1, 128))


@message
class Administration(NamedRow):
    """A provincial administration (管局)."""

    bit_id: int = element("Ysid", id_number)
    code: str = element("Bm", text(1, 10))
    province: int | None = optional("Shengid", division)
    province_character: str | None = optional("Shengjc", text(1, 128))
    leader_email: str | None = optional("Dzyj", text(6, 255))
    leader_mobile: str | None = optional("Sjhm", text(11, 128))


@message
class IndustryClass(NamedRow):
    """A class of industry (行业分类)."""

    code: str = element("Bm", text(1, 10))


@message
class CertificateType(NamedRow):
    """A type of certificate (证件类型) and the class of unit that bears it."""

    unit_class_id: int = element("Dwflid", id_number)


@message
class BitRow(Row):
    """A row that entry pages name by the bit `bit_id` (运算代码)."""

    bit_id: int = element("Ysid", id_number)
    name: str = element("Mc", text(1, 32))


@message
class ContentType(BitRow):
    """A type of content (网站经营内容类型), some with approval first (前置审批)."""

    needs_approval: bool = element("Sfqzsp", truth)


@message
class CancellationReason(Row):
    """A reason of cancellation (注销理由)."""

    name: str = element("Nr", text(1, 128))


@message
class UnfiledState:
    """A state of handling an unfiled domain (未备案独立域名处理); it has no mark of validity."""

    id: int = element("Id", id_number)
    name: str = element("Ztmc", text(1, 128))
    remark: str | None = optional("Bz", text(1, 128))


@message
class AttachmentPurpose(NamedRow):
    """A purpose of an attachment (附件用途类型).

    The published schema refuses the 0 that its own note gives to an entity; we take it.
    """

    owner: PurposeOwner = element("Ssdxlx", PurposeOwner)


@message
class Tables:
    """The code tables (基础代码); one that is not sent is empty."""

    unit_classes: tuple[NamedRow, ...] = several("Dwfl_dms/Dwfl_xx", NamedRow)
    natures: tuple[NamedRow, ...] = several("Dwxz_dms/Dwxz_xx", NamedRow)
    divisions: tuple[Division, ...] = several("Qy_dms/Qy_xx", Division)
    feedback_classes: tuple[FeedbackClass, ...] = several("Yjfk_Wtfls/Yjfk_Wtfl_xx", FeedbackClass)
    administrations: tuple[Administration, ...] = several("Gj_dms/Gj_dm_xx", Administration)
    industries: tuple[IndustryClass, ...] = several("Hyfl_dms/Hyfl_xx", IndustryClass)
    administrative_levels: tuple[NamedRow, ...] = several("Xzjb_dms/Xzjb_xx", NamedRow)
    certificate_types: tuple[CertificateType, ...] = several("Zjlx_dms/Zjlx_xx", CertificateType)
    content_types: tuple[ContentType, ...] = several("Wzjylx_dms/Wzjylx_xx", ContentType)
    service_contents: tuple[BitRow, ...] = several("Wzfwlx_dms/Wzfwlx_xx", BitRow)
    access_methods: tuple[BitRow, ...] = several("Wzjrfs_dms/Wzjrfs_xx", BitRow)
    cancellation_reasons: tuple[CancellationReason, ...] = several(
        "Zxly_dms/Zxly_xx", CancellationReason
    )
    unfiled_states: tuple[UnfiledState, ...] = several("Wbacl_dms/Wbacl_xx", UnfiledState)
    verification_opinions: tuple[NamedRow, ...] = several("Hsyj_dms/Hsyj", NamedRow)
    domain_types: tuple[NamedRow, ...] = several("Ymlx_dms/Ymlx", NamedRow)
    attachment_formats: tuple[NamedRow, ...] = several("Fjwjgs_dms/Fjwjgs", NamedRow)
    attachment_purposes: tuple[AttachmentPurpose, ...] = several(
        "Fjytlx_dms/Fjzjlx", AttachmentPurpose
    )
    languages: tuple[NamedRow, ...] = several("Yylb_dms/Yylb", NamedRow)


@message
class CodeTables:
    """JCDM: reporting units and code tables (系统基础代码数据)."""

    units: tuple[ReportingUnit, ...] = several("Bbdwlb/Bbdw", ReportingUnit)
    tables: Tables | None = optional("Jcdm_xx", Tables)
