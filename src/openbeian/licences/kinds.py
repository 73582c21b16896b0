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

BEGUN = register(
    Kind(
        "licence:case:begin",
        Text("{actor} began the application for the licence", "{actor}发起经营许可证申请"),
    )
)
OF_MOVE = of_moves(LICENCE, "licence:case", _FACTS)

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
        Text("{actor} downloaded {document}", "{actor}下载了材料{document}"),
        facts=frozenset({"sha256"}),
    )
)
