"""What is put against a registration has a reason, is told, and stays on record."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from openbeian.accounts.actors import NotPermitted
from openbeian.audit.queries import history, sentence
from openbeian.cases.access import OwnCase
from openbeian.declaration.values import ServiceKind
from openbeian.registry import queries, services
from openbeian.registry.models import Party, Standing
from openbeian.registry.services import standing as verbs
from openbeian.registry.services.standing import Cause
from openbeian.registry.subjects import NoLongerInForce, NotRegistered, Subject, SubjectKind
from registry.town import (
    ADMINISTRATION_SAYS,
    APPLICANT,
    COMPANY,
    DAY,
    DOMAIN,
    ENTITY_NUMBER,
    HOUR,
    NOON,
    PROVIDER_SAYS,
    REVIEWER,
    SENIOR,
    SERVICE_NUMBER,
    declared,
    enter,
    reason,
    told,
    website,
)

pytestmark = pytest.mark.usefixtures("organisations")


def about(kind, row):
    return Subject(SubjectKind(kind), row.pk)


def suspend(subject, *, cause=ADMINISTRATION_SAYS, actor=SENIOR, at=NOON):
    return services.suspend(subject=subject, cause=cause, actor=actor, at=at)


def cancel(subject, *, cause=ADMINISTRATION_SAYS, at=NOON + HOUR):
    return services.cancel(subject=subject, cause=cause, actor=SENIOR, at=at)


def last_told():
    """Return template and facts of the last message that is owed."""
    return told()[-1]


class TestSuspend:
    def test_the_reason_is_kept_in_its_own_words(self):
        standing = suspend(about("entity", enter().entity))
        assert (standing.kind, standing.by) == ("suspended", "administration")
        assert (standing.reason, standing.language) == ("网站内容与备案不符", "zh-hans")
        assert standing.is_in_force

    def test_the_applicant_is_told_the_reason(self):
        suspend(about("entity", enter().entity))
        assert last_told() == (
            "suspended",
            {"number": ENTITY_NUMBER, "reason": "网站内容与备案不符"},
        )

    def test_the_database_holds_no_word_of_the_reason(self):
        standing = suspend(about("entity", enter().entity))
        services.lift(standing_id=standing.pk, because="已整改", actor=SENIOR, at=NOON + HOUR)
        [row] = Standing.objects.values("reason_sealed", "lifted_because_sealed")
        assert "网站内容".encode() not in bytes(row["reason_sealed"])
        assert "整改".encode() not in bytes(row["lifted_because_sealed"])

    def test_the_log_holds_no_word_of_the_reason(self):
        entity = enter().entity
        suspend(about("entity", entity))
        event = history(("entity", str(entity.pk))).last()
        assert sentence(event).zh == f"通信管理局暂停了{ENTITY_NUMBER}"
        assert sentence(event).en == f"{ENTITY_NUMBER} was suspended by the administration"
        assert "网站内容" not in str(event.facts)

    def test_twice_by_the_same_party_is_refused(self):
        subject = about("access", enter().services[0].accesses.get())
        suspend(subject)
        with pytest.raises(verbs.AlreadySuspended):
            suspend(subject, at=NOON + HOUR)
        suspend(subject, cause=PROVIDER_SAYS)
        assert Standing.objects.count() == 2

    @pytest.mark.parametrize("verb", [services.suspend, services.cancel, services.revoke])
    def test_nobody_decides_on_their_own_organisation(self, verb):
        subject = about("entity", enter().entity)
        own = replace(SENIOR, organisation_id=COMPANY)
        with pytest.raises(OwnCase):
            verb(subject=subject, cause=ADMINISTRATION_SAYS, actor=own, at=NOON)
        assert not Standing.objects.exists()

    def test_a_reason_must_be_stated(self):
        with pytest.raises(verbs.ReasonMissing):
            suspend(about("entity", enter().entity), cause=Cause(Party.ADMINISTRATION, " \n", "en"))

    @pytest.mark.parametrize("verb", [services.suspend, services.cancel, services.revoke])
    def test_the_provider_decides_on_its_own_access_only(self, verb):
        subject = about("service", enter().services[0])
        with pytest.raises(verbs.AccessOnly):
            verb(subject=subject, cause=PROVIDER_SAYS, actor=SENIOR, at=NOON)
        standing = suspend(subject)
        with pytest.raises(IntegrityError), transaction.atomic():
            Standing.objects.filter(pk=standing.pk).update(by=Party.PROVIDER)

    @pytest.mark.parametrize("actor", [APPLICANT, REVIEWER], ids=lambda a: a.role)
    def test_only_who_may_can(self, actor):
        with pytest.raises(NotPermitted):
            suspend(about("entity", enter().entity), actor=actor)

    def test_what_is_not_registered_cannot_be_suspended(self):
        with pytest.raises(NotRegistered):
            suspend(Subject(SubjectKind.SERVICE, 77))

    def test_what_has_ended_cannot_be_suspended(self):
        subject = about("domain", enter().services[0].domains.get())
        cancel(subject)
        with pytest.raises(NoLongerInForce):
            suspend(subject, at=NOON + DAY)

    def test_it_is_seen_with_the_registration(self):
        registration = enter(declared(website(1), website(2, "shili-shop.cn")))
        standing = suspend(about("domain", registration.services[0].domains.get()))
        (entity,) = queries.registered(organisation_id=COMPANY, at=NOON + HOUR)
        assert [tuple(service.suspensions) for service in entity.services] == [(standing,), ()]


class TestLift:
    def test_the_suspension_ends_and_the_applicant_is_told(self):
        standing = suspend(about("entity", enter().entity))
        lifted = services.lift(
            standing_id=standing.pk, because=" 已整改 ", actor=SENIOR, at=NOON + HOUR
        )
        assert (lifted.until, lifted.lifted_because) == (NOON + HOUR, "已整改")
        assert last_told() == ("lifted", {"number": ENTITY_NUMBER, "reason": "已整改"})

    def test_it_may_be_suspended_again(self):
        subject = about("entity", enter().entity)
        first = suspend(subject)
        services.lift(standing_id=first.pk, because="已整改", actor=SENIOR, at=NOON + HOUR)
        suspend(subject, at=NOON + DAY)
        assert [s.is_in_force for s in Standing.objects.order_by("pk")] == [False, True]

    def test_twice_is_refused(self):
        standing = suspend(about("entity", enter().entity))
        services.lift(standing_id=standing.pk, because="已整改", actor=SENIOR, at=NOON)
        with pytest.raises(verbs.NotSuspended):
            services.lift(standing_id=standing.pk, because="已整改", actor=SENIOR, at=NOON)

    def test_a_cancellation_is_not_lifted(self):
        standing = cancel(about("entity", enter().entity))
        with pytest.raises(verbs.NotSuspended):
            services.lift(standing_id=standing.pk, because="已整改", actor=SENIOR, at=NOON)
        with pytest.raises(IntegrityError), transaction.atomic():
            Standing.objects.filter(pk=standing.pk).update(until=NOON + DAY)

    def test_a_reason_must_be_stated(self):
        standing = suspend(about("entity", enter().entity))
        with pytest.raises(verbs.ReasonMissing):
            services.lift(standing_id=standing.pk, because=" ", actor=SENIOR, at=NOON)


class TestCancel:
    def test_an_entity_ends_with_all_that_rests_on_it(self):
        registration = enter(declared(website(1), website(2, "shili-shop.cn")))
        cancel(about("entity", registration.entity))
        assert reason(at=NOON + DAY) == reason("shili-shop.cn", at=NOON + DAY) == "cancelled"
        assert queries.registered(organisation_id=COMPANY, at=NOON + DAY) == ()
        for service in registration.services:
            service.refresh_from_db()
            rows = [service, service.domains.get(), service.accesses.get()]
            assert [row.until for row in rows] == [NOON + HOUR] * 3

    def test_a_service_ends_and_the_others_stay(self):
        registration = enter(declared(website(1), website(2, "shili-shop.cn")))
        cancel(about("service", registration.services[0]))
        assert reason(at=NOON + DAY) == "cancelled"
        assert reason("shili-shop.cn", at=NOON + DAY) == "linked"
        assert last_told()[1]["number"] == SERVICE_NUMBER

    def test_a_domain_ends_alone(self):
        service = enter().services[0]
        cancel(about("domain", service.domains.get()))
        service.refresh_from_db()
        assert service.is_in_force
        facts = {"number": SERVICE_NUMBER, "domain": DOMAIN, "reason": "网站内容与备案不符"}
        assert last_told() == ("cancelled", facts)

    def test_a_revocation_is_told_as_one(self):
        services.revoke(
            subject=about("service", enter().services[0]),
            cause=ADMINISTRATION_SAYS,
            actor=SENIOR,
            at=NOON + HOUR,
        )
        assert last_told()[0] == "revoked"

    def test_twice_is_refused(self):
        subject = about("entity", enter().entity)
        cancel(subject)
        with pytest.raises(NoLongerInForce):
            cancel(subject)


class TestRemoveAccess:
    def test_the_numbers_stay_and_the_applicant_is_told(self):
        service = enter().services[0]
        access = service.accesses.get()
        services.remove_access(
            access_id=access.pk, cause=PROVIDER_SAYS, actor=SENIOR, at=NOON + HOUR
        )
        service.refresh_from_db()
        assert service.is_in_force
        assert last_told() == ("access_removed", {"domain": DOMAIN, "reason": PROVIDER_SAYS.reason})
        event = history(("entity", str(service.entity_id))).last()
        assert SERVICE_NUMBER in sentence(event).en

    def test_a_suspended_access_is_told_as_one_and_so_is_its_return(self):
        access = enter().services[0].accesses.get()
        standing = suspend(about("access", access), cause=PROVIDER_SAYS)
        facts = {"domain": DOMAIN, "reason": PROVIDER_SAYS.reason}
        assert last_told() == ("access_suspended", facts)
        services.lift(standing_id=standing.pk, because="已恢复", actor=SENIOR, at=NOON + HOUR)
        assert last_told() == ("access_restored", {"domain": DOMAIN, "reason": "已恢复"})

    def test_an_access_of_an_app_is_named_by_its_number(self):
        app = website(1, kind=ServiceKind.APP, domains=())
        access = enter(declared(app), numbers={1: f"{ENTITY_NUMBER}-1A"}).services[0].accesses.get()
        suspend(about("access", access))
        assert last_told()[1]["domain"] == f"{ENTITY_NUMBER}-1A"


def test_a_standing_concerns_exactly_one_subject():
    registration = enter()
    standing = suspend(about("entity", registration.entity))
    standing.pk = None
    standing.service = registration.services[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        standing.save(force_insert=True)
    standing.entity = standing.service = None
    with pytest.raises(IntegrityError), transaction.atomic():
        standing.save(force_insert=True)
