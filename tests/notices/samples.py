"""Facts for every message of the catalogue; all of it is invented."""

from typing import Any

from openbeian.notices.catalogue import SHAPES, Template
from openbeian.notices.facts import Shape

COMPANY = "上海示例合资科技有限公司"
VALUES: dict[str, Any] = {
    "administration": {"en": "Shanghai Communications Administration", "zh": "上海市通信管理局"},
    "carrier": {"en": "China Post", "zh": "中国邮政"},
    "change": {"en": "The password of your account was changed.", "zh": "您账户的密码已修改。"},
    "code": "483920",
    "company": COMPANY,
    "days": 20,
    "domain": "shili-keji.cn",
    "due": "2026-12-22",
    "entity_number": "沪ICP备2026047949号",
    "hours": 4,
    "items": [
        {
            "field": {"en": "Website name", "zh": "网站名称"},
            "what": "名称中不得含有“中国”字样",
            "remedy": {"en": "Choose another name.", "zh": "请更换网站名称。"},
        },
        {
            "field": {"en": "Photo", "zh": "核验照片"},
            "what": {"en": "The backdrop does not show.", "zh": "照片背景不是幕布。"},
            "remedy": {"en": "Take it again.", "zh": "请重新拍摄。"},
        },
    ],
    "kind": "approved",
    "licence_number": "沪B2-20260059",
    "message": "tell:7:approved:applicant:3:email",
    "number": "沪ICP备2026047949号-1",
    "psb_due": "2026-12-24",
    "psb_number": "沪公网安备31011502009999号",
    "reason": {"en": "The certificate is not readable.", "zh": "证件照片不清晰。"},
    "reference": "OB-2026-000123",
    "remedy": {"en": "Scan the original.", "zh": "请扫描原件。"},
    "service_number": ["沪ICP备2026047949号-1", "沪ICP备2026047949号-2"],
    "tracking": "1099876543210",
    "until": "2026-11-25T06:05:00+00:00",
    "url": "https://provider.example/accounts/password/reset/key/7-abc/",
}


def least(template: Template) -> dict[str, Any]:
    """Return only what a message must have."""
    return {fact: VALUES[fact] for fact in sorted(template.required)}


def most(template: Template) -> dict[str, Any]:
    """Return everything that a message has a place for, its dates provisional."""
    facts = {fact: VALUES[fact] for fact in sorted(template.required | template.optional)}
    days = [fact for fact in facts if SHAPES[fact] is Shape.DAY]
    return facts | {f"{fact}_provisional": True for fact in days}
