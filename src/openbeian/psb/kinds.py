"""The event kinds of public-security filings."""

from openbeian.audit.kinds import Kind, register
from openbeian.cases.kinds import of_moves
from openbeian.procedure.psb import PSB
from openbeian.text import Text

_FACTS = {"record_number": ("psb_number",), "record_refusal": ("words",)}

OPENED = register(
    Kind(
        "psb:case:open",
        Text(
            "{actor} opened the public-security filing of {icp_number}",
            "{actor}发起{icp_number}的公安备案",
        ),
    )
)
REMINDED = register(
    Kind(
        "psb:case:remind",
        Text(
            "{actor} reminded of the public-security filing ({point} days left)",
            "{actor}已提醒办理公安备案（剩余{point}天）",
        ),
    )
)
OF_MOVE = of_moves(PSB, "psb:case", _FACTS)
