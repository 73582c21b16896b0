"""Records against what is on file, on the lists and under way, each with the real code."""

from dataclasses import replace

import pytest

from openbeian.sandbox.models import Entity, OrderState
from openbeian.sandbox.services import listing
from openbeian.wire.messages.decision import UploadResult
from openbeian.wire.messages.filed import Filed
from openbeian.wire.messages.filing import EntityById, NewDomain, ServiceById
from openbeian.wire.messages.meanings import CancellationKind
from openbeian.wire.messages.parts import Address, ListedCertificate
from sandbox.town import (
    BEIJING,
    HOUR,
    NOON,
    OTHER_UNIT,
    UNIT,
    added_access,
    added_services,
    allocation,
    approve,
    cancellation,
    change_of,
    changed_service,
    codes_of,
    company_number,
    fetched,
    file_company,
    first_filing,
    new_entity,
    open_account,
    send,
    send_one,
    source,
    told,
)


def elsewhere(**changes) -> Address:
    return Address(**({"province": 310000, "city": 310100, "district": 310115} | changes))


class TestConflicts:
    def test_an_entity_is_filed_once(self, provider):
        file_company(provider, 1)
        record = replace(first_filing(2), entity=new_entity(1))
        assert codes_of(provider, record) == [1003]

    def test_two_open_filings_of_one_entity_conflict_across_providers(self, provider):
        other = open_account(OTHER_UNIT)
        send_one(other, source())
        send_one(other, allocation())
        fetched(other)
        assert codes_of(other, first_filing(1)) == []
        record = replace(first_filing(2), entity=new_entity(1))
        assert codes_of(provider, record) == [1003]

    def test_a_domain_is_filed_once_whatever_is_before_it(self, provider):
        file_company(provider, 1)
        domains = (NewDomain(record_id=1, name="WWW.SHILI-1.CN"),)
        record = first_filing(2, domains=domains, home_url=None)
        assert codes_of(provider, record) == [1005]

    def test_an_open_filing_keeps_its_domains_from_others(self, provider):
        send_one(provider, first_filing(1))
        domains = (NewDomain(record_id=1, name="shili-1.cn"),)
        record = first_filing(2, domains=domains, home_url=None)
        assert codes_of(provider, record) == [1005]

    def test_two_records_of_one_file_conflict_like_any_other(self, provider):
        domains = (NewDomain(record_id=1, name="shili-1.cn"),)
        first, second = first_filing(1), first_filing(2, domains=domains, home_url=None)
        states = [order.state for order in send(provider, first, second).orders.order_by("pk")]
        assert states == [OrderState.WITH_OFFICER, OrderState.REFUSED]

    def test_a_home_page_is_filed_once(self, provider):
        entity = file_company(provider, 1)
        assert codes_of(provider, added_services(entity, 2, home_url="https://www.shili-1.cn")) == [
            1041,
            1021,
        ]

    def test_a_refused_filing_keeps_nothing_from_others(self, provider):
        assert codes_of(provider, first_filing(1, nature_id=999)) == [1014]
        assert codes_of(provider, first_filing(1)) == []


class TestBlackLists:
    def test_a_listed_entity_is_refused(self, provider):
        listing.list_entity(
            name="示例",
            certificate=ListedCertificate(type_id=1, number=company_number(1).lower()),
            reason="提供虚假信息",
            at=NOON,
        )
        fetched(provider)
        assert codes_of(provider, first_filing(1)) == [1065]

    def test_a_listed_domain_is_refused_and_named(self, provider):
        listing.list_domain(website="示例", domain="shili-1.cn", reason="涉诈", at=NOON)
        fetched(provider)
        order = send_one(provider, first_filing(1))
        assert order.codes == [1064]
        words = told(provider, UploadResult).codes[0].description
        assert "示例科技1号官网" in words
        assert "shili-1.cn" in words


class TestAddedServices:
    def test_a_website_is_added_by_number_or_by_id(self, provider):
        for company, name in ((1, "number"), (2, "id")):
            entity = file_company(provider, company)
            record = added_services(entity, 10 + company)
            if name == "id":
                record = replace(record, entity=EntityById(administration_id=entity.pk))
            order = send_one(provider, record)
            assert (order.state, order.entity) == (OrderState.WITH_OFFICER, entity)
            assert (order.subject, order.record_id) == (entity.number, 2010 + company)

    def test_an_unknown_entity_is_1058(self, provider):
        entity = file_company(provider)
        record = replace(added_services(entity, 2), entity=EntityById(administration_id=999))
        assert codes_of(provider, record) == [1058]

    def test_only_one_order_at_a_time_is_about_an_entity(self, provider):
        entity = file_company(provider)
        assert codes_of(provider, added_services(entity, 2)) == []
        assert codes_of(provider, added_services(entity, 3)) == [1017]

    def test_the_own_domain_again_is_1039(self, provider):
        entity = file_company(provider)
        domains = (NewDomain(record_id=1, name="shili-1.cn"),)
        record = added_services(entity, 2, domains=domains, home_url=None)
        assert codes_of(provider, record) == [1039]

    def test_a_wrong_filing_password_is_1018(self, provider):
        entity = file_company(provider)
        record = replace(added_services(entity, 2), filing_password="0" * 32)
        assert codes_of(provider, record) == [1018]
        right = replace(record, filing_password=entity.password_hash.upper())
        assert codes_of(provider, right) == []

    def test_an_entity_of_another_province_is_not_reported_here(self, provider):
        beijing = open_account(UNIT, province=BEIJING)
        entity = file_company(provider)
        assert 1045 in codes_of(beijing, added_services(entity, 2))


class TestAddedAccess:
    @pytest.fixture
    def other(self, provider):  # noqa: ARG002 - the province comes first
        other = open_account(OTHER_UNIT)
        send_one(other, source())
        send_one(other, allocation())
        fetched(other)
        return other

    def test_another_provider_adds_its_access(self, provider, other):
        entity = file_company(provider)
        service = entity.services.get()
        order = send_one(other, added_access(service.number, entity.password_hash))
        assert (order.state, order.service) == (OrderState.WITH_OFFICER, service)
        assert (order.subject, order.record_id) == (service.number, 4999)

    def test_the_same_provider_has_its_access_already(self, provider):
        entity = file_company(provider)
        record = added_access(entity.services.get().number, entity.password_hash)
        assert codes_of(provider, record) == [1038]

    def test_an_unknown_website_is_1059(self, other):
        record = added_access("沪ICP备2026000099号-1", "0" * 32)
        assert codes_of(other, record) == [1059]
        by_id = replace(record, service=ServiceById(administration_id=999))
        assert codes_of(other, by_id) == [1059]

    def test_a_cancelled_website_is_1050(self, provider, other):
        entity = file_company(provider)
        file_another(provider, entity)
        service = entity.services.order_by("pk").first()
        approve(send_one(provider, cancellation(CancellationKind.SERVICE, service.pk)))
        assert codes_of(other, added_access(service.number, entity.password_hash)) == [1050]


def file_another(provider, entity):
    approve(send_one(provider, added_services(entity, 9)))
    fetched(provider)


class TestChange:
    @pytest.fixture
    def filed(self, provider):
        approve(send_one(provider, first_filing(1)))
        return told(provider, Filed)

    def test_what_was_filed_can_be_sent_back_as_a_change(self, provider, filed):
        assert codes_of(provider, change_of(filed, name="上海示例新名称有限公司")) == []

    def test_the_province_cannot_change(self, provider, filed):
        address = elsewhere(province=110000, city=110100, district=110101)
        assert codes_of(provider, change_of(filed, address=address)) == [1046]

    def test_an_unknown_entity_or_number_is_1016(self, provider, filed):
        assert codes_of(provider, change_of(filed, administration_id=999)) == [1016]
        assert codes_of(provider, change_of(filed, filing_number="沪ICP备2026000099号")) == [1016]

    def test_a_second_change_waits_for_the_first(self, provider, filed):
        assert codes_of(provider, change_of(filed)) == []
        assert codes_of(provider, change_of(filed)) == [1017]

    def test_who_connects_nothing_changes_nothing(self, filed):
        other = open_account(OTHER_UNIT)
        send_one(other, source())
        send_one(other, allocation())
        fetched(other)
        assert codes_of(other, change_of(filed)) == [1048]

    def test_ids_of_somebody_else_are_refused(self, provider, filed):
        (service,) = change_of(filed).services
        (access,), (domain,) = service.access, service.domains
        (part,) = access.ip_ranges
        for changed, code in (
            (replace(service, domains=(replace(domain, administration_id=999),)), 1016),
            (replace(service, access=(replace(access, administration_id=999),)), 1048),
            (
                replace(
                    service,
                    access=(replace(access, ip_ranges=(replace(part, administration_id=999),)),),
                ),
                1023,
            ),
        ):
            assert codes_of(provider, replace(change_of(filed), services=(changed,))) == [code]

    def test_a_website_twice_in_one_change_is_1067(self, provider, filed):
        service = changed_service(filed.services[0])
        record = replace(change_of(filed), services=(service, service))
        assert 1067 in codes_of(provider, record)

    def test_a_cancelled_website_is_not_changed(self, provider, filed):
        entity = Entity.objects.get()
        file_another(provider, entity)
        first = entity.services.order_by("pk").first()
        approve(send_one(provider, cancellation(CancellationKind.SERVICE, first.pk)))
        fetched(provider)
        assert 1050 in codes_of(provider, change_of(filed))

    def test_a_domain_of_another_entity_cannot_be_added(self, provider, filed):
        file_company(provider, 2)
        service = changed_service(filed.services[0])
        taken = replace(service.domains[0], administration_id=None, name="shili-2.cn")
        record = replace(
            change_of(filed), services=(replace(service, domains=(*service.domains, taken)),)
        )
        assert codes_of(provider, record) == [1005]

    def test_the_certificate_of_another_entity_cannot_be_taken_over(self, provider, filed):
        file_company(provider, 2)
        certificate = replace(change_of(filed).entity.certificate, number=company_number(2))
        assert codes_of(provider, change_of(filed, certificate=certificate)) == [1003]


class TestCancellation:
    def test_unknown_ids_are_1016(self, provider):
        for kind in CancellationKind:
            assert codes_of(provider, cancellation(kind, 999)) == [1016]

    def test_a_cancelled_website_is_not_cancelled_again(self, provider):
        entity = file_company(provider)
        record = cancellation(CancellationKind.SERVICE, entity.services.get().pk)
        approve(send_one(provider, record))
        fetched(provider)
        assert codes_of(provider, record) == [1050]

    def test_the_last_access_stays(self, provider):
        entity = file_company(provider)
        access = entity.services.get().accesses.get()
        assert codes_of(provider, cancellation(CancellationKind.ACCESS, access.pk)) == [1025]

    def test_nobody_cancels_what_others_connect(self, provider):
        entity = file_company(provider)
        service = entity.services.get()
        other = open_account(OTHER_UNIT)
        for kind, pk, code in (
            (CancellationKind.ENTITY, entity.pk, 1048),
            (CancellationKind.SERVICE, service.pk, 1048),
            (CancellationKind.ACCESS, service.accesses.get().pk, 1047),
        ):
            assert codes_of(other, cancellation(kind, pk)) == [code]

    def test_what_is_being_cancelled_is_not_cancelled_again(self, provider):
        entity = file_company(provider)
        service = entity.services.get()
        whole = cancellation(CancellationKind.ENTITY, entity.pk)
        one = cancellation(CancellationKind.SERVICE, service.pk)
        assert codes_of(provider, whole) == []
        assert codes_of(provider, whole) == [1027]
        assert codes_of(provider, one) == [1042]

    def test_nor_is_the_entity_of_a_website_that_is(self, provider):
        entity = file_company(provider)
        service = entity.services.get()
        one = cancellation(CancellationKind.SERVICE, service.pk)
        assert codes_of(provider, one) == []
        assert codes_of(provider, one) == [1030]
        assert codes_of(provider, cancellation(CancellationKind.ENTITY, entity.pk)) == [1043]

    def test_the_filing_password_is_compared_where_it_comes(self, provider):
        entity = file_company(provider)
        record = cancellation(CancellationKind.ENTITY, entity.pk, "0" * 32)
        assert codes_of(provider, record) == [1018]

    def test_what_was_cancelled_is_gone(self, provider):
        entity = file_company(provider)
        record = cancellation(CancellationKind.ENTITY, entity.pk)
        approve(send_one(provider, record), at=NOON + HOUR)
        fetched(provider)
        assert codes_of(provider, record) == [1049]
        assert codes_of(provider, added_services(entity, 2)) == [1049]
