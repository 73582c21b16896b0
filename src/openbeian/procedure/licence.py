"""The ICP Commercial Licence (ICP许可证) as one table; it begins only after a filing."""

from enum import StrEnum

from openbeian.procedure.engine import Limit, Move, Party, Procedure, Situation, Start, Tell
from openbeian.procedure.permissions import Permission as P
from openbeian.text import Text


class State(StrEnum):
    """Where a licence case is."""

    DRAFT = "draft"
    PROVIDER_REVIEW = "provider_review"
    CORRECTION_REQUESTED = "correction_requested"
    AT_ADMINISTRATION = "at_administration"
    GRANTED = "granted"
    REFUSED = "refused"
    ABANDONED = "abandoned"


class Flag(StrEnum):
    """The licence knows no flags: every situation is a state."""


S = State
DECISION_DAYS = 60

SITUATIONS = {
    S.DRAFT: Situation(
        Text("Draft", "待完善"),
        Party.APPLICANT,
        Text("You are gathering the documents of the licence.", "请准备许可证申请材料。"),
        Text("After you submit, we check them.", "提交后由接入服务商核对。"),
        Limit(Start.LAST_MOVE, days=45),
    ),
    S.PROVIDER_REVIEW: Situation(
        Text("Provider's check", "接入服务商核对"),
        Party.PROVIDER,
        Text("We are checking the documents.", "接入服务商正在核对材料。"),
        Text("We hand them to the administration.", "核对无误后提交通信管理局。"),
        Limit(Start.LAST_MOVE, working_days=2),
    ),
    S.CORRECTION_REQUESTED: Situation(
        Text("Correction requested", "待修改"),
        Party.APPLICANT,
        Text("Please mend what is described.", "请按说明修改。"),
        Text("After you submit again, we check the changes.", "重新提交后，我们将核对修改内容。"),
        Limit(Start.LAST_MOVE, days=45),
    ),
    S.AT_ADMINISTRATION: Situation(
        Text("At the administration", "管局审查"),
        Party.ADMINISTRATION,
        Text("The administration is examining the application.", "通信管理局正在审查。"),
        Text("It grants or refuses within 60 days.", "管局应在60日内作出决定。"),
        Limit(Start.LAST_MOVE, days=DECISION_DAYS),
    ),
    S.GRANTED: Situation(
        Text("Granted", "已许可"),
        Party.NOBODY,
        Text("The licence is granted.", "已取得ICP许可证。"),
        Text("Show the licence number on the home page.", "请在网站首页标明许可证编号。"),
        final=True,
    ),
    S.REFUSED: Situation(
        Text("Refused", "不予许可"),
        Party.NOBODY,
        Text("The administration refused the licence.", "管局不予许可。"),
        Text("You may apply again.", "您可以重新申请。"),
        final=True,
    ),
    S.ABANDONED: Situation(
        Text("Abandoned", "已放弃"),
        Party.NOBODY,
        Text("You gave this application up.", "您已放弃本次申请。"),
        Text("You may apply again.", "您可以重新申请。"),
        final=True,
    ),
}


def _told(template: str) -> tuple[Tell, ...]:
    return (Tell(Party.APPLICANT, template),)


EDIT = Move(
    "edit",
    Text("Edit", "填写"),
    frozenset({S.DRAFT, S.CORRECTION_REQUESTED}),
    None,
    P.LICENCE_APPLY,
)
SUBMIT = Move(
    "submit",
    Text("Submit", "提交"),
    frozenset({S.DRAFT, S.CORRECTION_REQUESTED}),
    S.PROVIDER_REVIEW,
    P.LICENCE_APPLY,
    tells=_told("licence_submitted"),
)
ABANDON = Move(
    "abandon",
    Text("Give up", "放弃申请"),
    frozenset({S.DRAFT, S.CORRECTION_REQUESTED}),
    S.ABANDONED,
    P.LICENCE_APPLY,
)
ASK_FOR_CORRECTION = Move(
    "ask_for_correction",
    Text("Ask for correction", "退回修改"),
    frozenset({S.PROVIDER_REVIEW}),
    S.CORRECTION_REQUESTED,
    P.LICENCE_RECORD,
    needs_reason=True,
    tells=_told("licence_correction_asked"),
)
HAND_OVER = Move(
    "hand_over",
    Text("Record hand-over to the administration", "登记已提交管局"),
    frozenset({S.PROVIDER_REVIEW}),
    S.AT_ADMINISTRATION,
    P.LICENCE_RECORD,
    tells=_told("licence_handed_over"),
)
RECORD_GRANT = Move(
    "record_grant",
    Text("Record the licence", "登记许可证"),
    frozenset({S.AT_ADMINISTRATION}),
    S.GRANTED,
    P.LICENCE_RECORD,
    tells=_told("licence_granted"),
)
RECORD_REFUSAL = Move(
    "record_refusal",
    Text("Record the refusal", "登记不予许可"),
    frozenset({S.AT_ADMINISTRATION}),
    S.REFUSED,
    P.LICENCE_RECORD,
    needs_reason=True,
    tells=_told("licence_refused"),
)

LICENCE = Procedure(
    name="licence",
    title=Text("ICP Commercial Licence", "增值电信业务经营许可证（ICP许可证）"),
    initial=S.DRAFT,
    situations=SITUATIONS,
    flagged={},
    moves=(
        EDIT,
        SUBMIT,
        ABANDON,
        ASK_FOR_CORRECTION,
        HAND_OVER,
        RECORD_GRANT,
        RECORD_REFUSAL,
    ),
)
