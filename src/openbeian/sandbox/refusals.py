"""Why a call or an officer's act is refused; calls are answered with the interface's `msg_code`."""

from openbeian.errors import DomainError
from openbeian.text import Text
from openbeian.wire.results import result


class CallRefused(DomainError):
    """A call of the interface was not taken; nothing of it is kept."""

    code = "sandbox.call"
    message = Text("The call was refused: {words} ({number}).", "调用未受理：{words}（{number}）。")

    def __init__(self, number: int, about: str = "", missing: tuple[int, ...] = ()) -> None:
        found = result(number).text
        self.msg_code = number
        self.missing = missing
        self.reply = f"{found.zh}：{about}" if about else found.zh
        super().__init__(words=found, number=number)


class OrderNotOpen(DomainError):
    """An officer decides, or a person confirms, what is not waiting for that."""

    code = "sandbox.order_not_open"
    message = Text(
        "This order does not wait for a decision any more. Load the page again.",
        "该申请已不在待审核状态，请刷新页面。",
    )


class ReasonNeeded(DomainError):
    """A refusal, a return or a cancellation without a reason."""

    code = "sandbox.reason_needed"
    message = Text("Give a reason: the provider has to tell the applicant.", "请填写理由。")


class CodeNotRefusing(DomainError):
    """A refusal under a code that does not refuse."""

    code = "sandbox.code_not_refusing"
    message = Text(
        "The code {number} does not refuse a record. Choose another, such as 1002.",
        "代码{number}不表示拒绝，请选择其他代码，如1002。",
    )


class NumbersExhausted(DomainError):
    """Six digits of serials are used up in a year."""

    code = "sandbox.numbers_exhausted"
    message = Text(
        "All filing numbers of the year {year} have been given out.", "{year}年备案号已全部发放。"
    )


class NotFiled(DomainError):
    """What is to be cancelled or mended is not in force."""

    code = "sandbox.not_filed"
    message = Text("This filing is not in force.", "该备案不存在或已注销。")


class NotListed(DomainError):
    """What is to be taken off the black list is not on it."""

    code = "sandbox.not_listed"
    message = Text("This is not on the black list any more.", "该项已不在黑名单中。")
