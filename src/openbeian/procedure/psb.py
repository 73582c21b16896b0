"""The public-security filing (公安联网备案) as one table; due within 30 days of the number."""

from enum import StrEnum

from openbeian.procedure.engine import Limit, Move, Party, Procedure, Situation, Start, Tell
from openbeian.procedure.permissions import Permission as P
from openbeian.text import Text


class State(StrEnum):
    """Where a public-security filing is."""

    DUE = "due"
    AT_PUBLIC_SECURITY = "at_public_security"
    REGISTERED = "registered"
    CLOSED = "closed"


class Flag(StrEnum):
    """What stands beside the state."""

    OVERDUE = "overdue"
    REFUSED = "refused"


S = State
DUE_DAYS = 30

_APPLY = Text(
    "Apply in Chinese at beian.mps.gov.cn with the data sheet we prepared.",
    "请凭我们准备的资料登录beian.mps.gov.cn办理公安联网备案。",
)
_ANSWER = Text(
    "The public security organ examines it and issues its number.",
    "公安机关审核后核发公安联网备案号。",
)

SITUATIONS = {
    S.DUE: Situation(
        Text("To be filed", "待办理公安联网备案"),
        Party.APPLICANT,
        _APPLY,
        _ANSWER,
        Limit(Start.NUMBER, days=DUE_DAYS),
    ),
    S.AT_PUBLIC_SECURITY: Situation(
        Text("At public security", "公安机关审核"),
        Party.PUBLIC_SECURITY,
        Text("The public security organ is examining the filing.", "公安机关正在审核。"),
        Text("Enter the number here when it is issued.", "核发后请在此登记公安联网备案号。"),
        Limit(Start.NUMBER, days=DUE_DAYS),
    ),
    S.REGISTERED: Situation(
        Text("Registered", "公安联网备案已完成"),
        Party.NOBODY,
        Text("The public-security number is recorded.", "公安联网备案号已登记。"),
        Text(
            "Show it beside the ICP number on the home page.", "请与ICP备案号一并在网站首页标明。"
        ),
        final=True,
    ),
    S.CLOSED: Situation(
        Text("Closed", "已关闭"),
        Party.NOBODY,
        Text("The website is no longer registered.", "该网站备案已注销。"),
        Text("Cancel the public-security filing as well.", "请同时注销公安联网备案。"),
        final=True,
    ),
}

FLAGGED: dict[tuple[State, StrEnum], Situation] = {
    (S.DUE, Flag.REFUSED): Situation(
        Text("Refused, to be filed again", "公安联网备案未通过"),
        Party.APPLICANT,
        Text(
            "The public security organ refused. Mend what it says and apply again.",
            "公安机关未予通过，请按其意见修改后重新申请。",
        ),
        _ANSWER,
        Limit(Start.NUMBER, days=DUE_DAYS),
    ),
    (S.DUE, Flag.OVERDUE): Situation(
        Text("Overdue", "公安联网备案已逾期"),
        Party.APPLICANT,
        Text(
            "The 30 days are over. Apply at once at beian.mps.gov.cn.",
            "30日期限已过，请立即登录beian.mps.gov.cn办理。",
        ),
        _ANSWER,
        Limit(Start.NUMBER, days=DUE_DAYS),
    ),
}

RECORD_APPLIED = Move(
    "record_applied",
    Text("I have applied", "已提交公安联网备案申请"),
    frozenset({S.DUE}),
    S.AT_PUBLIC_SECURITY,
    P.PSB_RECORD,
)
RECORD_NUMBER = Move(
    "record_number",
    Text("Enter the public-security number", "登记公安联网备案号"),
    frozenset({S.DUE, S.AT_PUBLIC_SECURITY}),
    S.REGISTERED,
    P.PSB_RECORD,
    tells=(Tell(Party.APPLICANT, "psb_registered"),),
)
RECORD_REFUSAL = Move(
    "record_refusal",
    Text("It was refused", "登记公安联网备案未通过"),
    frozenset({S.AT_PUBLIC_SECURITY}),
    S.DUE,
    P.PSB_RECORD,
    sets=frozenset({Flag.REFUSED}),
    needs_reason=True,
)
MARK_OVERDUE = Move(
    "mark_overdue",
    Text("Mark overdue", "标记逾期"),
    frozenset({S.DUE}),
    None,
    P.SYSTEM_TICK,
    unless=frozenset({Flag.OVERDUE}),
    sets=frozenset({Flag.OVERDUE}),
    tells=(Tell(Party.APPLICANT, "psb_overdue"),),
)
CLOSE = Move(
    "close",
    Text("Close", "关闭"),
    frozenset({S.DUE, S.AT_PUBLIC_SECURITY}),
    S.CLOSED,
    P.SYSTEM_TICK,
)

PSB = Procedure(
    name="psb",
    title=Text("Public-security filing", "公安联网备案"),
    initial=S.DUE,
    situations=SITUATIONS,
    flagged=FLAGGED,
    moves=(RECORD_APPLIED, RECORD_NUMBER, RECORD_REFUSAL, MARK_OVERDUE, CLOSE),
)
