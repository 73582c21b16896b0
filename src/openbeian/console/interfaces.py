"""How an interface to an administration stands, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from openbeian.audit.models import Event
from openbeian.authority.models import Administration, Upload
from openbeian.authority.services.calls import opening
from openbeian.console.record import who
from openbeian.numbers.province import by_code
from openbeian.text import Text
from openbeian.ui.components import Tone, Words
from openbeian.wire.results import all_results

_HALTS = {
    "gap": Text(
        "It misses files that cannot be sent again from here.", "管局缺少的文件无法由我方补报。"
    ),
    "refused": Text("It refuses our account or our calls.", "管局拒绝我方账号或接口调用。"),
    "contradiction": Text(
        "What it holds speaks against our records.", "管局所存文件与我方记录不一致。"
    ),
}
_HELD = Text("Held up by refused file {n}", "第{n}号文件被拒收，暂缓上报")
_CALLS = {
    Upload.State.SENT: Text("under way", "上报中"),
    Upload.State.UNKNOWN: Text("no valid answer", "未获有效返回"),
    Upload.State.PREPARED: Text("told to wait", "管局要求稍后再报"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A state in a word or two, until when it lasts where that is known, and why."""

    said: Text
    tone: Tone
    until: datetime | None = None
    why: Text | None = None
    halted: bool = False

    @property
    def runs(self) -> bool:
        """Whether what is handed over goes now."""
        return self.tone is Tone.DONE


@dataclass(frozen=True, slots=True)
class Halt:
    """Who halted an interface, when, and why where the house did."""

    by: Words
    at: datetime
    why: Text | None


def name(province: str) -> Text:
    """Return what the administration of a province is called."""
    found = by_code(province)
    if found is None:
        return Text(province, province)
    return Text(f"Communications Administration of {found.en}", f"{found.zh}通信管理局")


def standing(row: Administration, at: datetime, *, refused: int | None) -> Standing:
    """Return how an interface stands; `refused` is the file that holds up its line, if one does."""
    if row.halted:
        return Standing(Text("Halted", "已暂停"), Tone.BLOCKED, halted=True)
    if refused is not None:
        return Standing(_HELD.format(n=refused), Tone.BLOCKED)
    closed_until = opening(row, at)
    if closed_until is not None:
        return Standing(Text("Outside reporting hours", "非报备时段"), Tone.WAITING, closed_until)
    if row.resume_at is not None and at < row.resume_at:
        return _pausing(row, row.resume_at)
    return Standing(Text("Running", "运行正常"), Tone.DONE)


def _pausing(row: Administration, until: datetime) -> Standing:
    if row.waiting_code is None:
        return Standing(Text("No answer, tried again", "接口无响应，自动重试"), Tone.WAITING, until)
    asked = Text("Asked to wait", "管局要求稍后再报")
    return Standing(asked, Tone.WAITING, until, coded(row.waiting_code))


def halt(event: Event, people: Mapping[int, str]) -> Halt:
    """Return who halted an interface and why, from the log."""
    why = _HALTS.get(str(event.facts.get("why")))
    code = event.facts.get("code")
    if why is not None and isinstance(code, int):
        meant = coded(code)
        why = Text(f"{why.en} ({meant.en})", f"{why.zh}（{meant.zh}）")
    return Halt(who(event, people), event.at, why)


def answer(upload: Upload) -> Text:
    """Return what the last call for a file brought."""
    if upload.state == Upload.State.ACCEPTED:
        return coded(0)
    if upload.code is not None:
        return coded(upload.code)
    return _CALLS[Upload.State(upload.state)]


def coded(code: int) -> Text:
    """Return a code of the interface with what it means; one that we do not know stands alone."""
    found = all_results().get(code)
    if found is None:
        return Text(f"code {code}", f"代码{code}")
    return Text(f"{code} {found.text.en}", f"{code} {found.text.zh}")


def remedy(code: int | None) -> Text | None:
    """Return what is done about a code."""
    found = all_results().get(code) if code is not None else None
    return found.remedy if found else None
