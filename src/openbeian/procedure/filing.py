"""The ICP filing (备案) as one table: whose turn, until when, who is told.

Ten states; what else there is to know stands in flags. `docs/procedure.md` is made from here.
"""

from enum import StrEnum

from openbeian.procedure.engine import (
    Limit,
    Move,
    Party,
    Procedure,
    Situation,
    Start,
    Tell,
)
from openbeian.procedure.permissions import Permission as P
from openbeian.text import Text


class State(StrEnum):
    """Where an application is."""

    DRAFT = "draft"
    PROVIDER_REVIEW = "provider_review"
    CORRECTION_REQUESTED = "correction_requested"
    READY_TO_SUBMIT = "ready_to_submit"
    AT_ADMINISTRATION = "at_administration"
    REFUSED = "refused"
    APPROVED = "approved"
    DECLINED = "declined"
    ABANDONED = "abandoned"
    EXPIRED = "expired"


class Flag(StrEnum):
    """What stands beside the state."""

    ASKED_BY_ADMINISTRATION = "asked_by_administration"
    RECEIVED = "received"
    SMS_PENDING = "sms_pending"
    SMS_PASSED = "sms_passed"
    # what the application is about, from its beginning to its end
    CHANGE = "change"
    CANCELLATION = "cancellation"


S = State
IDLE_DAYS = 45
SMS_HOURS = 24
ADMINISTRATION_WORKING_DAYS = 20

SITUATIONS = {
    S.DRAFT: Situation(
        Text("Draft", "待完善"),
        Party.APPLICANT,
        Text("You are preparing the application.", "请完善备案信息。"),
        Text("After you submit, we review it.", "提交后由接入服务商初审。"),
        Limit(Start.LAST_MOVE, days=IDLE_DAYS),
    ),
    S.PROVIDER_REVIEW: Situation(
        Text("Provider's review", "接入服务商初审"),
        Party.PROVIDER,
        Text("We are reviewing the application.", "接入服务商正在初审。"),
        Text(
            "If all is right we submit it to the administration; otherwise we ask you to correct.",
            "初审通过后提交通信管理局；如有问题将通知您修改。",
        ),
        Limit(Start.LAST_MOVE, working_days=2),
    ),
    S.CORRECTION_REQUESTED: Situation(
        Text("Correction requested", "待修改"),
        Party.APPLICANT,
        Text("Please correct the marked fields.", "请修改所标注的内容。"),
        Text("After you submit again, we review the changes.", "重新提交后，我们将审核修改内容。"),
        Limit(Start.LAST_MOVE, days=IDLE_DAYS),
    ),
    S.READY_TO_SUBMIT: Situation(
        Text("Ready to submit", "待提交管局"),
        Party.PROVIDER,
        Text("Our review is passed; we hand the file over.", "初审已通过，待提交通信管理局。"),
        Text(
            "The ministry then verifies the mobile numbers by SMS.", "提交后工信部将发送核验短信。"
        ),
        Limit(Start.LAST_MOVE, working_days=1),
    ),
    S.AT_ADMINISTRATION: Situation(
        Text("At the administration", "管局审核"),
        Party.ADMINISTRATION,
        Text("The provincial administration is examining the file.", "省通信管理局正在审核。"),
        Text(
            "It approves and issues the number, or refuses with a reason.",
            "准予备案的，核发备案号；不予备案的，说明理由。",
        ),
        Limit(Start.SUBMISSION, working_days=ADMINISTRATION_WORKING_DAYS),
    ),
    S.REFUSED: Situation(
        Text("Refused by the administration", "管局驳回"),
        Party.PROVIDER,
        Text(
            "The administration refused; we are reading its reason.",
            "管局已驳回，我们正在处理驳回原因。",
        ),
        Text(
            "We tell you what to correct or which document to add.",
            "我们将告知您需修改或补充的内容。",
        ),
        Limit(Start.LAST_MOVE, working_days=2),
    ),
    S.APPROVED: Situation(
        Text("Approved", "已备案"),
        Party.NOBODY,
        Text("The ICP number is issued.", "备案号已核发。"),
        Text(
            "Show the number on the home page, file with public security within 30 days, and keep"
            " the facts true.",
            "请在网站首页底部标明备案号，30日内办理公安联网备案，并及时更新备案信息。",
        ),
        final=True,
    ),
    S.DECLINED: Situation(
        Text("Declined", "初审不予通过"),
        Party.NOBODY,
        Text("We cannot accept this application.", "本申请初审不予通过。"),
        Text("You may begin another application.", "您可以重新发起备案申请。"),
        final=True,
    ),
    S.ABANDONED: Situation(
        Text("Abandoned", "已放弃"),
        Party.NOBODY,
        Text("You gave this application up.", "您已放弃本次备案。"),
        Text("You may begin another application.", "您可以重新发起备案申请。"),
        final=True,
    ),
    S.EXPIRED: Situation(
        Text("Expired", "已过期"),
        Party.NOBODY,
        Text("Nothing was done for too long.", "长时间未操作，本申请已过期。"),
        Text("You may begin another application.", "您可以重新发起备案申请。"),
        final=True,
    ),
}

FLAGGED: dict[tuple[State, StrEnum], Situation] = {
    (S.AT_ADMINISTRATION, Flag.SMS_PENDING): Situation(
        Text("SMS verification", "短信核验"),
        Party.APPLICANT,
        Text(
            "Both persons in charge enter the code from the ministry's SMS at beian.miit.gov.cn.",
            "请两位负责人凭工信部核验短信登录beian.miit.gov.cn完成核验。",
        ),
        Text("The administration then examines the file.", "核验完成后由通信管理局审核。"),
        Limit(Start.LAST_MOVE, hours=SMS_HOURS),
    ),
    (S.CORRECTION_REQUESTED, Flag.ASKED_BY_ADMINISTRATION): Situation(
        Text("Correction requested", "待修改"),
        Party.APPLICANT,
        Text(
            "The administration refused for the reason given; please correct the marked fields.",
            "管局已说明驳回理由，请修改所标注的内容。",
        ),
        Text("After you submit again, we review the changes.", "重新提交后，我们将审核修改内容。"),
        Limit(Start.LAST_MOVE, days=IDLE_DAYS),
    ),
    (S.APPROVED, Flag.CHANGE): Situation(
        Text("Change approved", "准予变更"),
        Party.NOBODY,
        Text("The registered facts are the new ones.", "备案信息已变更。"),
        Text(
            "The ICP numbers stay the same; keep the facts true.",
            "备案号不变，请及时更新备案信息。",
        ),
        final=True,
    ),
    (S.APPROVED, Flag.CANCELLATION): Situation(
        Text("Cancelled", "准予注销"),
        Party.NOBODY,
        Text("What you named is no longer registered.", "所申请的备案已注销。"),
        Text(
            "A website without a registration must not be reachable from mainland China.",
            "未备案的网站不得在中国境内提供访问。",
        ),
        final=True,
    ),
}


def _told(template: str) -> tuple[Tell, ...]:
    return (Tell(Party.APPLICANT, template),)


SUBMIT = Move(
    "submit",
    Text("Submit", "提交初审"),
    frozenset({S.DRAFT}),
    S.PROVIDER_REVIEW,
    P.FILING_SUBMIT,
    tells=(*_told("application_submitted"), Tell(Party.PROVIDER, "new_case")),
)
RESUBMIT = Move(
    "resubmit",
    Text("Submit again", "重新提交"),
    frozenset({S.CORRECTION_REQUESTED}),
    S.PROVIDER_REVIEW,
    P.FILING_SUBMIT,
    tells=(*_told("application_submitted"), Tell(Party.PROVIDER, "resubmitted")),
)
WITHDRAW = Move(
    "withdraw",
    Text("Withdraw to edit", "撤销提交"),
    frozenset({S.PROVIDER_REVIEW, S.READY_TO_SUBMIT}),
    S.DRAFT,
    P.FILING_WITHDRAW,
    tells=(Tell(Party.PROVIDER, "withdrawn"),),
)
ABANDON = Move(
    "abandon",
    Text("Give up", "放弃备案"),
    frozenset({S.DRAFT, S.CORRECTION_REQUESTED}),
    S.ABANDONED,
    P.FILING_ABANDON,
)
EXPIRE = Move(
    "expire",
    Text("Expire", "过期"),
    frozenset({S.DRAFT, S.CORRECTION_REQUESTED}),
    S.EXPIRED,
    P.SYSTEM_TICK,
    tells=_told("draft_expired"),
)
EDIT = Move(
    "edit",
    Text("Edit", "填写"),
    frozenset({S.DRAFT, S.CORRECTION_REQUESTED}),
    None,
    P.FILING_EDIT,
)
CLAIM = Move(
    "claim",
    Text("Take the case", "领取"),
    frozenset({S.PROVIDER_REVIEW, S.READY_TO_SUBMIT, S.AT_ADMINISTRATION, S.REFUSED}),
    None,
    P.REVIEW_CLAIM,
)
ASK_FOR_CORRECTION = Move(
    "ask_for_correction",
    Text("Ask for correction", "退回修改"),
    frozenset({S.PROVIDER_REVIEW, S.READY_TO_SUBMIT, S.REFUSED}),
    S.CORRECTION_REQUESTED,
    P.REVIEW_ASK,
    unless=frozenset({Flag.CANCELLATION}),  # it states nothing that could be corrected
    needs_reason=True,
    tells=_told("correction_asked"),
)
PASS_REVIEW = Move(
    "pass_review",
    Text("Pass", "初审通过"),
    frozenset({S.PROVIDER_REVIEW}),
    S.READY_TO_SUBMIT,
    P.REVIEW_DECIDE,
    tells=_told("passed_review"),
)
DECLINE = Move(
    "decline",
    Text("Decline for good", "初审不予通过"),
    frozenset({S.PROVIDER_REVIEW, S.REFUSED}),
    S.DECLINED,
    P.REVIEW_DECLINE,
    needs_reason=True,
    tells=_told("declined"),
)
HAND_OVER = Move(
    "hand_over",
    Text("Record hand-over to the administration", "登记已提交管局"),
    frozenset({S.READY_TO_SUBMIT}),
    S.AT_ADMINISTRATION,
    P.AUTHORITY_RECORD,
    tells=_told("handed_to_administration"),
)
RECORD_RECEIPT = Move(
    "record_receipt",
    Text("Record the administration's receipt", "登记管局已接收"),
    frozenset({S.AT_ADMINISTRATION}),
    None,
    P.AUTHORITY_RECORD,
    unless=frozenset({Flag.RECEIVED}),
    sets=frozenset({Flag.RECEIVED}),
)
RECORD_SMS_ASKED = Move(
    "record_sms_asked",
    Text("Record that the SMS verification began", "登记短信核验已开始"),
    frozenset({S.AT_ADMINISTRATION}),
    None,
    P.AUTHORITY_RECORD,
    unless=frozenset({Flag.SMS_PENDING, Flag.SMS_PASSED}),
    sets=frozenset({Flag.SMS_PENDING}),
    tells=_told("sms_verification_asked"),
)
RECORD_SMS_PASSED = Move(
    "record_sms_passed",
    Text("Record that the SMS verification passed", "登记短信核验通过"),
    frozenset({S.AT_ADMINISTRATION}),
    None,
    P.AUTHORITY_RECORD,
    when=frozenset({Flag.SMS_PENDING}),
    sets=frozenset({Flag.SMS_PASSED}),
    clears=frozenset({Flag.SMS_PENDING}),
)
RECORD_SMS_FAILED = Move(
    "record_sms_failed",
    Text("Record that the SMS verification failed", "登记短信核验未通过"),
    frozenset({S.AT_ADMINISTRATION}),
    S.READY_TO_SUBMIT,
    P.AUTHORITY_RECORD,
    when=frozenset({Flag.SMS_PENDING}),
    tells=_told("sms_verification_failed"),
)
RECORD_APPROVAL = Move(
    "record_approval",
    Text("Record the approval", "登记准予备案"),
    frozenset({S.AT_ADMINISTRATION}),
    S.APPROVED,
    P.AUTHORITY_RECORD,
    unless=frozenset({Flag.SMS_PENDING, Flag.CHANGE, Flag.CANCELLATION}),
    tells=_told("approved"),
)
RECORD_CHANGE = Move(
    "record_change",
    Text("Record the approval of the change", "登记准予变更"),
    frozenset({S.AT_ADMINISTRATION}),
    S.APPROVED,
    P.AUTHORITY_RECORD,
    when=frozenset({Flag.CHANGE}),
    unless=frozenset({Flag.SMS_PENDING}),
    tells=_told("change_approved"),
)
RECORD_CANCELLATION = Move(
    "record_cancellation",
    Text("Record the cancellation", "登记准予注销"),
    frozenset({S.AT_ADMINISTRATION}),
    S.APPROVED,
    P.AUTHORITY_RECORD,
    when=frozenset({Flag.CANCELLATION}),
    unless=frozenset({Flag.SMS_PENDING}),
    tells=_told("cancellation_approved"),
)
RECORD_REFUSAL = Move(
    "record_refusal",
    Text("Record the refusal", "登记管局驳回"),
    frozenset({S.AT_ADMINISTRATION}),
    S.REFUSED,
    P.AUTHORITY_RECORD,
    needs_reason=True,
    tells=_told("refused"),
)

FILING = Procedure(
    name="filing",
    title=Text("ICP Filing", "ICP备案"),
    initial=S.DRAFT,
    situations=SITUATIONS,
    flagged=FLAGGED,
    moves=(
        EDIT,
        SUBMIT,
        RESUBMIT,
        WITHDRAW,
        ABANDON,
        EXPIRE,
        CLAIM,
        PASS_REVIEW,
        ASK_FOR_CORRECTION,
        DECLINE,
        HAND_OVER,
        RECORD_RECEIPT,
        RECORD_SMS_ASKED,
        RECORD_SMS_PASSED,
        RECORD_SMS_FAILED,
        RECORD_APPROVAL,
        RECORD_CHANGE,
        RECORD_CANCELLATION,
        RECORD_REFUSAL,
    ),
    stay=frozenset({Flag.CHANGE, Flag.CANCELLATION}),
)
