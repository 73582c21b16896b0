"""What has happened to an application, as its applicant reads it: main steps, and everything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from openbeian.audit.models import Event
from openbeian.audit.queries import sentence
from openbeian.filings import kinds
from openbeian.procedure import filing as table
from openbeian.text import Text
from openbeian.ui import declared

_MOVES = {
    table.SUBMIT: Text("You submitted the application", "您提交了备案申请"),
    table.RESUBMIT: Text("You submitted the corrections", "您重新提交了备案申请"),
    table.WITHDRAW: Text("You took the application back to edit it", "您撤销提交，返回修改"),
    table.ABANDON: Text("You gave the application up", "您放弃了本次备案"),
    table.EXPIRE: Text("The application expired", "本申请已过期"),
    table.PASS_REVIEW: Text("Our review was passed", "接入服务商初审通过"),
    table.ASK_FOR_CORRECTION: Text("We asked you to correct", "需要您修改"),
    table.DECLINE: Text("The application was declined", "本申请初审不予通过"),
    table.HAND_OVER: Text("We submitted the application to the administration", "已提交通信管理局"),
    table.RECORD_RECEIPT: Text("The administration received it", "通信管理局已接收"),
    table.RECORD_SMS_ASKED: Text("The ministry sent the SMS codes", "工信部已发送核验短信"),
    table.RECORD_SMS_PASSED: Text("Both persons verified by SMS", "短信核验已通过"),
    table.RECORD_SMS_FAILED: Text("The SMS verification failed", "短信核验未通过"),
    table.RECORD_APPROVAL: Text(
        "The administration approved and issued the number", "通信管理局准予备案并核发备案号"
    ),
    table.RECORD_CHANGE: Text("The administration approved the change", "通信管理局准予变更"),
    table.RECORD_CANCELLATION: Text(
        "The administration carried out the cancellation", "通信管理局准予注销"
    ),
    table.RECORD_REFUSAL: Text("The administration refused", "通信管理局驳回"),
}
_FINGERPRINT = re.compile(r"[0-9a-f]{64}", re.ASCII)
MAIN = {
    kinds.BEGUN.name: Text("You began the application", "您发起了备案申请"),
    **{kinds.OF_MOVE[move.name].name: said for move, said in _MOVES.items()},
    kinds.BACKDROP_ASKED.name: Text("You ordered a photo backdrop", "您申请邮寄核验幕布"),
    kinds.BACKDROP_POSTED.name: Text("We posted the photo backdrop", "核验幕布已寄出"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened; `times` counts how often in a row, the last time at `at`."""

    at: datetime
    said: Text
    times: int = 1


def main_steps(events: Iterable[Event]) -> tuple[Line, ...]:
    """Return the steps of the way, newest first."""
    steps = [Line(event.at, MAIN[event.kind]) for event in events if event.kind in MAIN]
    return tuple(reversed(steps))


def _spelled(code: str) -> Text | str:
    """Return what a field is called; a fingerprint says nothing to people and is left out."""
    return "" if _FINGERPRINT.fullmatch(code) else declared.spelled(code)


def _without_fingerprints(said: Text) -> Text:
    return Text(said.en.replace(" ()", ""), said.zh.replace("（）", ""))


def everything(events: Iterable[Event]) -> tuple[Line, ...]:
    """Return every event in the words of the log, newest first; repetitions in a row are one."""
    lines = [Line(event.at, _without_fingerprints(sentence(event, _spelled))) for event in events]
    joined = []
    for _, group in groupby(lines, key=lambda line: line.said):
        same = list(group)
        joined.append(replace(same[-1], times=len(same)))
    return tuple(reversed(joined))
