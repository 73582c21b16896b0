"""The turn line as the provider reads it: our turn or theirs, until when, and what comes next."""

from datetime import datetime

from openbeian.cases.models import Case
from openbeian.cases.turns import turn as turn_of
from openbeian.procedure import filing, licence, psb
from openbeian.procedure.engine import Party
from openbeian.text import Text
from openbeian.ui.components import Turn

WHOSE = {
    Party.APPLICANT: Text("The applicant’s turn", "轮到主办者"),
    Party.PROVIDER: Text("Our turn", "轮到我方"),
    Party.ADMINISTRATION: Text("The administration’s turn", "轮到通信管理局"),
    Party.PUBLIC_SECURITY: Text("The public security organ’s turn", "轮到公安机关"),
    Party.NOBODY: Text("Nobody’s turn", "无需任何一方操作"),
}
_NOTHING = Text("nothing more happens here", "流程已结束")
_F, _L, _P = filing.State, licence.State, psb.State

# (procedure, state) and, where the state alone does not tell, (procedure, flag)
NEXT = {
    ("filing", _F.DRAFT): Text("the applicant submits it again", "待主办者重新提交"),
    ("filing", _F.PROVIDER_REVIEW): Text(
        "pass it, or ask for what must be corrected", "核对后通过，或退回修改"
    ),
    ("filing", _F.CORRECTION_REQUESTED): Text(
        "the applicant mends the fields and submits again", "待主办者修改后重新提交"
    ),
    ("filing", _F.READY_TO_SUBMIT): Text(
        "hand the package over to the administration", "将材料提交通信管理局"
    ),
    ("filing", _F.AT_ADMINISTRATION): Text(
        "it approves or refuses; record its answer", "管局作出决定后登记结果"
    ),
    ("filing", filing.Flag.SMS_PENDING): Text(
        "both persons in charge enter their codes; record the result",
        "两位负责人完成短信核验后登记结果",
    ),
    ("filing", _F.REFUSED): Text(
        "turn the reason into corrections, or decline", "将驳回理由转为修改要求，或终止办理"
    ),
    ("filing", _F.APPROVED): Text(
        "the number is issued; public-security filing within 30 days",
        "备案号已核发，须在30日内办理公安联网备案",
    ),
    ("licence", _L.DRAFT): Text("the applicant gathers the documents", "待主办者准备材料"),
    ("licence", _L.PROVIDER_REVIEW): Text(
        "check the documents, then hand them over", "核对材料后提交通信管理局"
    ),
    ("licence", _L.CORRECTION_REQUESTED): Text(
        "the applicant mends what was described", "待主办者按说明修改"
    ),
    ("licence", _L.AT_ADMINISTRATION): Text(
        "it grants or refuses; record its answer", "管局作出决定后登记结果"
    ),
    ("psb", _P.DUE): Text("the applicant files with public security", "待主办者办理公安联网备案"),
    ("psb", _P.AT_PUBLIC_SECURITY): Text(
        "the applicant enters the number when it is issued", "核发后由主办者登记公安联网备案号"
    ),
}

# where neither tells alone: what was decided about an application of another kind
_DECIDED = {
    (_F.APPROVED, filing.Flag.CHANGE): Text(
        "the registered facts are the new ones", "备案信息已变更"
    ),
    (_F.APPROVED, filing.Flag.CANCELLATION): Text(
        "what was named is cancelled", "所申请的备案已注销"
    ),
}


def turn(case: Case, at: datetime) -> Turn:
    """Return the turn line of any case as of a moment."""
    now = turn_of(case, at)
    party = now.situation.turn
    return Turn(
        whose=WHOSE[party],
        next=_next(case),
        until=now.due_on,
        working_days_left=now.working_days_left,
        provisional=now.provisional,
        yours=party is Party.PROVIDER,
        closed=now.situation.final,
    )


def _next(case: Case) -> Text:
    name = case.procedure.name
    for flag in sorted(case.flags_now):
        if (case.state_now, flag) in _DECIDED:
            return _DECIDED[case.state_now, flag]
        if (name, flag) in NEXT:
            return NEXT[name, flag]
    return NEXT.get((name, case.state_now), _NOTHING)
