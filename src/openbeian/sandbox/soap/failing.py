"""Lets a drawn fault happen to a call: before it is carried out, in its place, or to its answer."""

import time
from collections.abc import Callable
from dataclasses import replace

from openbeian.sandbox.models import Fault, FaultKind
from openbeian.sandbox.refusals import CallRefused
from openbeian.sandbox.soap.reading import Arguments
from openbeian.sandbox.soap.services import Method
from openbeian.wire import replies_reading, replies_writing
from openbeian.wire.replies import AcknowledgementReply, DownloadedFile
from openbeian.wire.results import result

UPLOAD, DOWNLOAD, ACKNOWLEDGE = "isp_upload", "isp_download", "isp_downloadack"
GARBAGE = "<html><body>502 Bad Gateway"

_NOTED = AcknowledgementReply(0, result(0).text.zh)
_REFUSALS = {FaultKind.OUTSIDE_HOURS: 20, FaultKind.TOO_MANY: 15, FaultKind.TOO_LARGE: 18}


class NotAnswered(Exception):
    """No answer comes: the call was carried out where `done` says so, and nobody learns of it."""

    def __init__(self, *, done: bool) -> None:
        self.done = done
        super().__init__()


def befall(
    fault: Fault | None, method: Method, arguments: Arguments, carry_out: Callable[[], str]
) -> str:
    """Return what a method answers under a fault; raises NotAnswered, CallRefused.

    A fault that cannot befall a method (a truncated file where none is given out) does nothing.
    """
    kind = FaultKind(fault.kind) if fault is not None else None
    if fault is not None and kind is FaultKind.DELAY:
        time.sleep(fault.seconds)
    if kind is FaultKind.SERVER_ERROR:
        raise NotAnswered(done=False)
    _refuse(kind, method, arguments)
    if kind is FaultKind.FORGOTTEN_ACK and method.name == ACKNOWLEDGE:
        return replies_writing.write_acknowledgement(_NOTED)
    answer = carry_out()
    if kind is FaultKind.LOST_REPLY:
        raise NotAnswered(done=True)
    if kind is FaultKind.GARBAGE:
        return GARBAGE
    return _spoilt(kind, answer) if method.name == DOWNLOAD else answer


def _refuse(kind: FaultKind | None, method: Method, arguments: Arguments) -> None:
    if kind is FaultKind.MAINTENANCE:
        raise CallRefused(901 if method.name == UPLOAD else 902)
    if method.name != UPLOAD:
        return
    if kind in _REFUSALS:
        raise CallRefused(_REFUSALS[kind])
    sequence = int(arguments["dataSequence"])
    if kind is FaultKind.GAP and sequence > 1:
        raise CallRefused(14, missing=(sequence - 1,))


def _spoilt(kind: FaultKind | None, answer: str) -> str:
    """Return the answer of a download with its file damaged."""
    if kind not in {FaultKind.TRUNCATED_ZIP, FaultKind.WRONG_HASH}:
        return answer
    reply = replies_reading.read_download(answer)
    if reply.file is None:
        return answer
    damaged = _cut(reply.file) if kind is FaultKind.TRUNCATED_ZIP else _mismarked(reply.file)
    return replies_writing.write_download(replace(reply, file=damaged))


def _cut(file: DownloadedFile) -> DownloadedFile:
    content = file.envelope.content
    half = content[: len(content) // 8 * 4]
    return replace(file, envelope=replace(file.envelope, content=half))


def _mismarked(file: DownloadedFile) -> DownloadedFile:
    markings = replace(file.envelope.markings, hash="AAAAAAAAAAAAAAAAAAAAAA==")
    return replace(file, envelope=replace(file.envelope, markings=markings))
