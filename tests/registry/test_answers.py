"""The verification answer, from rows that the registry's own verbs have written."""

from datetime import timedelta

import pytest

from openbeian.registry import services
from openbeian.registry.answers import answer
from openbeian.registry.evidence import Evidence, gather
from openbeian.registry.models import Access, Domain, Elsewhere
from openbeian.registry.products import UnknownProduct
from openbeian.registry.reasons import Status
from openbeian.registry.subjects import Subject, SubjectKind
from registry.town import (
    ADMINISTRATION_SAYS,
    DAY,
    DOMAIN,
    ENTITY_NUMBER,
    HOUR,
    NOON,
    OTHER_FILING,
    PROVIDER_SAYS,
    SENIOR,
    SERVICE_NUMBER,
    apply_for,
    declared,
    enter,
    look_up,
    reason,
    website,
)

pytestmark = pytest.mark.usefixtures("organisations")
MONTH = 30 * DAY


def suspend(kind, row, *, cause=ADMINISTRATION_SAYS, at=NOON):
    subject = Subject(SubjectKind(kind), row.pk)
    return services.suspend(subject=subject, cause=cause, actor=SENIOR, at=at)


def cancel(kind, row, *, at=NOON, verb=services.cancel):
    subject = Subject(SubjectKind(kind), row.pk)
    return verb(subject=subject, cause=ADMINISTRATION_SAYS, actor=SENIOR, at=at)


def test_a_registered_and_linked_domain_is_filed_here():
    registration = enter()
    services.record_psb_number(
        service_id=registration.services[0].pk,
        number="沪公网安备31011502000001号",
        actor=SENIOR,
        at=NOON,
    )
    found = answer("www.Shili-Keji.cn:443", at=NOON + HOUR)
    assert (found.host, found.registrable_domain) == ("www.shili-keji.cn", DOMAIN)
    assert (found.status, found.reason) == ("filed_here", "linked")
    assert (found.entity_number, found.service_number) == (ENTITY_NUMBER, SERVICE_NUMBER)
    assert found.psb_number == "沪公网安备31011502000001号"
    assert found.provider_linked
    assert (found.since, found.as_of) == (NOON, NOON + HOUR)
    assert "接入" in found.words.zh
    assert found.next_step.en


def test_a_domain_of_which_nothing_is_known_is_unfiled():
    found = answer(DOMAIN, at=NOON)
    assert (found.status, found.reason) == ("unfiled", "no_record")
    assert (found.entity_number, found.provider_linked, found.since) == ("", False, None)


def test_a_neighbour_of_a_registered_domain_is_unfiled():
    enter()
    assert reason("shili-keji.com.cn") == "no_record"
    assert reason("my-shili-keji.cn") == "no_record"


def test_an_application_under_way_is_in_process():
    apply_for(DOMAIN)
    found = answer(DOMAIN, at=NOON + HOUR)
    assert (found.status, found.reason, found.since) == ("in_process", "application_open", NOON)
    assert not found.entity_number


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        ("entity", ADMINISTRATION_SAYS),
        ("service", ADMINISTRATION_SAYS),
        ("domain", ADMINISTRATION_SAYS),
        ("access", ADMINISTRATION_SAYS),
        ("access", PROVIDER_SAYS),
    ],
    ids=lambda value: getattr(value, "by", value),
)
def test_whatever_is_suspended_the_answer_is_suspended(kind, cause):
    registration = enter()
    service = registration.services[0]
    rows = {
        "entity": registration.entity,
        "service": service,
        "domain": service.domains.get(),
        "access": service.accesses.get(),
    }
    suspend(kind, rows[kind], cause=cause, at=NOON + HOUR)
    found = answer(DOMAIN, at=NOON + DAY)
    assert (found.status, found.reason) == ("suspended", f"suspended_by_{cause.by}")
    assert (found.service_number, found.since) == (SERVICE_NUMBER, NOON + HOUR)
    assert cause.reason not in found.words.en + found.words.zh


def test_a_lifted_suspension_no_longer_counts():
    standing = suspend("entity", enter().entity)
    services.lift(standing_id=standing.pk, because="已整改", actor=SENIOR, at=NOON + HOUR)
    assert reason(at=NOON + timedelta(minutes=59)) == "suspended_by_administration"
    assert reason(at=NOON + HOUR) == "linked"


def test_the_administration_is_named_where_both_suspend():
    service = enter().services[0]
    suspend("access", service.accesses.get(), cause=PROVIDER_SAYS)
    suspend("service", service, at=NOON + HOUR)
    assert reason(at=NOON + DAY) == "suspended_by_administration"


def test_a_suspended_access_does_not_stop_another_one():
    service = enter().services[0]
    suspend("access", service.accesses.get(), cause=PROVIDER_SAYS)
    second = service.accesses.get()
    second.pk, second.declared_id = None, 2
    second.save(force_insert=True)
    assert reason() == "linked"


def test_a_suspended_access_leaves_other_services_alone():
    service = enter().services[0]
    other = enter(declared(website(2, "shili-shop.cn"))).services[0]
    suspend("access", other.accesses.get(), cause=PROVIDER_SAYS)
    assert service.number == SERVICE_NUMBER
    assert reason() == "linked"


@pytest.mark.parametrize("kind", ["entity", "service", "domain"])
@pytest.mark.parametrize("verb", [services.cancel, services.revoke], ids=lambda v: v.__name__)
def test_what_was_ended_is_unfiled_with_the_reason(kind, verb):
    registration = enter()
    rows = {
        "entity": registration.entity,
        "service": registration.services[0],
        "domain": registration.services[0].domains.get(),
    }
    cancel(kind, rows[kind], at=NOON + HOUR, verb=verb)
    found = answer(DOMAIN, at=NOON + DAY)
    expected = {"cancel": "cancelled", "revoke": "revoked"}[verb.__name__]
    assert (found.status, found.reason, found.since) == ("unfiled", expected, NOON + HOUR)
    assert not found.entity_number
    assert reason(at=NOON + timedelta(minutes=30)) == "linked"


def test_a_domain_registered_again_after_a_cancellation_is_filed_here():
    cancel("entity", enter().entity, at=NOON + HOUR)
    enter(at=NOON + DAY)
    assert reason(at=NOON + 2 * HOUR) == "cancelled"
    assert reason(at=NOON + 2 * DAY) == "linked"


def test_an_entity_that_ended_takes_a_domain_left_in_force_with_it():
    registration = enter()
    registration.entity.end(NOON + HOUR)
    assert Domain.objects.in_force().filter(name=DOMAIN).exists()
    assert reason(at=NOON + DAY) == "removed"


def test_a_black_listed_domain_is_blocked_though_registered():
    enter()
    services.blacklist(
        domain=f"www.{DOMAIN}", reason="涉诈", source="HMDLB", actor=SENIOR, at=NOON + HOUR
    )
    found = answer(DOMAIN, at=NOON + DAY)
    assert (found.status, found.reason, found.since) == ("blocked", "black_listed", NOON + HOUR)
    services.unblacklist(domain=DOMAIN, reason="已移出", actor=SENIOR, at=NOON + DAY)
    assert reason(at=NOON + 2 * DAY) == "linked"


class TestElsewhere:
    def test_a_fresh_look_up_is_filed_elsewhere(self):
        look_up(as_of=NOON - HOUR)
        found = answer(DOMAIN, at=NOON + HOUR)
        assert (found.status, found.reason) == ("filed_elsewhere", "seen_elsewhere")
        assert found.entity_number == "京ICP备2021000001号"
        assert found.service_number == "京ICP备2021000001号-1"
        assert (found.provider_linked, found.as_of) == (False, NOON - HOUR)

    def test_a_stale_look_up_is_unknown_and_says_its_age(self):
        look_up()
        assert reason(at=NOON + MONTH) == "seen_elsewhere"
        found = answer(DOMAIN, at=NOON + MONTH + DAY)
        assert (found.status, found.reason) == ("unknown", "evidence_stale")
        assert (found.as_of, found.entity_number) == (NOON, "")
        assert "31 days" in found.words.en
        assert "31天" in found.words.zh

    def test_a_look_up_that_found_nothing_is_unfiled(self):
        look_up(number="", as_of=NOON - HOUR)
        found = answer(DOMAIN, at=NOON)
        assert (found.status, found.reason) == ("unfiled", "found_unfiled")
        assert found.as_of == NOON - HOUR

    def test_a_newer_look_up_supersedes_the_older(self):
        look_up()
        look_up(number="", at=NOON + DAY)
        assert reason(at=NOON + HOUR) == "seen_elsewhere"
        assert reason(at=NOON + 2 * DAY) == "found_unfiled"
        assert Elsewhere.objects.count() == 2

    def test_adding_access_is_told_while_it_is_in_process(self):
        look_up()
        apply_for(DOMAIN)
        found = answer(DOMAIN, at=NOON + HOUR)
        assert (found.status, found.reason) == ("filed_elsewhere", "access_in_process")

    def test_an_application_is_told_where_the_look_up_is_stale(self):
        look_up()
        apply_for(DOMAIN, at=NOON + MONTH)
        assert reason(at=NOON + MONTH + DAY) == "application_open"

    def test_a_registration_here_beats_a_look_up(self):
        enter()
        look_up(number="", at=NOON + HOUR)
        assert reason(at=NOON + DAY) == "linked"

    def test_a_look_up_after_a_cancellation_here_counts(self):
        cancel("entity", enter().entity, at=NOON + HOUR)
        look_up(at=NOON + DAY)
        assert reason(at=NOON + 2 * DAY) == "seen_elsewhere"

    def test_a_look_up_before_a_cancellation_here_does_not(self):
        look_up()
        cancel("entity", enter().entity, at=NOON + HOUR)
        assert reason(at=NOON + DAY) == "cancelled"

    def test_without_our_access_the_registration_is_elsewhere_until_that_is_stale(self):
        access = enter().services[0].accesses.get()
        services.remove_access(
            access_id=access.pk, cause=PROVIDER_SAYS, actor=SENIOR, at=NOON + HOUR
        )
        found = answer(DOMAIN, at=NOON + DAY)
        assert (found.status, found.reason) == ("filed_elsewhere", "access_ended")
        assert (found.provider_linked, found.as_of) == (False, NOON + HOUR)
        assert reason(at=NOON + MONTH + DAY) == "evidence_stale"

    def test_a_registration_without_any_access_of_ours_is_elsewhere(self):
        Access.objects.filter(service=enter().services[0]).update(here=False)
        assert reason() == "access_ended"


@pytest.mark.parametrize(
    ("host", "expected"),
    [("", "empty"), ("10.0.0.1", "ip_literal"), ("com.cn", "public_suffix"), ("?", "malformed")],
)
def test_what_is_no_domain_is_unknown(host, expected):
    found = answer(host, at=NOON)
    assert (found.status, found.reason) == ("unknown", expected)
    assert found.registrable_domain == ""


@pytest.mark.parametrize("product_id", ["hosting_overseas", "cdn_overseas"])
def test_outside_the_mainland_nothing_is_required(product_id):
    found = answer(DOMAIN, at=NOON, product=product_id)
    assert (found.status, found.reason) == ("not_required", "outside_mainland")


def test_an_unknown_product_is_refused():
    with pytest.raises(UnknownProduct) as refusal:
        answer(DOMAIN, at=NOON, product="teapot")
    assert "hosting_mainland" in refusal.value.text.zh


def test_the_past_can_be_asked():
    enter(at=NOON)
    assert reason(at=NOON - HOUR) == "no_record"


def test_an_answer_takes_three_queries_however_much_is_known(django_assert_num_queries):
    look_up()
    apply_for(DOMAIN)
    apply_for("shili-shop.cn", filing=OTHER_FILING)
    registration = enter(declared(website(1), website(2, "shili-shop.cn")))
    suspend("entity", registration.entity)
    suspend("service", registration.services[0])
    suspend("access", registration.services[0].accesses.get(), cause=PROVIDER_SAYS)
    with django_assert_num_queries(3):
        found = answer(DOMAIN, at=NOON + HOUR)
    assert found.status is Status.SUSPENDED


def test_the_evidence_on_many_domains_is_kept_apart(django_assert_num_queries):
    services_ = enter(declared(website(1), website(2, "shili-shop.cn"))).services
    suspend("service", services_[0])
    look_up("shili-far.cn")
    names = [DOMAIN, "shili-shop.cn", "shili-far.cn", "shili-new.cn"]
    with django_assert_num_queries(3):
        known = gather(names, at=NOON + HOUR)
    assert [len(known[name].registration.objections) for name in names[:2]] == [1, 0]
    assert known["shili-far.cn"].observation.filed
    assert known["shili-new.cn"] == Evidence()


def test_what_is_no_domain_takes_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer("com.cn", at=NOON)
