"""The event kinds of applications: one per move of the table, and a few beside it."""

from openbeian.audit.kinds import Kind, register
from openbeian.cases.kinds import of_moves
from openbeian.procedure.filing import FILING
from openbeian.text import Text

_FACTS = {
    "submit": ("version", "digest", "rulebook"),
    "resubmit": ("version", "digest", "rulebook"),
    "ask_for_correction": ("fields", "reasons", "source"),
    "decline": ("words",),
    "hand_over": ("package",),
    "record_receipt": ("receipt",),
    "record_approval": ("entity_number", "service_numbers"),
    "record_change": ("entity_number", "service_numbers"),
    "record_cancellation": ("number",),
    "record_refusal": ("words",),
    "record_sms_failed": ("words",),
    "edit": ("fields",),
}
_SENTENCES = {
    "edit": Text("{actor} changed answers", "{actor}修改填报信息"),
    "submit": Text("{actor} submitted the application", "{actor}提交备案申请"),
    "resubmit": Text("{actor} submitted the application again", "{actor}重新提交备案申请"),
    "withdraw": Text("{actor} took the application back to edit it", "{actor}撤销提交"),
    "abandon": Text("{actor} gave the application up", "{actor}放弃备案"),
    "expire": Text("{actor} let the application expire", "{actor}登记申请已过期"),
    "claim": Text("{actor} took the case", "{actor}领取案件"),
    "pass_review": Text("{actor} passed the review", "{actor}初审通过"),
    "ask_for_correction": Text("{actor} asked for correction", "{actor}退回修改"),
    "decline": Text("{actor} declined the application", "{actor}初审不予通过"),
    "hand_over": Text(
        "{actor} recorded the hand-over to the administration", "{actor}登记已提交管局"
    ),
    "record_receipt": Text(
        "{actor} recorded the administration's receipt", "{actor}登记管局已接收"
    ),
    "record_sms_asked": Text(
        "{actor} recorded that the SMS verification began", "{actor}登记短信核验已开始"
    ),
    "record_sms_passed": Text(
        "{actor} recorded that the SMS verification passed", "{actor}登记短信核验通过"
    ),
    "record_sms_failed": Text(
        "{actor} recorded that the SMS verification failed", "{actor}登记短信核验未通过"
    ),
    "record_approval": Text("{actor} recorded the approval", "{actor}登记准予备案"),
    "record_change": Text("{actor} recorded the approval of the change", "{actor}登记准予变更"),
    "record_cancellation": Text("{actor} recorded the cancellation", "{actor}登记准予注销"),
    "record_refusal": Text("{actor} recorded the refusal", "{actor}登记管局驳回"),
}

OF_MOVE = of_moves(FILING, "filing:application", _FACTS, _SENTENCES)
BEGUN = register(
    Kind(
        "filing:application:begin",
        Text("{actor} began an application", "{actor}发起备案申请"),
        facts=frozenset({"kind"}),
    )
)
DOCUMENT_ATTACHED = register(
    Kind(
        "filing:document:attach",
        Text("{actor} attached {document}", "{actor}上传材料：{document}"),
        facts=frozenset({"sha256"}),
    )
)
DOCUMENT_DETACHED = register(
    Kind(
        "filing:document:detach",
        Text("{actor} removed {document}", "{actor}移除材料：{document}"),
        facts=frozenset({"sha256"}),
    )
)
BACKDROP_ASKED = register(
    Kind("filing:backdrop:ask", Text("{actor} ordered a backdrop", "{actor}申请邮寄核验幕布"))
)
BACKDROP_POSTED = register(
    Kind(
        "filing:backdrop:post",
        Text("{actor} posted the backdrop ({tracking})", "{actor}已寄出核验幕布（{tracking}）"),
    )
)
REMINDED = register(
    Kind(
        "filing:application:remind",
        Text("{actor} reminded of the open turn", "{actor}已发送待办提醒"),
        facts=frozenset({"template", "point"}),
    )
)

# reads of what is a person's own: each leaves a row
PERSONAL_REVEALED = register(
    Kind(
        "filing:personal:reveal",
        Text(
            "{actor} looked at the personal numbers: {part}",
            "{actor}查看了个人证件号码和联系方式：{part}",
        ),
        facts=frozenset({"version"}),
    )
)
FOUND_BY_NUMBER = register(
    Kind(
        "filing:personal:find",
        Text(
            "{actor} found the case by a personal number: {part}",
            "{actor}通过个人号码检索到本案件：{part}",
        ),
    )
)
DOCUMENTS_VIEWED = register(
    Kind(
        "filing:documents:view",
        Text(
            "{actor} looked at the documents of version {version}",
            "{actor}查看了第{version}版的备案材料",
        ),
    )
)
DOCUMENT_DOWNLOADED = register(
    Kind(
        "filing:document:download",
        Text("{actor} downloaded {document}", "{actor}下载材料：{document}"),
        facts=frozenset({"sha256"}),
    )
)
PACKAGE_DOWNLOADED = register(
    Kind(
        "filing:package:download",
        Text(
            "{actor} downloaded the package for the administration ({package})",
            "{actor}下载了提交管局的材料包（{package}）",
        ),
    )
)
ADDRESS_REVEALED = register(
    Kind(
        "filing:backdrop:label",
        Text(
            "{actor} opened the postal label of the backdrop",
            "{actor}查看了核验幕布的邮寄面单",
        ),
    )
)
