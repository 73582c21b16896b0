"""The administration's pages as an officer and the public use them, in both languages."""

from http import HTTPStatus

import pytest
from django.test import Client

from openbeian.sandbox import clock
from openbeian.sandbox.models import Order, OrderState
from openbeian.wire.messages.filed import Filed
from openbeian.wire.messages.filing import NewAttachedFile, NewAttachment, NewAttachmentSubject
from openbeian.wire.messages.meanings import AttachmentOwner, CancellationKind
from openbeian.wire.messages.parts import Preapproval
from sandbox.town import (
    HOUR,
    OFFICER,
    cancellation,
    change_of,
    file_company,
    first_filing,
    mobile,
    send_one,
    source,
    told,
)

JPEG = b"\xff\xd8\xff a picture"


pytestmark = pytest.mark.usefixtures("program")


def desk(order=None) -> str:
    return "/310000/desk/" + (f"{order.pk}/" if order else "")


def decide(client, order, decision, **changes):
    sent = {"officer": OFFICER, "opinion": "", "code": 1002, "decision": decision}
    return client.post(desk(order), sent | changes)


def test_the_first_page_is_the_desk(provider, chinese):
    assert chinese.get("/").headers["Location"] == desk()
    assert provider.administration.province in desk()


def test_before_there_is_an_administration_there_is_no_page(db, chinese):
    for path in ("/", desk()):
        assert chinese.get(path).status_code == HTTPStatus.NOT_FOUND


def test_the_inbox_shows_what_waits_and_counts_the_rest(provider, chinese):
    waiting = send_one(provider, first_filing(1))
    send_one(provider, first_filing(2, nature_id=999))
    shown = chinese.get(desk()).content.decode()
    assert waiting.title in shown
    assert "示例科技2号" not in shown
    refused = chinese.get(desk() + "?state=refused").content.decode()
    assert "上海示例科技2号有限公司" in refused


def test_pages_speak_the_readers_language(provider, chinese, english):
    order = send_one(provider, first_filing(1))
    for path, zh, en in (
        (desk(), "待审核", "Waiting for a decision"),
        (desk(order), "主办单位名称", "Name of the unit"),
        ("/310000/sms/", "短信核验", "SMS verification"),
        ("/310000/query/", "公共查询", "Public query"),
        ("/310000/messages/", "短信发送记录", "Short messages"),
    ):
        assert zh in chinese.get(path).content.decode()
        assert en in english.get(path).content.decode()


def test_an_order_is_shown_with_the_names_behind_its_codes(provider, chinese):
    shown = chinese.get(desk(send_one(provider, first_filing(1)))).content.decode()
    named = ("上海市浦东新区", "营业执照", "shili-1.cn", "203.0.113.1", "王示例", "企业")
    for words in (*named, "接入商报备"):
        assert words in shown


def test_every_kind_of_order_can_be_read(provider, chinese):
    entity = file_company(provider)
    orders = list(Order.objects.all())
    orders.append(send_one(provider, cancellation(CancellationKind.ENTITY, entity.pk)))
    orders.append(send_one(provider, source()))
    for order in orders:
        assert chinese.get(desk(order)).status_code == HTTPStatus.OK
    assert "注销主体" in chinese.get(desk(orders[-2])).content.decode()


def test_a_change_can_be_read(provider, chinese):
    decided = send_one(provider, first_filing(1))
    decide(chinese, decided, "approve")
    order = send_one(provider, change_of(told(provider, Filed)))
    assert "变更备案" in chinese.get(desk(order)).content.decode()


def test_pictures_are_shown_and_anything_else_is_saved(provider, chinese):
    paper = NewAttachedFile(
        format_id=1,
        purpose_id=1,
        content=b"<script>",
        subject=NewAttachmentSubject(kind=AttachmentOwner.ENTITY, record_id=1001),
    )
    scan = Preapproval(type_id=1, number="9", scans=(JPEG,))
    record = first_filing(1, preapprovals=(scan,))
    record = type(record)(
        entity=record.entity, services=record.services, attachments=(NewAttachment(file=paper),)
    )
    order = send_one(provider, record)
    picture, other = (chinese.get(f"{desk(order)}{number}/") for number in (1, 2))
    assert (picture.headers["Content-Type"], picture.content) == ("image/jpeg", JPEG)
    assert other.headers["Content-Type"] == "application/octet-stream"
    assert other.headers["Content-Disposition"].startswith("attachment")
    assert other.headers["X-Content-Type-Options"] == "nosniff"
    for number in (0, 3):
        assert chinese.get(f"{desk(order)}{number}/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        ("approve", OrderState.APPROVED),
        ("refuse", OrderState.REFUSED),
        ("give_back", OrderState.RETURNED),
    ],
)
def test_an_officer_decides(provider, chinese, decision, state):
    order = send_one(provider, first_filing(1))
    answer = decide(chinese, order, decision, opinion="材料不清晰", code=1004)
    assert answer.headers["Location"] == desk(order)
    order.refresh_from_db()
    assert (order.state, order.reviewer) == (state, OFFICER)
    assert order.codes == {"approve": [1001], "refuse": [1004], "give_back": [1002]}[decision]
    assert 'name="decision"' not in chinese.get(desk(order)).content.decode()


def test_a_refusal_without_a_reason_is_asked_for_one(provider, chinese):
    order = send_one(provider, first_filing(1))
    answer = decide(chinese, order, "refuse")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "请填写理由" in answer.content.decode()
    order.refresh_from_db()
    assert order.state == OrderState.WITH_OFFICER


def test_what_was_decided_meanwhile_is_said(provider, chinese):
    order = send_one(provider, first_filing(1))
    decide(chinese, order, "approve")
    answer = decide(chinese, order, "approve")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "已不在待审核状态" in answer.content.decode()


@pytest.mark.parametrize("changes", [{"officer": ""}, {"code": 1001}])
def test_a_form_that_is_not_filled_in_decides_nothing(provider, chinese, changes):
    order = send_one(provider, first_filing(1))
    assert decide(chinese, order, "approve", **changes).status_code == HTTPStatus.OK
    order.refresh_from_db()
    assert order.state == OrderState.WITH_OFFICER


def test_an_unknown_decision_or_order_is_nothing(provider, chinese):
    order = send_one(provider, first_filing(1))
    assert decide(chinese, order, "format").status_code == HTTPStatus.NOT_FOUND
    assert chinese.get("/310000/desk/999/").status_code == HTTPStatus.NOT_FOUND
    assert chinese.get(desk(order).replace("310000", "110000")).status_code == 404


def test_a_decision_needs_the_token_of_its_page(provider):
    order = send_one(provider, first_filing(1))
    strict = Client(enforce_csrf_checks=True)
    assert decide(strict, order, "approve").status_code == HTTPStatus.FORBIDDEN
    order.refresh_from_db()
    assert order.state == OrderState.WITH_OFFICER


class TestVerification:
    def enter(self, client, asked, **changes):
        sent = {"code": asked.code, "mobile": asked.mobile, "id_tail": asked.id_tail}
        return client.post("/310000/sms/", sent | changes).content.decode()

    def test_each_outcome_has_its_words(self, asking_provider, chinese):
        order = send_one(asking_provider, first_filing(1), at=clock.now())
        leader, webmaster = (
            order.sms_codes.get(mobile=number) for number in (mobile(1), mobile(1, "1380"))
        )
        assert "不一致" in self.enter(chinese, leader, code="no one")
        assert "请等待其他核验人" in self.enter(chinese, leader)
        assert "已全部完成" in self.enter(chinese, webmaster)
        assert "没有与该验证码" in self.enter(chinese, webmaster)

    def test_an_order_whose_time_is_over_is_returned_by_looking(self, asking_provider, chinese):
        long_ago = clock.now() - 25 * HOUR
        order = send_one(asking_provider, first_filing(1), at=long_ago)
        assert order.title in chinese.get(desk() + "?state=returned").content.decode()

    def test_the_messages_are_shown_in_the_place_of_a_telephone(self, asking_provider, chinese):
        order = send_one(asking_provider, first_filing(1))
        shown = chinese.get("/310000/messages/").content.decode()
        assert all(asked.code in shown for asked in order.sms_codes.all())


class TestQuery:
    @pytest.mark.parametrize(
        "words",
        [
            "shili-1.cn",
            "WWW.shili-1.cn",
            "沪icp备2026000001号",
            "沪ICP备2026000001号-1",
            "上海示例科技1号有限公司",
        ],
    )
    def test_what_is_filed_is_found(self, provider, chinese, words):
        file_company(provider)
        shown = chinese.get("/310000/query/", {"q": words}).content.decode()
        assert "沪ICP备2026000001号-1" in shown
        assert "示例科技1号官网" in shown

    @pytest.mark.parametrize("words", ["shili-2.cn", "上海示例科技", "%"])
    def test_what_is_not_filed_is_not_found(self, provider, chinese, words):
        file_company(provider)
        send_one(provider, first_filing(2))
        shown = chinese.get("/310000/query/", {"q": words}).content.decode()
        assert "未查询到" in shown

    def test_an_empty_question_is_asked_again(self, provider, chinese):
        shown = chinese.get("/310000/query/", {"q": ""}).content.decode()
        assert "govuk-error-summary" in shown
        assert provider.name not in shown
