"""The gate says member for member what the registry says: one builder, two doors."""

from datetime import timedelta

import pytest
from django.db import transaction

from gate import publishing
from gate.publishing import follow, gate_says, registry_says
from openbeian.registry import services
from openbeian.registry.models import Domain, Entity, Standing
from openbeian.registry.reasons import Reason, Status, explain
from openbeian.registry.services import record_psb_number
from openbeian.registry.subjects import Subject, SubjectKind
from registry import town
from registry.town import ADMINISTRATION_SAYS, DAY, DOMAIN, HOUR, NOON, PROVIDER_SAYS, SENIOR

pytestmark = pytest.mark.usefixtures("organisations")
HOSTS = (DOMAIN, f"WWW.{DOMAIN}:443", f"*.{DOMAIN}", "unheard-of.cn", "203.0.113.9", "com.cn")


def domain():
    return Subject(SubjectKind.DOMAIN, Domain.objects.latest("pk").pk)


def access():
    return Subject(SubjectKind.ACCESS, Domain.objects.latest("pk").service.accesses.latest("pk").pk)


def entity():
    return Subject(SubjectKind.ENTITY, Entity.objects.latest("pk").pk)


def put(verb, subject, cause=ADMINISTRATION_SAYS, at=NOON):
    verb(subject=subject, cause=cause, actor=SENIOR, at=at)


def blacklist(at=NOON):
    services.blacklist(domain=DOMAIN, reason="涉诈", source="HMDLB", actor=SENIOR, at=at)


def with_psb_number():
    town.enter()
    service = Domain.objects.get().service_id
    with transaction.atomic():
        record_psb_number(
            service_id=service, number="沪公网安备31011502000001号", actor=SENIOR, at=NOON
        )


def then(*steps):
    def go():
        for step in steps:
            step()

    return go


# what happened at noon -> what the answer to the domain is called an hour later
HISTORIES = {
    "linked": (town.enter, Reason.LINKED),
    "linked, with a public-security number": (with_psb_number, Reason.LINKED),
    "suspended by the administration": (
        then(town.enter, lambda: put(services.suspend, entity())),
        Reason.SUSPENDED_BY_ADMINISTRATION,
    ),
    "suspended by the provider": (
        then(town.enter, lambda: put(services.suspend, access(), PROVIDER_SAYS)),
        Reason.SUSPENDED_BY_PROVIDER,
    ),
    "black-listed": (then(town.enter, blacklist), Reason.BLACK_LISTED),
    "cancelled": (then(town.enter, lambda: put(services.cancel, domain())), Reason.CANCELLED),
    "revoked": (then(town.enter, lambda: put(services.revoke, entity())), Reason.REVOKED),
    "access ended": (
        then(town.enter, lambda: put(services.cancel, access(), PROVIDER_SAYS)),
        Reason.ACCESS_ENDED,
    ),
    "seen elsewhere": (town.look_up, Reason.SEEN_ELSEWHERE),
    "seen elsewhere, with us in process": (
        then(town.look_up, publishing.apply_for),
        Reason.ACCESS_IN_PROCESS,
    ),
    "seen elsewhere, long ago": (
        lambda: town.look_up(as_of=NOON - 31 * DAY),
        Reason.EVIDENCE_STALE,
    ),
    "application open": (publishing.apply_for, Reason.APPLICATION_OPEN),
    "found unfiled": (lambda: town.look_up(number=""), Reason.FOUND_UNFILED),
    "nothing known": (lambda: None, Reason.NO_RECORD),
}


def agree(path, at):
    for host in HOSTS:
        assert gate_says(path, host) == registry_says(host, at), host


@pytest.mark.parametrize(("history", "reason"), HISTORIES.values(), ids=HISTORIES)
def test_a_store_that_is_built_says_what_the_registry_says(history, reason, tmp_path, time):
    history()
    follow(tmp_path, time)
    assert gate_says(tmp_path, DOMAIN)["reason"] == reason
    agree(tmp_path, time.at)


@pytest.mark.parametrize(("history", "reason"), HISTORIES.values(), ids=HISTORIES)
def test_a_store_that_follows_says_what_the_registry_says(history, reason, tmp_path, time):
    follow(tmp_path, time)
    history()
    follow(tmp_path, time)
    assert gate_says(tmp_path, DOMAIN)["reason"] == reason
    agree(tmp_path, time.at)


@pytest.mark.parametrize(("history", "reason"), HISTORIES.values(), ids=HISTORIES)
def test_they_agree_at_every_later_moment_though_nothing_happens(history, reason, tmp_path, time):
    history()
    follow(tmp_path, time)
    for later in (30 * DAY - 2 * HOUR, HOUR, timedelta(seconds=2), 400 * DAY):
        time.at += later
        follow(tmp_path, time)  # only the pulse
        agree(tmp_path, time.at)


def test_every_status_but_that_of_foreign_delivery_was_agreed_upon():
    reached = {reason for _, reason in HISTORIES.values()}
    assert {explain(reason).status for reason in reached} == set(Status) - {Status.NOT_REQUIRED}


def test_what_ends_is_followed_too(tmp_path, time):
    town.enter()
    blacklist()
    put(services.suspend, domain())
    follow(tmp_path, time)
    time.at += HOUR
    services.unblacklist(domain=DOMAIN, reason="已移出", actor=SENIOR, at=time.at)
    follow(tmp_path, time)
    agree(tmp_path, time.at)
    standing = Standing.objects.get().pk
    services.lift(standing_id=standing, because="已整改", actor=SENIOR, at=time.at)
    follow(tmp_path, time)
    assert gate_says(tmp_path, DOMAIN)["status"] == Status.FILED_HERE
    agree(tmp_path, time.at)


def test_a_domain_that_changes_hands_is_followed(tmp_path, time):
    town.enter()
    follow(tmp_path, time)
    time.at += HOUR
    town.change(town.declared(town.website(domain="other-name.cn")), at=time.at)
    follow(tmp_path, time)
    assert gate_says(tmp_path, "other-name.cn")["status"] == Status.FILED_HERE
    assert gate_says(tmp_path, DOMAIN)["reason"] == Reason.REMOVED
    agree(tmp_path, time.at)


def test_an_application_that_ends_is_followed(tmp_path, time):
    publishing.apply_for()
    follow(tmp_path, time)
    assert gate_says(tmp_path, DOMAIN)["status"] == Status.IN_PROCESS
    publishing.end_application(at=NOON + HOUR)
    follow(tmp_path, time)
    assert gate_says(tmp_path, DOMAIN)["reason"] == Reason.NO_RECORD
