"""Answers a file that the guard refuses: it is taken, and the answer comes by download."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from openbeian.sandbox.checks.findings import Finding, sendable
from openbeian.sandbox.models import UploadedFile
from openbeian.sandbox.services.answers import post
from openbeian.text import Text
from openbeian.wire.errors import MessageRefused, NotSpoken, OutsideGbk, WrongVersion
from openbeian.wire.messages.decision import UploadResult
from openbeian.wire.messages.ip_decision import IpResultCode, SourceResult
from openbeian.wire.messages.meanings import IpOperation, Operation
from openbeian.wire.messages.parts import ResultCode

_OPERATIONS = {
    "ICP/XZBA": Operation.FIRST_FILING,
    "ICP/XZWZ": Operation.ADD_SERVICE,
    "ICP/XZJR": Operation.ADD_ACCESS,
    "ICP/BGBA": Operation.CHANGE,
}
_IP_OPERATIONS = {
    "IP/XZBA": IpOperation.ADD,
    "IP/XGBA": IpOperation.CHANGE,
    "IP/SCBA": IpOperation.DELETE,
}


class OtherUnit(MessageRefused):
    """A file that names another reporting unit than the one whose credentials it came with."""

    code: ClassVar[str] = "sandbox.other_unit"
    message: ClassVar[Text] = Text(
        "{path} names another unit than the one that reports.", "{path}与报备单位不一致。"
    )


_CODES: Mapping[type[MessageRefused], int] = {
    OtherUnit: 5003,
    WrongVersion: 5004,
    OutsideGbk: 5008,
    NotSpoken: 5011,
}


def check_unit(file: UploadedFile, unit_id: int | None) -> None:
    """Raise OtherUnit where a file names another unit than its sender."""
    if unit_id != file.provider.unit_id:
        raise OtherUnit(path="Qqdwid")


def refuse(file: UploadedFile, refusal: MessageRefused, *, at: datetime) -> None:
    """Note the code for a file, and lay down the answer: its name is the description (Dmms).

    Where the fault stands is in the remark. An answer has to name an operation: it is that of the
    place of the fault, or for a fault outside of all places the first.
    """
    path = str(refusal.facts.get("path", ""))
    file.refusal = _code(refusal)
    file.save(update_fields=["refusal"])
    name = file.name
    remark = sendable(f"{Finding(file.refusal).words}：{refusal.text.zh}")
    place = "/".join(path.split("/")[:2])
    if path.startswith("IP/"):
        post(file.provider, _of_addresses(file.refusal, name, place, remark), at=at)
        return
    answer = UploadResult(
        codes=(ResultCode(code=file.refusal, description=name),),
        operation=_OPERATIONS.get(place, Operation.FIRST_FILING),
        remark=remark,
    )
    post(file.provider, answer, at=at)


def _of_addresses(code: int, name: str, place: str, remark: str) -> SourceResult:
    return SourceResult(
        codes=(IpResultCode(code=code, description=name),),
        operation=_IP_OPERATIONS.get(place, IpOperation.ADD),
        remark=remark,
    )


def _code(refusal: MessageRefused) -> int:
    return next((code for kind, code in _CODES.items() if isinstance(refusal, kind)), 5001)
