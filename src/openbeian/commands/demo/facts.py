"""The invented company of the demo: what it types into the form, and its pictures."""

import io
from collections.abc import Mapping

import pypdfium2
from PIL import Image, ImageDraw

from openbeian.text import Text

EMAIL = "filing@chenghai.example"
PASSWORD = "harbour-lantern-2026"  # noqa: S105 - of an account that lives for a minute
COMPANY = "上海澄海互动科技有限公司"
DOMAIN = "chenghai-demo.cn"
MOBILE = "13800138001"
WRONG_UNIT_NUMBER = "91310115MA1H9C2X78"
UNIT_NUMBER = "91310115MA1H9C2X79"
PSB_NUMBER = "沪公网安备31011502000345号"
LICENCE_NUMBER = "沪B2-20261234"
CAPITAL_PROOF = "capital_proof"

FIRST_ANSWERS = {
    "registered_province": "310000",
    "province": "310000",
    "commercial": "yes",
    "industries": "none",
    "capital_cny": "120000000",
}

# what is typed into each section of the form, by field path
SECTIONS: Mapping[str, Mapping[str, str | list[str]]] = {
    "entity": {
        "entity.kind": "joint_venture",
        "province": "310000",
        "entity.registered_province": "310000",
        "entity.name": COMPANY,
        "entity.nature_id": "4",
        "entity.certificate.type_id": "1",
        "entity.certificate.number": UNIT_NUMBER,
        "entity.certificate.valid_until": "long-term",
        "entity.certificate_address": "上海市浦东新区澄海路88号6楼",
        "entity.address.province": "310000",
        "entity.address.city": "310100",
        "entity.address.district": "310115",
        "entity.address.detail": "澄海路88号6楼601室",
        "entity.investor": "澄海控股（荷兰）有限公司",
        "entity.registered_capital_cny": "120000000",
    },
    "entity-leader": {
        "entity.leader.name": "Maria Voorbeeld",
        "entity.leader.nationality": "NL",
        "entity.leader.certificate.type_id": "7",
        "entity.leader.certificate.number": "NX4K7D2P9",
        "entity.leader.certificate.valid_until": "2033-05-31",
        "entity.leader.mobile": "13900139001",
        "entity.leader.office_phone": "021-50000011",
        "entity.leader.email": "owner@chenghai-demo.cn",
        "entity.leader.emergency_phone": "13900139002",
    },
    "service": {
        "services[1].name": "澄海互动",
        "services[1].domains[1].name": DOMAIN,
        "services[1].domains[1].holder": COMPANY,
        "services[1].home_url": f"https://www.{DOMAIN}",
        "services[1].content_ids": ["8"],
        "services[1].language_ids": ["1", "12"],
        "services[1].commercial": "yes",
        "services[1].remark": "销售本公司产品并提供售后服务",
    },
    "service-leader": {
        "services[1].leader.name": "陈示例",
        "services[1].leader.nationality": "CN",
        "services[1].leader.certificate.type_id": "2",
        "services[1].leader.certificate.number": "310115198804163825",
        "services[1].leader.certificate.valid_until": "2038-04-16",
        "services[1].leader.mobile": "13800138002",
        "services[1].leader.office_phone": "021-50000012",
        "services[1].leader.email": "webmaster@chenghai-demo.cn",
        "services[1].leader.emergency_phone": "13800138003",
        "services[1].photo_on_backdrop": "yes",
    },
    "access": {
        "services[1].access[1].method_ids": ["5"],
        "services[1].access[1].server_place_ids": ["26"],
        "services[1].access[1].ip_addresses": "203.0.113.20",
    },
}

SECOND_DOMAIN = "chenghai-shop.cn"
SECOND_WEBSITE: Mapping[str, Mapping[str, str | list[str]]] = {
    "service": {
        **SECTIONS["service"],
        "services[1].name": "澄海互动科技商城",
        "services[1].domains[1].name": SECOND_DOMAIN,
        "services[1].home_url": f"https://www.{SECOND_DOMAIN}",
    },
    "service-leader": SECTIONS["service-leader"],
    "access": SECTIONS["access"],
}

LEADERS = tuple(
    {
        "mobile": str(answers[f"{leader}.mobile"]),
        "certificate": str(answers[f"{leader}.certificate.number"]),
    }
    for leader, answers in (
        ("entity.leader", SECTIONS["entity-leader"]),
        ("services[1].leader", SECTIONS["service-leader"]),
    )
)

CORRECTED_FIELD = "services[1].name"
CORRECTED_NAME = "澄海互动科技官网"
CHANGED_NAME = "澄海互动科技网上展厅"
REASON = "no_longer_operated"
FORMS_OF_THE_HOUSE = ("[application_form]", "[verification_form]")
CORRECTION = Text(
    "The name of the website must show who runs it.", "网站名称应能体现主办单位，请修改。"
)
CORRECTION_REMEDY = Text(
    "Use the company's name, for example 澄海互动科技官网.",
    "请使用单位名称，如“澄海互动科技官网”。",
)
# what the officer refuses the first time: a code of the interface, and words of their own
REFUSAL_CODE = "1010"
REFUSAL = Text("The office telephones do not answer.", "办公电话无法接通，请核实后重新填写。")
MENDED = {
    "entity-leader": {"entity.leader.office_phone": "021-50000021"},
    "service-leader": {"services[1].leader.office_phone": "021-50000022"},
}

PAPER = (250, 248, 243)
INK = (40, 48, 56)
SEAL = (179, 38, 30)


def picture(number: int) -> bytes:
    """Return a JPEG that stands for the photograph of a document; every number gives another."""
    image = Image.new("RGB", (1000, 700), PAPER)
    pen = ImageDraw.Draw(image)
    for line in range(8):
        width = 400 + (number * 137 + line * 211) % 440
        pen.rectangle((80, 90 + 60 * line, 80 + width, 108 + 60 * line), fill=INK)
    _stamp(image, (760, 540))
    return _jpeg(image)


def signed(form: bytes) -> bytes:
    """Return a JPEG of a form's first page with a seal on it, as somebody photographs it."""
    document = pypdfium2.PdfDocument(form)
    image = document[0].render(scale=1.5).to_pil().convert("RGB")
    document.close()
    _stamp(image, (image.width - 180, image.height - 200))
    return _jpeg(image)


def _stamp(image: Image.Image, centre: tuple[int, int]) -> None:
    x, y = centre
    ImageDraw.Draw(image).ellipse((x - 70, y - 70, x + 70, y + 70), outline=SEAL, width=7)


def _jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=85)
    return stream.getvalue()
