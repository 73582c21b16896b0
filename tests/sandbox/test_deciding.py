"""What an officer decides, what is on file afterwards, and what the provider is told."""

from dataclasses import replace
from ipaddress import IPv4Address

import pytest

from everything import untouched
from openbeian.sandbox.models import Access, Claim, Domain, Entity, Order, OrderState, Service
from openbeian.sandbox.queries.filed import filed as on_file
from openbeian.sandbox.refusals import CodeNotRefusing, OrderNotOpen, ReasonNeeded
from openbeian.sandbox.services import deciding
from openbeian.wire.errors import OutsideGbk
from openbeian.wire.messages.cancellation import Cancelled
from openbeian.wire.messages.decision import Review, UploadResult
from openbeian.wire.messages.filed import Filed
from openbeian.wire.messages.filing import NewDomain
from openbeian.wire.messages.meanings import CancellationKind, Operation, ReviewOutcome
from openbeian.wire.messages.parts import Preapproval
from sandbox.town import (
    DAY,
    HOUR,
    NOON,
    OFFICER,
    OTHER_UNIT,
    UNIT,
    added_access,
    added_services,
    allocation,
    approve,
    cancellation,
    change_of,
    changed_service,
    company_number,
    fetched,
    file_company,
    first_filing,
    new_service,
    open_account,
    send_one,
    source,
    told,
)


def kinds(records) -> list[str]:
    return [type(record).__name__ for record in records]


@pytest.fixture
def other(provider):
    """A second provider, whose addresses are filed as well."""
    other = open_account(OTHER_UNIT)
    send_one(other, source())
    send_one(other, allocation())
    fetched(other)
    assert provider.unit_id == UNIT
    return other


def test_an_approval_is_told_with_code_opinion_and_the_filed_data(provider):
    order = approve(send_one(provider, first_filing()), at=NOON + DAY)
    filed, result, review = fetched(provider)
    assert [each.code for each in result.codes] == [1001]
    assert (result.operation, result.subject) == (Operation.FIRST_FILING, "1001")
    assert (review.outcome, review.record_id) == (ReviewOutcome.APPROVED, 1001)
    assert (review.reviewer, review.reviewed_at) == (OFFICER, "2026-11-25 12:00:00")
    assert kinds([filed, result, review]) == ["Filed", "UploadResult", "Review"]
    assert order.state == OrderState.APPROVED


def test_filed_data_carry_numbers_and_the_ids_of_both_sides(provider):
    approve(send_one(provider, first_filing(1)))
    filed = told(provider, Filed)
    entity = Entity.objects.get()
    assert filed.entity.filing_number == "沪ICP备2026000001号"
    assert (filed.entity.administration_id, filed.entity.record_id) == (entity.pk, 1001)
    (service,) = filed.services
    assert service.filing_number == "沪ICP备2026000001号-1"
    assert service.record_id == 2001
    (domain,), (access,) = service.domains, service.access
    assert (domain.name, domain.record_id) == ("shili-1.cn", 3001)
    assert (access.record_id, access.provider_unit_id) == (4001, UNIT)
    assert access.ip_ranges[0].first == IPv4Address("203.0.113.1")
    ids = {row.pk for row in (*Domain.objects.all(), *Access.objects.all())}
    assert {domain.administration_id, access.administration_id} <= ids


def test_what_was_uploaded_is_what_comes_back(provider):
    record = first_filing(1, preapprovals=(Preapproval(type_id=1, number="9", scans=(b"a", b"b")),))
    approve(send_one(provider, record))
    filed = told(provider, Filed)
    given, entity = record.entity, filed.entity
    assert (entity.name, entity.nature_id) == (given.name, given.nature_id)
    for part in ("address", "certificate", "leader"):
        there, here = getattr(given, part), getattr(entity, part)
        assert {n: getattr(there, n) for n in FIELDS[part]} == {
            n: getattr(here, n) for n in FIELDS[part]
        }
    (service,), (sent,) = filed.services, record.services
    assert service.preapprovals == sent.preapprovals
    assert (service.content_ids, service.language_ids) == (sent.content_ids, sent.language_ids)
    assert (service.name, service.home_url) == (sent.name, sent.home_url)


FIELDS = {
    "address": ("province", "city", "district", "detail"),
    "certificate": ("type_id", "number", "address"),
    "leader": ("name", "mobile", "email", "office_phone", "certificate_number"),
}


def test_an_approval_frees_what_the_order_claimed(provider):
    order = send_one(provider, first_filing())
    assert Claim.objects.filter(order=order).count() == 2
    approve(order)
    assert not Claim.objects.exists()


def test_a_refusal_is_told_with_its_code_and_the_officers_words(provider):
    order = send_one(provider, first_filing())
    deciding.refuse(
        order_id=order.pk, officer=OFFICER, opinion="域名证书不清晰", code=1004, at=NOON
    )
    result, review = fetched(provider)
    assert [each.code for each in result.codes] == [1004]
    assert (review.outcome, review.opinion) == (ReviewOutcome.REJECTED, "域名证书不清晰")
    assert not Entity.objects.exists()
    assert send_one(provider, first_filing()).state == OrderState.WITH_OFFICER


def test_an_order_may_be_returned_without_judging_it(provider):
    order = send_one(provider, first_filing())
    deciding.give_back(order_id=order.pk, officer=OFFICER, opinion="请补充材料", at=NOON)
    assert Order.objects.get(pk=order.pk).state == OrderState.RETURNED
    assert told(provider, Review).opinion == "请补充材料"


def test_an_order_is_decided_once(provider):
    order = approve(send_one(provider, first_filing()))
    with untouched():
        for decide in (deciding.approve, deciding.refuse, deciding.give_back):
            with pytest.raises(OrderNotOpen):
                decide(order_id=order.pk, officer=OFFICER, opinion="再次处理", at=NOON)


@pytest.mark.parametrize("code", [1001, 1062, 2003, 14, 7777])
def test_a_refusal_needs_a_code_that_refuses(provider, code):
    order = send_one(provider, first_filing())
    with untouched(), pytest.raises(CodeNotRefusing):
        deciding.refuse(order_id=order.pk, officer=OFFICER, opinion="不合规", code=code, at=NOON)


def test_a_refusal_needs_words_that_can_be_sent(provider):
    order = send_one(provider, first_filing())
    with untouched():
        with pytest.raises(ReasonNeeded):
            deciding.refuse(order_id=order.pk, officer=OFFICER, opinion=" ", at=NOON)
        with pytest.raises(OutsideGbk):
            deciding.refuse(order_id=order.pk, officer=OFFICER, opinion="𠮷", at=NOON)


def test_added_websites_continue_the_sequence_of_the_entity(provider):
    entity = file_company(provider)
    approve(send_one(provider, added_services(entity, 2)))
    filed = told(provider, Filed)
    assert [each.filing_number for each in filed.services] == [
        f"{entity.number}-1",
        f"{entity.number}-2",
    ]


def test_a_suffix_is_not_given_again_after_a_cancellation(provider):
    entity = file_company(provider)
    approve(send_one(provider, added_services(entity, 2)))
    second = Service.objects.get(number=f"{entity.number}-2")
    approve(send_one(provider, cancellation(CancellationKind.SERVICE, second.pk)))
    approve(send_one(provider, added_services(entity, 3)))
    fetched(provider)
    numbers = set(Service.objects.filter(cancelled_at=None).values_list("number", flat=True))
    assert numbers == {f"{entity.number}-1", f"{entity.number}-3"}


def test_an_access_of_another_provider_keeps_each_ones_own_ids(provider, other):
    entity = file_company(provider)
    service = entity.services.get()
    approve(send_one(other, added_access(service.number, entity.password_hash)))
    filed = told(other, Filed)
    (service,) = filed.services
    assert (filed.entity.record_id, service.record_id) == (None, None)
    assert [(each.provider_unit_id, each.record_id) for each in service.access] == [
        (UNIT, None),
        (OTHER_UNIT, 4999),
    ]


def test_a_change_keeps_numbers_and_ids(provider):
    approve(send_one(provider, first_filing()))
    before = told(provider, Filed)
    approve(send_one(provider, change_of(before, name="上海示例新名称有限公司")), at=NOON + HOUR)
    after = told(provider, Filed)
    assert after.entity.name == "上海示例新名称有限公司"
    assert after.entity.last_changed_at == "2026-11-24 13:00:00"
    assert after.entity.administration_id == before.entity.administration_id
    assert after.services[0].filing_number == before.services[0].filing_number
    assert after.services[0].domains == before.services[0].domains
    assert after.services[0].access == before.services[0].access


def test_a_change_adds_and_drops_domains_and_addresses(provider):
    approve(send_one(provider, first_filing()))
    before = told(provider, Filed)
    service = changed_service(before.services[0])
    (domain,), (access,) = service.domains, service.access
    (part,) = access.ip_ranges
    new_part = replace(part, record_id=77, administration_id=None, last=IPv4Address("203.0.113.9"))
    new_domain = replace(domain, record_id=88, administration_id=None, name="shili-9.cn")
    record = replace(
        change_of(before),
        services=(
            replace(
                service,
                domains=(new_domain,),
                access=(replace(access, ip_ranges=(new_part,)),),
                home_url=None,
            ),
        ),
    )
    approve(send_one(provider, record))
    (after,) = told(provider, Filed).services
    assert [(each.name, each.record_id) for each in after.domains] == [("shili-9.cn", 88)]
    assert [each.record_id for each in after.access[0].ip_ranges] == [77]
    assert send_one(provider, first_filing(2, domains=domain_of(1), home_url=None)).codes == []


def domain_of(number: int) -> tuple[NewDomain, ...]:
    return new_service(number).domains


def test_a_change_moves_a_range_that_keeps_its_id(provider):
    approve(send_one(provider, first_filing()))
    before = told(provider, Filed)
    service = changed_service(before.services[0])
    (access,) = service.access
    moved = replace(access.ip_ranges[0], last=IPv4Address("203.0.113.9"))
    record = replace(
        change_of(before),
        services=(replace(service, access=(replace(access, ip_ranges=(moved,)),)),),
    )
    approve(send_one(provider, record))
    (after,) = told(provider, Filed).services
    (part,) = after.access[0].ip_ranges
    assert part.administration_id == moved.administration_id
    assert part.last == IPv4Address("203.0.113.9")


def test_a_cancelled_entity_ends_everything_and_every_provider_is_told(provider, other):
    entity = file_company(provider)
    service = entity.services.get()
    approve(send_one(other, added_access(service.number, entity.password_hash)))
    fetched(other)
    approve(send_one(provider, cancellation(CancellationKind.ENTITY, entity.pk)))
    for each in (provider, other):
        note = told(each, Cancelled)
        assert (note.kind, note.administration_id) == (CancellationKind.ENTITY, entity.pk)
    for rows in (Entity, Service, Domain, Access):
        assert not rows.objects.filter(cancelled_at=None).exists()
    assert send_one(provider, first_filing(1)).state == OrderState.WITH_OFFICER


def test_a_cancelled_access_leaves_the_website_to_the_others(provider, other):
    entity = file_company(provider)
    service = entity.services.get()
    approve(send_one(other, added_access(service.number, entity.password_hash)))
    fetched(other)
    mine = Access.objects.get(service=service, provider=provider)
    approve(send_one(provider, cancellation(CancellationKind.ACCESS, mine.pk)))
    note = told(provider, Cancelled)
    assert (note.kind, note.administration_id) == (CancellationKind.ACCESS, mine.pk)
    assert kinds(fetched(other)) == []
    (left,) = on_file(entity, other).services[0].access
    assert left.provider_unit_id == OTHER_UNIT


def test_a_home_page_too_long_for_the_answer_stays_out_of_it(provider):
    entity = file_company(provider)
    url = "https://www.shili-2.cn/" + "a" * 300
    approve(send_one(provider, added_services(entity, 2, home_url=url)))
    assert told(provider, Filed).services[1].home_url is None
    assert Service.objects.get(number=f"{entity.number}-2").home_url == url


def test_the_result_of_an_added_website_names_the_entity_by_number(provider):
    entity = file_company(provider)
    approve(send_one(provider, added_services(entity, 2)))
    records = fetched(provider)
    (result,) = [each for each in records if isinstance(each, UploadResult)]
    (review,) = [each for each in records if isinstance(each, Review)]
    assert (result.subject, review.record_id) == (entity.number, 2002)
    assert company_number(1) == entity.certificate_number
