"""Parts that several messages of the interface share."""

from openbeian.wire.elements import element, many, message, one_of, optional
from openbeian.wire.kinds import division, id_number, octets, table_id, text
from openbeian.wire.messages.meanings import AttachmentOwner


@message
class FiledAddress:
    """A postal address (通信地址) as the administration gives it: the city may be absent."""

    province: int = element("Shengid", division)
    city: int | None = optional("Shiid", division)
    district: int | None = optional("Xianid", division)
    detail: str | None = optional("Xxdz", text(1, 1024))


@message
class Address(FiledAddress):
    """A postal address (通信地址) as the provider uploads it."""

    city: int = element("Shiid", division)


@message
class ListedCertificate:
    """A certificate (证件) named by its type and number only."""

    type_id: int = element("Zjlx", table_id(999))
    number: str = element("Zjhm", text(1, 255))


@message
class Certificate(ListedCertificate):
    """A certificate (证件) with the address that it shows (证件住所)."""

    address: str = element("Zjzs", text(1, 1024))


@message
class PartialLeader:
    """A person in charge (负责人) of whom anything may be missing; several numbers take `;`."""

    name: str | None = optional("Fzr_xm", text(1, 128))
    office_phone: str | None = optional("Fzr_dhhm", text(11, 128))
    mobile: str | None = optional("Fzr_sjhm", text(11, 128))
    email: str | None = optional("Fzr_dzyj", text(6, 128))
    msn: str | None = optional("Msn", text(6, 128))
    qq: str | None = optional("Qq", text(5, 128))
    certificate_type: int | None = optional("Fzr_zjlx", table_id(999))
    certificate_number: str | None = optional("Fzr_zjhm", text(1, 128))


@message
class EntityLeader(PartialLeader):
    """The person in charge of the entity (主体负责人) as uploaded; a unit names them."""

    mobile: str = element("Fzr_sjhm", text(11, 128))
    email: str = element("Fzr_dzyj", text(6, 128))


@message
class ServiceLeader(EntityLeader):
    """The person in charge of a service (网站负责人) as uploaded."""

    name: str = element("Fzr_xm", text(1, 128))


@message
class Preapproval:
    """An approval (前置或专项审批) with scans (JPG, at most 100 K each) of its documents."""

    type_id: int = element("Nrlx_id", table_id(64))
    number: str = element("Qzsph", text(1, 512))
    scans: tuple[bytes, ...] = many("Spwj", octets, most=10)


@message
class RecordById:
    """A record named by its id."""

    id: int = element("Jlid", id_number)


@message
class RecordByNumber:
    """A record named by its filing number (备案号)."""

    number: str = element("Baxh", text(1, 128))


@message
class AttachmentSubject:
    """What an attachment belongs to (附件所属对象): an entity or a service, by id or by number."""

    kind: AttachmentOwner = element("Ssdxlx", AttachmentOwner)
    record: RecordById | RecordByNumber = element("Ssdxbs", one_of(RecordById, RecordByNumber))


@message
class AttachedFile:
    """One file (附件): its format and purpose by the administration's code tables."""

    format_id: int = element("Fjwjgs", table_id())
    purpose_id: int = element("Fjyt", table_id())
    content: bytes = element("Fjnr", octets)
    subject: AttachmentSubject = element("Fjssdx", AttachmentSubject)
    remark: str | None = optional("Bz", text(1, 256))


@message
class Attachment:
    """A file as it stands beside the facts."""

    file: AttachedFile = element("Fjxx", AttachedFile)


@message
class ResultCode:
    """What a check found (Jgdm): a code of `openbeian.wire.results`, perhaps with words."""

    code: int = element("Jgdm", table_id())
    description: str | None = optional("Dmms", text(1, 255))
