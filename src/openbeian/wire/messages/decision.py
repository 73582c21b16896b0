"""What became of an upload (BAJG): what the machine found, and what the administration decided.

Both may come for one upload, in any order and more than once.
"""

from openbeian.wire.elements import element, many, message, optional
from openbeian.wire.kinds import free_text, id_number, moment, text
from openbeian.wire.messages.meanings import Operation, ReviewOutcome
from openbeian.wire.messages.parts import ResultCode


@message
class UploadResult:
    """BAJG/Jg_xx: the codes for one record of an upload (返回结果信息).

    `subject` names the record: for a first filing the provider's id of the entity, for a service
    the entity's filing number, for an access the service's.
    """

    codes: tuple[ResultCode, ...] = many("Jgxx", ResultCode)
    operation: Operation = element("Czlx", Operation)
    subject: str | None = optional("Bs", text(1, 255))
    remark: str | None = optional("Bz", free_text)


@message
class Review:
    """BAJG/GJSHS/Gjsh: an officer's decision and opinion (管局审核意见).

    `record_id` is the provider's id of the record for what is filed anew.
    """

    reviewer: str | None = optional("Shrxm", text(1, 128))
    reviewer_phone: str | None = optional("Shr_dhhm", text(11, 128))
    reviewed_at: str = element("Shsj", moment)
    opinion: str | None = optional("Shyj", text(1, 1024))
    outcome: ReviewOutcome = element("Shjg", ReviewOutcome)
    operation: Operation | None = optional("Czlx", Operation)
    record_id: int | None = optional("Jlid", id_number)
