"""What is cancelled: by the provider (ZXBA), and by the administration (ZXSJ)."""

from openbeian.wire.elements import element, message, optional
from openbeian.wire.kinds import free_text, id_number, table_id, text
from openbeian.wire.messages.meanings import CancellationKind


@message
class Cancellation:
    """ZXBA: cancel an entity, a service or this provider's access (注销备案).

    `administration_id` is the id of what `kind` names; an entity needs the filing password.
    """

    kind: CancellationKind = element("Zxlb", CancellationKind)
    administration_id: int = element("Jlid", id_number)
    reason_id: int = element("Zxly", table_id(999))
    reason_remark: str | None = optional("Zxlybz", text(1, 1000))
    filing_password: str | None = optional("ICPmm", text(1, 32))


@message
class Cancelled:
    """ZXSJ: what the administration has cancelled (注销数据)."""

    kind: CancellationKind = element("Zxlb", CancellationKind)
    administration_id: int = element("Jlid", id_number)
    remark: str | None = optional("Bz", free_text)
