"""Where our filing rules and current regulation differ, as people who file read of it."""

from collections.abc import Iterable

from openbeian.rulebook import Difference, Edition
from openbeian.text import Text

TOPICS = {
    "commercial_licence": Text("Commercial licence", "ICP许可证"),
    "persons": Text("Persons in charge", "负责人"),
    "verification": Text("Verification", "核验"),
    "documents": Text("Documents", "备案材料"),
    "preapproval": Text("Approvals", "前置审批"),
    "deadline": Text("Time limits", "办理时限"),
    "number": Text("Number", "备案号"),
    "scope": Text("What is filed", "备案范围"),
    "purchase": Text("Purchase", "产品购买"),
    "after_approval": Text("After approval", "备案后义务"),
    "terms": Text("Words", "术语"),
    "domain": Text("Domain", "域名"),
    "eligibility": Text("Who may apply", "申请资格"),
    "provider": Text("Access provider", "接入服务商"),
    "risk": Text("Risks", "违规后果"),
    "notification": Text("Messages", "结果通知"),
    "public_security": Text("Public security", "公安联网备案"),
}


def by_topic(
    points: Iterable[Difference], followed: Edition
) -> list[tuple[Text, list[Difference]]]:
    """Return the points under their topics; none where the house follows regulation itself."""
    found: dict[str, list[Difference]] = {}
    if followed is not Edition.CURRENT:
        for one in points:
            found.setdefault(one.topic, []).append(one)
    return [(TOPICS[topic], rows) for topic, rows in found.items()]
