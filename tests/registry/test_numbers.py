"""Numbers beside the filing: each belongs to one, and a later one says which it superseded."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from openbeian.audit.queries import history, sentence
from openbeian.numbers.errors import NumberError
from openbeian.registry import queries, services
from openbeian.registry.models import Licence, PsbNumber
from openbeian.registry.services import numbers
from openbeian.registry.subjects import NoLongerInForce, NotRegistered, Subject, SubjectKind
from registry.town import (
    ADMINISTRATION_SAYS,
    APPLICANT,
    COMPANY,
    DAY,
    ENTITY_NUMBER,
    HOUR,
    NOON,
    REVIEWER,
    SENIOR,
    SERVICE_NUMBER,
    STRANGERS,
    declared,
    enter,
    website,
)

pytestmark = pytest.mark.usefixtures("organisations")
PSB = "沪公网安备31011502000001号"
OTHER_PSB = "沪公网安备31011502000002号"
LICENCE = "沪B2-20260059"


def record_psb(service, number=PSB, *, at=NOON + HOUR):
    return services.record_psb_number(service_id=service.pk, number=number, actor=APPLICANT, at=at)


def record_licence(entity, *, until=date(2031, 11, 23), at=NOON + HOUR):
    return services.record_licence(
        entity_id=entity.pk,
        number="沪b2－20260059号",
        classes=["B25"],
        valid_until=until,
        actor=REVIEWER,
        at=at,
    )


class TestPsbNumber:
    def test_it_is_kept_in_canonical_form_and_shown(self):
        service = enter().services[0]
        assert record_psb(service, "沪公网安备 31011502000001").number == PSB
        (entity,) = queries.registered(organisation_id=COMPANY, at=NOON + DAY)
        assert entity.services[0].psb_number == PSB

    def test_the_same_again_changes_nothing(self):
        service = enter().services[0]
        assert record_psb(service) == record_psb(service, at=NOON + DAY)
        assert PsbNumber.objects.count() == 1

    def test_a_later_one_supersedes_it(self):
        service = enter().services[0]
        former = record_psb(service)
        later = record_psb(service, OTHER_PSB, at=NOON + DAY)
        former.refresh_from_db()
        assert (former.superseded_by, former.until) == (later, NOON + DAY)
        event = history(("entity", str(service.entity_id))).last()
        assert sentence(event).zh == f"申请人为{SERVICE_NUMBER}登记了{OTHER_PSB}"
        assert event.facts["superseded"] == PSB

    def test_that_of_another_service_is_refused_and_nothing_changes(self):
        first, second = enter(declared(website(1), website(2, "shili-shop.cn"))).services
        record_psb(first)
        kept = record_psb(second, OTHER_PSB)
        with pytest.raises(numbers.PsbNumberTaken):
            record_psb(second, at=NOON + DAY)
        kept.refresh_from_db()
        assert kept.is_in_force

    def test_what_is_no_number_is_refused(self):
        with pytest.raises(NumberError):
            record_psb(enter().services[0], "31011502000001号备案")

    def test_a_service_that_has_ended_gets_none(self):
        service = enter().services[0]
        subject = Subject(SubjectKind.SERVICE, service.pk)
        services.cancel(subject=subject, cause=ADMINISTRATION_SAYS, actor=SENIOR, at=NOON + HOUR)
        with pytest.raises(NoLongerInForce):
            record_psb(service, at=NOON + DAY)

    def test_one_that_is_in_force_cannot_be_superseded(self):
        former = record_psb(enter().services[0])
        with pytest.raises(IntegrityError), transaction.atomic():
            PsbNumber.objects.filter(pk=former.pk).update(superseded_by=former.pk)


class TestLicence:
    def test_it_is_kept_and_shown_with_the_entity(self):
        record_licence(enter().entity)
        (entity,) = queries.registered(organisation_id=COMPANY, at=NOON + DAY)
        assert [(row.number, row.classes) for row in entity.licences] == [(LICENCE, ["B25"])]

    def test_a_renewal_supersedes_it(self):
        entity = enter().entity
        former = record_licence(entity, until=None)
        later = record_licence(entity, at=NOON + DAY)
        former.refresh_from_db()
        assert former.superseded_by == later
        assert later.valid_until == date(2031, 11, 23)
        event = history(("entity", str(entity.pk))).last()
        assert (
            sentence(event).en == f"The reviewer recorded the licence {LICENCE} for {ENTITY_NUMBER}"
        )

    def test_that_of_another_entity_is_refused(self):
        record_licence(enter().entity)
        other = enter(
            declared(website(1, "shili-shop.cn")),
            organisation=STRANGERS,
            entity_number="沪ICP备2026009999号",
        )
        with pytest.raises(numbers.LicenceNumberTaken):
            record_licence(other.entity)
        assert Licence.objects.count() == 1

    def test_an_entity_that_is_not_registered_gets_none(self):
        entity = enter().entity
        entity.pk = 77
        with pytest.raises(NotRegistered):
            record_licence(entity)
