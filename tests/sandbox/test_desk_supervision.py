"""The officer's other desk: what is filed is cancelled or mended, black lists are kept."""

from http import HTTPStatus

import pytest

from openbeian.sandbox.models import Entity, ListedDomain, ListedEntity, Service
from openbeian.sandbox.refusals import NotFiled
from openbeian.sandbox.services import supervising
from openbeian.wire.messages.audit import Audit, RectificationNotice
from openbeian.wire.messages.cancellation import Cancelled
from openbeian.wire.messages.listing import EntityListing
from openbeian.wire.messages.meanings import CancellationKind
from openbeian.wire.messages.verification import VerificationTask
from sandbox.town import (
    NOON,
    OFFICER,
    added_services,
    approve,
    fetched,
    file_company,
    send_one,
    told,
)

pytestmark = pytest.mark.usefixtures("program")
REGISTRY, LISTS = "/310000/registry/", "/310000/black-lists/"


@pytest.fixture
def entity(provider):
    return file_company(provider)


def act(client, entity, what, reason="空壳主体"):
    sent = {"act": what, "officer": OFFICER, "reason": reason}
    return client.post(f"{REGISTRY}{entity.pk}/", sent)


def test_what_is_filed_is_listed_and_found(provider, entity, chinese):
    file_company(provider, 2)
    everything = chinese.get(REGISTRY).content.decode()
    assert "科技1号" in everything
    assert "科技2号" in everything
    found = chinese.get(REGISTRY, {"q": "shili-1.cn"}).content.decode()
    assert entity.number in found
    assert "科技2号" not in found


def test_an_entity_is_shown_with_its_websites(entity, chinese):
    shown = chinese.get(f"{REGISTRY}{entity.pk}/").content.decode()
    for words in (entity.number, f"{entity.number}-1", "shili-1.cn", "203.0.113.1"):
        assert words in shown
    assert chinese.get(f"{REGISTRY}999/").status_code == HTTPStatus.NOT_FOUND


def test_an_entity_is_cancelled_from_the_page(provider, entity, chinese):
    answer = act(chinese, entity, "cancel_entity")
    assert answer.headers["Location"] == f"{REGISTRY}{entity.pk}/"
    assert told(provider, Cancelled).remark == "空壳主体"
    assert Entity.objects.get().cancelled_at is not None
    assert 'name="act"' not in chinese.get(f"{REGISTRY}{entity.pk}/").content.decode()


def test_one_website_is_cancelled_from_the_page(provider, entity, chinese):
    approve(send_one(provider, added_services(entity, 2)))
    fetched(provider)
    service = Service.objects.get(number=f"{entity.number}-2")
    act(chinese, entity, f"cancel_service:{service.pk}")
    note = told(provider, Cancelled)
    assert (note.kind, note.administration_id) == (CancellationKind.SERVICE, service.pk)


def test_a_website_of_another_entity_is_no_choice(provider, entity, chinese):
    other = file_company(provider, 2).services.get()
    assert act(chinese, entity, f"cancel_service:{other.pk}").status_code == HTTPStatus.OK
    assert not Service.objects.exclude(cancelled_at=None).exists()


def test_a_notice_and_a_listing_reach_the_provider(provider, entity, chinese):
    act(chinese, entity, "rectify", "负责人已离职")
    assert told(provider, RectificationNotice).content == "负责人已离职"
    act(chinese, entity, "list", "提供虚假信息")
    assert told(provider, EntityListing).entity.name == entity.name


def test_what_cannot_be_sent_is_said(provider, entity, chinese):
    answer = act(chinese, entity, "rectify", "𠮷")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "𠮷" in answer.content.decode()
    assert fetched(provider) == []


def test_the_black_lists_are_kept(provider, entity, chinese):
    act(chinese, entity, "list", "提供虚假信息")
    sent = {"domain": "www.shili-9.cn", "website": "示例", "reason": "涉诈"}
    assert chinese.post(LISTS, sent).headers["Location"] == LISTS
    shown = chinese.get(LISTS).content.decode()
    assert entity.certificate_number in shown
    assert "shili-9.cn" in shown
    for kind, rows in (("entity", ListedEntity), ("domain", ListedDomain)):
        chinese.post(LISTS, {"unlist": f"{kind}:{rows.objects.get().pk}"})
        assert not rows.objects.exists()
    assert len(fetched(provider)) == 4


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"domain": "com.cn", "website": "示例", "reason": "涉诈"}, HTTPStatus.CONFLICT),
        ({"domain": "", "website": "", "reason": ""}, HTTPStatus.OK),
        ({"unlist": "domain:999"}, HTTPStatus.CONFLICT),
        ({"unlist": "province:1"}, HTTPStatus.OK),
    ],
)
@pytest.mark.usefixtures("provider")
def test_what_cannot_be_listed_changes_nothing(chinese, sent, status):
    assert chinese.post(LISTS, sent).status_code == status
    assert not ListedDomain.objects.exists()


def test_a_provider_is_asked_to_verify_what_is_filed(provider, entity, chinese):
    act(chinese, entity, "verify", "请核实主体负责人手机号码")
    task = told(provider, VerificationTask)
    assert (task.entity.administration_id, task.entity.name) == (entity.pk, entity.name)
    assert task.entity.leader.mobile == "13900000001"
    (service,) = task.services
    assert [each.name for each in service.domains] == ["shili-1.cn"]
    assert str(service.access[0].ip_ranges[0].first) == "203.0.113.1"
    assert task.remark == "请核实主体负责人手机号码"


def test_an_audit_tells_whose_facts_are_wrong(provider, entity, chinese):
    act(chinese, entity, "audit", "证件已失效")
    (finding,) = told(provider, Audit).entities
    assert (finding.administration_id, finding.reason) == (entity.pk, "证件已失效")
    assert finding.certificate_number == entity.certificate_number


def test_two_audits_travel_in_two_files(provider, entity, chinese):
    for reason in ("证件已失效", "联系方式有误"):
        act(chinese, entity, "audit", reason)
    reasons = [audit.entities[0].reason for audit in fetched(provider)]
    assert reasons == ["证件已失效", "联系方式有误"]


@pytest.mark.parametrize("what", ["verify", "audit"])
def test_nobody_is_asked_about_what_is_cancelled(provider, entity, what):
    supervising.cancel_entity(entity_id=entity.pk, officer=OFFICER, reason="空壳主体", at=NOON)
    fetched(provider)
    verbs = {
        "verify": lambda: supervising.ask_for_verification(
            entity_id=entity.pk, remark="请核实", at=NOON
        ),
        "audit": lambda: supervising.find_wrong(entity_id=entity.pk, reason="有误", at=NOON),
    }
    with pytest.raises(NotFiled):
        verbs[what]()
    assert fetched(provider) == []
