"""Why a call of an administration's service gave no answer to work with.

None of these carries what was sent or received: both hold credentials and personal data.
"""

from openbeian.errors import DomainError
from openbeian.text import Text
from openbeian.wire.replies import Reply
from openbeian.wire.results import Meaning, Result


class CallFailed(DomainError):
    """The base of a call whose outcome nobody knows: it may have taken effect over there."""

    code = "authority.call_failed"
    message = Text("The call brought no answer.", "接口调用未获得有效返回。")


class Unreachable(CallFailed):
    """No connection, no answer in time, or an answer of the web server alone; `why` says which."""

    code = "authority.unreachable"
    message = Text(
        "The administration's service cannot be reached ({why}).", "无法连接管局接口（{why}）。"
    )


class Garbage(CallFailed):
    """An answer that the interface does not know; `why` says in which way."""

    code = "authority.garbage"
    message = Text(
        "The administration's service answered outside of the interface ({why}).",
        "管局接口返回内容不符合接口规范（{why}）。",
    )


class Refused(DomainError):
    """The service understood the call and said no, or not now; `result` is what its code means."""

    code = "authority.refused"
    message = Text(
        "The administration's service answered code {number}: {meaning}",
        "管局接口返回代码{number}：{meaning}",
    )

    def __init__(self, reply: Reply, result: Result) -> None:
        self.reply = reply
        self.result = result
        super().__init__(number=result.code, meaning=result.text)

    @property
    def is_waiting(self) -> bool:
        """Whether this is no failure: the same call will do later."""
        return self.result.meaning is Meaning.WAITING
