"""How far a case has come on its way to the administration, where it goes over the interface."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from openbeian.authority.models import Upload, UploadRecord
from openbeian.authority.overview import latest_record
from openbeian.authority.services.calls import head
from openbeian.console.interfaces import Standing, answer, standing
from openbeian.filings.models import Filing, Outcome
from openbeian.procedure.filing import State
from openbeian.text import Text
from openbeian.ui.components import Tone

_U = Upload.State
_WAITING_FOR_A_FILE = Text("Waits for the next file", "待编入下一上报文件")
_SAID = {
    _U.PREPARED: Text("Waits to be sent in file {n}", "已编入第{n}号文件，待上报"),
    _U.SENT: Text("File {n} is being sent", "第{n}号文件正在上报"),
    _U.UNKNOWN: Text(
        "File {n} brought no answer; it is asked whether it arrived",
        "第{n}号文件未获返回，正在向管局核实是否收到",
    ),
    _U.ACCEPTED: Text("The administration received file {n}", "管局已接收第{n}号文件"),
    _U.REJECTED: Text("The administration refused file {n}", "管局拒收第{n}号文件"),
}
_TONES = {_U.ACCEPTED: Tone.DONE, _U.REJECTED: Tone.BLOCKED}
_BY_ITSELF = Text("It goes by itself.", "系统将自动上报，无需操作。")
_NEXT = {
    _U.ACCEPTED: Text(
        "The result comes over the interface by itself. Record only the SMS verification.",
        "审核结果由接口自动返回，仅需登记短信核验情况。",
    ),
    _U.REJECTED: Text(
        "An operator sees to the file; the case stays where it is.",
        "由运维人员处理该文件，案件状态不变。",
    ),
}


@dataclass(frozen=True, slots=True)
class Transit:
    """Where a version is now, since when, what the last call brought, and what comes next.

    `held` is why nothing goes at the moment.
    """

    said: Text
    tone: Tone
    since: datetime
    next: Text
    reply: Text | None = None
    held: Standing | None = None

    @property
    def arrived(self) -> bool:
        """Whether the administration has it."""
        return self.tone is Tone.DONE


def transit(filing: Filing, outcomes: Iterable[Outcome], at: datetime) -> Transit | None:
    """Return how far what was last handed over has come; None where it went by hand."""
    if filing.state_now is not State.AT_ADMINISTRATION:
        return None
    handed = [one for one in outcomes if one.kind == Outcome.Kind.HANDED_OVER]
    record = latest_record(filing) if handed else None
    if record is None or record.package != handed[-1].numbers.get("package"):
        return None
    if record.upload is None:
        return _unsent(record, _WAITING_FOR_A_FILE, handed[-1].at, at)
    return _in_a_file(record, record.upload, at)


def _in_a_file(record: UploadRecord, upload: Upload, at: datetime) -> Transit:
    state = Upload.State(upload.state)
    said = _SAID[state].format(n=upload.sequence)
    if state not in _NEXT:
        since = upload.sent_at or upload.prepared_at
        return _unsent(record, said, since, at)
    since = upload.settled_at or upload.prepared_at
    return Transit(said, _TONES[state], since, _NEXT[state], reply=answer(upload))


def _unsent(record: UploadRecord, said: Text, since: datetime, at: datetime) -> Transit:
    first = head(record.administration)
    refused = first.sequence if first is not None and first.state == _U.REJECTED else None
    now = standing(record.administration, at, refused=refused)
    return Transit(said, Tone.WAITING, since, _BY_ITSELF, held=None if now.runs else now)
