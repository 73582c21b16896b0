"""What happens from here on, in a few short sentences for each situation of an application."""

from enum import StrEnum

from openbeian.filings.models import Filing
from openbeian.procedure.filing import (
    ADMINISTRATION_WORKING_DAYS,
    SMS_HOURS,
    Flag,
    State,
)
from openbeian.procedure.psb import DUE_DAYS
from openbeian.text import Text

_ANOTHER = Text("You may begin another application at any time.", "您可以随时重新发起备案申请。")
_CODES = Text(
    f"The ministry sends an SMS code to both persons in charge. Each enters it within {SMS_HOURS}"
    " hours at beian.miit.gov.cn; keep the telephones at hand.",
    f"工信部将向两位负责人发送核验短信，须在{SMS_HOURS}小时内登录beian.miit.gov.cn完成核验，"
    "请保持手机畅通。",
)
_REVIEW = Text(
    "We compare what you declared with the documents, within 2 working days.",
    "接入服务商将在2个工作日内核对填报信息与材料。",
)
_TOLD = Text(
    "If something must be corrected we name the field and how to mend it. You hear by SMS and"
    " e-mail.",
    "如需修改，我们将逐项说明问题及修改方法，并以短信和邮件通知您。",
)
_DECISION = Text(
    f"The administration decides, usually within {ADMINISTRATION_WORKING_DAYS} working days of"
    " your submission.",
    f"通信管理局审核，一般在提交后{ADMINISTRATION_WORKING_DAYS}个工作日内作出决定。",
)
_NUMBER = Text(
    "If it approves, you hear the ICP number by SMS and e-mail on the same day.",
    "准予备案的，备案号于当日以短信和邮件告知。",
)
_MEND = (
    Text("Open the list and correct the marked fields only.", "打开修改清单，仅修改所标注的内容。"),
    Text("Submit again; nothing else has to be entered anew.", "重新提交，其他内容无需重填。"),
    _REVIEW,
)

_PUBLIC_SECURITY = Text(
    f"File with public security within {DUE_DAYS} days of the number.",
    f"自备案号核发之日起{DUE_DAYS}日内办理公安联网备案。",
)
_BUY = Text(
    "Hosting and CDN can be bought now: the purchase verifies the domain by itself, and"
    " says if a commercial licence is still needed.",
    "现可购买托管及CDN服务，购买时系统将自动核验域名备案；如尚须取得ICP许可证，将一并提示。",
)
_LICENCE_FIRST = Text(
    "Hosting and CDN can be bought once the commercial licence is granted.",
    "取得ICP许可证后方可购买托管及CDN服务。",
)

_OF_STATE: dict[State, tuple[Text, ...]] = {
    State.DRAFT: (
        Text("Complete all sections and upload the documents.", "完成各部分填报并上传材料。"),
        Text("Submit the application to us.", "提交备案申请。"),
        _REVIEW,
    ),
    State.PROVIDER_REVIEW: (
        _REVIEW,
        _TOLD,
        Text(
            "If all is right we submit the application to the administration.",
            "审核无误后，我们将申请提交通信管理局。",
        ),
        _CODES,
    ),
    State.CORRECTION_REQUESTED: _MEND,
    State.READY_TO_SUBMIT: (
        Text(
            "We submit the application to the administration within 1 working day.",
            "我们将在1个工作日内将申请提交通信管理局。",
        ),
        _CODES,
        _DECISION,
    ),
    State.AT_ADMINISTRATION: (_CODES, _DECISION, _NUMBER),
    State.REFUSED: (
        Text(
            "We read the administration’s reason and name the fields or documents it concerns.",
            "我们将根据驳回原因，列明需修改或补充的内容。",
        ),
        Text("You correct them and submit again.", "您修改后重新提交。"),
    ),
    State.APPROVED: (
        Text(
            "Show the number at the foot of your home page, linked to beian.miit.gov.cn.",
            "请在网站首页底部标明备案号，并链接至beian.miit.gov.cn。",
        ),
        _PUBLIC_SECURITY,
        _BUY,
        Text(
            "Keep the registered facts true. Otherwise you risk a fine, and the registration can"
            " be revoked.",
            "备案信息变更的应及时更新，否则可能被处以罚款，直至注销备案。",
        ),
    ),
    State.DECLINED: (_ANOTHER,),
    State.ABANDONED: (_ANOTHER,),
    State.EXPIRED: (_ANOTHER,),
}
_UNDER_FLAG: dict[tuple[State, StrEnum], tuple[Text, ...]] = {
    (State.APPROVED, Flag.CHANGE): (
        Text(
            "The numbers stay the same; nothing changes at the foot of your home page.",
            "备案号不变，网站首页底部的备案号无需更换。",
        ),
        Text(
            "If the public-security filing states what has changed, change it there as well.",
            "公安联网备案涉及变更内容的，请一并办理变更。",
        ),
    ),
    (State.APPROVED, Flag.CANCELLATION): (
        Text(
            "Take the number off the website; without a registration it may not be served from"
            " mainland China.",
            "请撤下备案号；未备案的网站不得由境内服务器提供服务。",
        ),
        Text(
            "Cancel the public-security filing as well, at beian.mps.gov.cn.",
            "请登录beian.mps.gov.cn一并注销公安联网备案。",
        ),
    ),
    (State.AT_ADMINISTRATION, Flag.SMS_PENDING): (
        Text(
            "Each person in charge opens beian.miit.gov.cn and chooses SMS verification.",
            "两位负责人分别登录beian.miit.gov.cn，选择“短信核验”。",
        ),
        Text(
            "Enter the code from the SMS, the mobile number and the last six characters of the"
            " certificate number. The sixth wrong entry sends the application back.",
            "填写短信验证码、手机号码和证件号码后六位。第六次填写错误，申请将被退回。",
        ),
        _DECISION,
        _NUMBER,
    ),
    (State.AT_ADMINISTRATION, Flag.SMS_PASSED): (
        _DECISION,
        _NUMBER,
        Text(
            "If it refuses, it gives a reason; we tell you what to mend.",
            "不予备案的，管局将说明理由，我们将告知您如何修改。",
        ),
    ),
}


def sentences(
    filing: Filing, *, lacks_licence: bool = False, filed_with_public_security: bool = False
) -> tuple[Text, ...]:
    """Return what happens next, in order; a flag with words of its own wins.

    With `lacks_licence` nothing can be bought yet: the website sells, and its entity has none.
    What is done is left out: with `filed_with_public_security` the public-security filing.
    """
    for (state, flag), said in _UNDER_FLAG.items():
        if filing.state_now is state and flag in filing.flags_now:
            return said
    replaced: dict[Text, Text | None] = {}
    if lacks_licence:
        replaced[_BUY] = _LICENCE_FIRST
    if filed_with_public_security:
        replaced[_PUBLIC_SECURITY] = None
    found = (replaced.get(one, one) for one in _OF_STATE[filing.state_now])
    return tuple(said for said in found if said is not None)
