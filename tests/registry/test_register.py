"""Approval brings a declaration into force under the numbers issued, and a change supersedes it."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from examples import COMPANY_NUMBER
from openbeian.audit.queries import history, sentence
from openbeian.declaration.values import Access as DeclaredAccess
from openbeian.declaration.values import ServiceKind
from openbeian.numbers.errors import NumberError
from openbeian.registry import queries, services
from openbeian.registry.models import Access, Domain, Entity, Service, ServiceFacts
from openbeian.registry.services import register
from openbeian.registry.services.process import DomainTaken
from openbeian.registry.subjects import NotRegistered, Subject, SubjectKind
from registry.town import (
    ADMINISTRATION_SAYS,
    COMPANY,
    DAY,
    DOMAIN,
    ENTITY_NUMBER,
    FILING,
    HOUR,
    NOON,
    REVIEWER,
    SENIOR,
    SERVICE_NUMBER,
    STRANGERS,
    change,
    declared,
    enter,
    reason,
    website,
)

pytestmark = pytest.mark.usefixtures("organisations")
OTHER_NUMBER = "91310115MA1K4E7U7G"


class TestRegister:
    def test_every_row_of_the_declaration_comes_into_force(self):
        registration = enter()
        entity, (service,) = registration.entity, registration.services
        assert (entity.number, entity.province, entity.since) == (ENTITY_NUMBER, "310000", NOON)
        assert (entity.organisation_id, entity.filing_id) == (COMPANY, FILING)
        assert entity.name == "上海示例合资科技有限公司"
        assert (service.number, service.sequence, service.kind) == (SERVICE_NUMBER, 1, "website")
        assert service.name == "示例合资科技官网"
        assert [domain.name for domain in service.domains.in_force()] == [DOMAIN]
        access = service.accesses.get()
        assert (access.here, access.provider) == (True, "示例云计算（上海）有限公司")
        assert access.ip_addresses == ["203.0.113.10"]

    def test_the_certificate_number_is_kept_as_a_blind_index_only(self):
        entity = enter().entity
        assert entity.certificate_index == register_index(COMPANY_NUMBER)
        assert entity.certificate_index == register_index(f" {COMPANY_NUMBER.lower()} ")
        assert COMPANY_NUMBER not in repr(vars(entity))

    def test_numbers_are_kept_in_canonical_form(self):
        registration = enter(entity_number="沪icp备 2026006107", numbers={1: "沪ICP备2026006107-1"})
        assert registration.entity.number == ENTITY_NUMBER
        assert registration.services[0].number == SERVICE_NUMBER

    def test_a_licence_number_can_stand_in_its_place(self):
        registration = enter(entity_number="沪B2-20090059", numbers={1: "沪B2-20090059-7"})
        assert registration.entity.number == "沪B2-20090059"
        assert registration.services[0].sequence == 7

    def test_the_ids_of_the_administration_are_kept(self):
        ids = {
            "entity": 501,
            "services[1]": 601,
            "services[1].domains[1]": 701,
            "services[1].access[1]": 801,
        }
        with transaction.atomic():
            register.register(
                declaration=declared(),
                organisation_id=COMPANY,
                entity_number=ENTITY_NUMBER,
                service_numbers={1: SERVICE_NUMBER},
                administration_ids=ids,
                actor=REVIEWER,
                at=NOON,
            )
        kept = [
            table.objects.get().administration_id for table in (Entity, Service, Domain, Access)
        ]
        assert kept == list(ids.values())

    def test_a_second_service_joins_the_entity(self):
        first = enter()
        second = enter(declared(website(2, "shili-shop.cn")), at=NOON + DAY)
        assert second.entity == first.entity
        assert [service.number for service in second.services] == [f"{ENTITY_NUMBER}-2"]
        assert reason("shili-shop.cn", at=NOON + 2 * DAY) == "linked"

    def test_the_log_tells_it_in_both_languages(self):
        entity = enter().entity
        told = [sentence(event) for event in history(("entity", str(entity.pk)))]
        assert told[0].en == f"The reviewer registered the entity {ENTITY_NUMBER}"
        assert told[1].zh == f"审核员登记了{SERVICE_NUMBER}，域名：{DOMAIN}"


def register_index(number):
    return register.certificate_index(number)


class TestRefusals:
    def test_an_entity_number_of_another_organisation(self):
        enter()
        with pytest.raises(register.EntityNumberTaken):
            enter(declared(website(2, "shili-shop.cn")), organisation=STRANGERS)

    def test_an_entity_number_of_another_certificate(self):
        enter()
        with pytest.raises(register.EntityNumberTaken):
            enter(declared(website(2, "shili-shop.cn"), number=OTHER_NUMBER))

    def test_a_service_number_issued_before(self):
        enter()
        with pytest.raises(register.ServiceNumberTaken):
            enter(declared(website(2, "shili-shop.cn")), numbers={2: SERVICE_NUMBER})

    def test_a_sequence_number_used_by_a_service_of_another_kind(self):
        enter()
        app = website(2, "shili-shop.cn", kind=ServiceKind.APP)
        with pytest.raises(register.ServiceNumberTaken):
            enter(declared(app), numbers={2: f"{ENTITY_NUMBER}-1A"})

    def test_a_domain_registered_before(self):
        enter()
        with pytest.raises(DomainTaken) as refusal:
            enter(declared(website(2)))
        assert DOMAIN in refusal.value.text.en

    @pytest.mark.parametrize(
        "number",
        [ENTITY_NUMBER, "沪ICP备2026006108号-1", f"{ENTITY_NUMBER}-1A"],
        ids=["no service", "another entity", "another kind"],
    )
    def test_a_number_that_does_not_fit_the_service(self, number):
        with pytest.raises(register.ServiceNumberUnfit):
            enter(numbers={1: number})

    def test_a_service_without_a_number(self):
        with pytest.raises(register.ServiceNumberMissing):
            enter(numbers={2: SERVICE_NUMBER})

    def test_what_is_no_number(self):
        with pytest.raises(NumberError):
            enter(entity_number="2026006107")

    def test_a_refusal_leaves_nothing_behind(self):
        enter()
        with pytest.raises(DomainTaken):
            enter(declared(website(2, "shili-shop.cn"), website(3)))
        assert Service.objects.count() == 1
        assert reason("shili-shop.cn") == "no_record"

    def test_a_number_that_ended_stays_with_its_entity(self):
        ended = enter().entity
        cancel(SubjectKind.ENTITY, ended.pk)
        with pytest.raises(register.EntityNumberTaken):
            enter(declared(number=OTHER_NUMBER), at=NOON + DAY)
        again = enter(at=NOON + DAY)
        assert again.entity != ended
        assert [row.is_in_force for row in Entity.objects.order_by("pk")] == [False, True]

    def test_a_service_number_that_ended_may_come_back(self):
        service = enter().services[0]
        cancel(SubjectKind.SERVICE, service.pk)
        assert enter(at=NOON + DAY).services[0].number == SERVICE_NUMBER


def cancel(kind, row_id):
    services.cancel(
        subject=Subject(kind, row_id), cause=ADMINISTRATION_SAYS, actor=SENIOR, at=NOON + HOUR
    )


class TestAmend:
    def test_a_new_name_supersedes_the_former(self):
        entity = enter().entity
        renamed = replace(
            declared(), entity=replace(declared().entity, name="上海示例新名有限公司")
        )
        change(renamed)
        assert entity.name == "上海示例新名有限公司"
        former, present = entity.versions.order_by("since")
        assert (former.name, former.until) == ("上海示例合资科技有限公司", NOON + DAY)
        assert present.is_in_force

    def test_a_service_changes_its_name_and_the_past_remains(self):
        service = enter().services[0]
        change(declared(website(name="示例科技新官网")))
        assert service.name == "示例科技新官网"
        (then,) = queries.registered(organisation_id=COMPANY, at=NOON)
        (now,) = queries.registered(organisation_id=COMPANY, at=NOON + DAY)
        names = [then.services[0].name, now.services[0].name]
        assert names == ["示例合资科技官网", "示例科技新官网"]

    def test_a_domain_no_longer_declared_ends_and_a_new_one_begins(self):
        enter()
        change(declared(website(domain="shili-new.cn")))
        assert reason(at=NOON + 2 * DAY) == "removed"
        assert reason("shili-new.cn", at=NOON + 2 * DAY) == "linked"

    def test_an_access_that_differs_is_superseded(self):
        service = enter().services[0]
        moved = DeclaredAccess(
            id=1, method_ids=(5,), server_place_ids=(26,), ip_addresses=("203.0.113.77",)
        )
        change(declared(website(access=(moved,))))
        assert [a.ip_addresses for a in service.accesses.in_force()] == [["203.0.113.77"]]
        assert service.accesses.count() == 2

    def test_nothing_new_changes_nothing(self):
        entity = enter().entity
        before = history(("entity", str(entity.pk))).count()
        change(declared())
        assert history(("entity", str(entity.pk))).count() == before
        assert ServiceFacts.objects.count() == Access.objects.count() == 1

    def test_services_that_are_not_named_stay(self):
        enter(declared(website(1), website(2, "shili-shop.cn")))
        change(declared(website(1, name="新名")))
        assert reason("shili-shop.cn", at=NOON + 2 * DAY) == "linked"

    def test_a_domain_of_somebody_else_is_refused(self):
        enter(declared(website(1), website(2, "shili-shop.cn")))
        with pytest.raises(DomainTaken):
            change(declared(website(1, domain="shili-shop.cn")))

    def test_an_entity_of_another_organisation_is_not_found(self):
        enter()
        with pytest.raises(NotRegistered):
            change(declared(), organisation=STRANGERS)

    @pytest.mark.parametrize("numbers", [{1: f"{ENTITY_NUMBER}-9"}, {9: SERVICE_NUMBER}])
    def test_a_service_that_is_not_registered_or_not_declared(self, numbers):
        enter()
        with pytest.raises(NotRegistered):
            change(declared(), numbers=numbers)


def test_a_registration_shows_who_and_what_it_is():
    enter()
    (entity,) = queries.registered(organisation_id=COMPANY, at=NOON + HOUR)
    assert queries.entity_by_number(ENTITY_NUMBER, at=NOON + HOUR) == entity
    assert queries.entity_by_number(ENTITY_NUMBER, at=NOON - HOUR) is None
    assert queries.registered(organisation_id=STRANGERS, at=NOON + HOUR) == ()
    (service,) = entity.services
    assert (service.linked_since, service.suspensions, service.psb_number) == (NOON, (), "")
    assert queries.registered_domains([DOMAIN, "x.cn"], at=NOON) == {DOMAIN: SERVICE_NUMBER}


@pytest.mark.parametrize(
    ("table", "field"),
    [
        (Entity, "an_entity_number_is_in_force_once"),
        (Service, "a_service_number_is_in_force_once"),
        (Domain, "a_domain_is_registered_once"),
        (Access, "an_access_of_a_service_is_registered_once"),
        (ServiceFacts, "a_service_has_one_version_of_its_facts_in_force"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_database_itself_refuses_a_second_row_in_force(table, field):
    enter()
    row = table.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    row.until = row.since
    row.save(force_insert=True)
    assert table.objects.count() == 2
    assert field in {constraint.name for constraint in table._meta.constraints}


def test_the_database_itself_refuses_an_end_before_the_beginning():
    domain = enter().services[0].domains.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Domain.objects.filter(pk=domain.pk).update(until=NOON - HOUR)


def test_what_is_registered_is_read_with_as_many_queries_however_much_it_is(
    django_assert_max_num_queries,
):
    websites = [website(number, domain=f"shili-{number}.cn") for number in range(1, 6)]
    enter(declared(*websites))
    with django_assert_max_num_queries(8):
        (entity,) = queries.registered(organisation_id=COMPANY, at=NOON + HOUR)
    assert [service.domains[0].name for service in entity.services] == [
        f"shili-{number}.cn" for number in range(1, 6)
    ]


def test_a_clock_set_back_cannot_end_a_fact_before_it_began():
    domain = enter().services[0].domains.get()
    domain.end(NOON - DAY)
    assert domain.until == NOON
