"""The event kinds of public-security filings."""

from openbeian.audit.kinds import Kind, register
from openbeian.cases.kinds import of_moves
from openbeian.procedure.psb import PSB
from openbeian.text import Text

_FACTS = {"record_number": ("psb_number",), "record_refusal": ("words",)}
_SENTENCES = {
    "record_applied": Text(
        "{actor} applied for the public-security filing", "{actor}已提交公安联网备案申请"
    ),
    "record_number": Text(
        "{actor} entered the public-security number", "{actor}登记公安联网备案号"
    ),
    "record_refusal": Text(
        "{actor} recorded that the public-security filing was refused",
        "{actor}登记公安联网备案未通过",
    ),
    "mark_overdue": Text(
        "{actor} marked the public-security filing overdue", "{actor}标记公安联网备案已逾期"
    ),
    "close": Text("{actor} closed the public-security filing", "{actor}关闭公安联网备案"),
}

OPENED = register(
    Kind(
        "psb:case:open",
        Text(
            "{actor} opened the public-security filing of {icp_number}",
            "{actor}发起{icp_number}的公安联网备案",
        ),
    )
)
REMINDED = register(
    Kind(
        "psb:case:remind",
        Text(
            "{actor} reminded of the public-security filing ({point} days left)",
            "{actor}已提醒办理公安联网备案（剩余{point}天）",
        ),
    )
)
OF_MOVE = of_moves(PSB, "psb:case", _FACTS, _SENTENCES)
