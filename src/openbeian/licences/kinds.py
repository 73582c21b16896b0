"""The event kinds of commercial licence cases."""

from openbeian.audit.kinds import Kind, register
from openbeian.cases.kinds import of_moves
from openbeian.procedure.licence import LICENCE
from openbeian.text import Text

_FACTS = {
    "ask_for_correction": ("words",),
    "edit": ("fields",),
    "record_grant": ("licence_number",),
    "record_refusal": ("words",),
    "submit": ("documents", "rulebook"),
}

_SENTENCES = {
    "edit": Text("{actor} changed answers", "{actor}修改填报信息"),
    "submit": Text("{actor} submitted the licence application", "{actor}提交许可证申请"),
    "abandon": Text("{actor} gave the licence application up", "{actor}放弃许可证申请"),
    "ask_for_correction": Text("{actor} asked for correction", "{actor}退回修改"),
    "hand_over": Text(
        "{actor} recorded the hand-over to the administration", "{actor}登记已提交管局"
    ),
    "record_grant": Text("{actor} recorded the licence", "{actor}登记许可证"),
    "record_refusal": Text("{actor} recorded the refusal", "{actor}登记不予许可"),
}

BEGUN = register(
    Kind(
        "licence:case:begin",
        Text("{actor} began the application for the licence", "{actor}发起ICP许可证申请"),
    )
)
OF_MOVE = of_moves(LICENCE, "licence:case", _FACTS, _SENTENCES)

# reads of what may be a person's own: each leaves a row
DOCUMENTS_VIEWED = register(
    Kind(
        "licence:documents:view",
        Text("{actor} looked at the documents", "{actor}查看了申请材料"),
    )
)
DOCUMENT_DOWNLOADED = register(
    Kind(
        "licence:document:download",
        Text("{actor} downloaded {document}", "{actor}下载材料：{document}"),
        facts=frozenset({"sha256"}),
    )
)
