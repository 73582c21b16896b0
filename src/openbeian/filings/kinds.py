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
    "record_refusal": ("words",),
    "record_sms_failed": ("words",),
    "edit": ("fields",),
}


OF_MOVE = of_moves(FILING, "filing:application", _FACTS)
BEGUN = register(
    Kind("filing:application:begin", Text("{actor} began an application", "{actor}发起备案申请"))
)
DOCUMENT_ATTACHED = register(
    Kind(
        "filing:document:attach",
        Text("{actor} attached {document}", "{actor}上传材料{document}"),
        facts=frozenset({"sha256"}),
    )
)
DOCUMENT_DETACHED = register(
    Kind(
        "filing:document:detach",
        Text("{actor} removed {document}", "{actor}移除材料{document}"),
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
        Text("{actor} downloaded {document}", "{actor}下载了材料{document}"),
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
