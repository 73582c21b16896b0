"""Whatever the verbs did, in whatever order: "filed here" means that all of it is in force."""

from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from openbeian.errors import DomainError
from openbeian.registry import services
from openbeian.registry.answers import answer
from openbeian.registry.models import (
    Access,
    BlackListedDomain,
    Domain,
    Elsewhere,
    Standing,
    StandingKind,
)
from openbeian.registry.reasons import Status
from openbeian.registry.subjects import Subject, SubjectKind
from registry import town
from registry.town import ADMINISTRATION_SAYS, DAY, DOMAIN, NOON, PROVIDER_SAYS, SENIOR

CAUSES = (ADMINISTRATION_SAYS, PROVIDER_SAYS)
kinds = st.sampled_from(SubjectKind)
causes = st.sampled_from(CAUSES)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("enter")),
        st.tuples(st.just("suspend"), kinds, causes),
        st.tuples(st.just("lift")),
        st.tuples(st.just("cancel"), kinds, causes),
        st.tuples(st.just("revoke"), kinds, causes),
        st.tuples(st.just("blacklist")),
        st.tuples(st.just("unblacklist")),
        st.tuples(st.just("look_up"), st.sampled_from(["", "京ICP备2021000001号-1"])),
        st.tuples(st.just("apply")),
    ),
    max_size=7,
)


def subject(kind):
    """Return the newest thing of a kind, in force or not."""
    domain = Domain.objects.latest("pk")
    ids = {
        SubjectKind.ENTITY: domain.service.entity_id,
        SubjectKind.SERVICE: domain.service_id,
        SubjectKind.DOMAIN: domain.pk,
        SubjectKind.ACCESS: domain.service.accesses.latest("pk").pk,
    }
    return Subject(kind, ids[kind])


def do(verb, *arguments, at):
    match verb:
        case "enter":
            town.enter(at=at)
        case "suspend" | "cancel" | "revoke":
            kind, cause = arguments
            write = getattr(services, verb)
            write(subject=subject(kind), cause=cause, actor=SENIOR, at=at)
        case "lift":
            standing_id = Standing.objects.latest("pk").pk
            services.lift(standing_id=standing_id, because="已整改", actor=SENIOR, at=at)
        case "blacklist":
            services.blacklist(domain=DOMAIN, reason="涉诈", source="HMDLB", actor=SENIOR, at=at)
        case "unblacklist":
            services.unblacklist(domain=DOMAIN, reason="已移出", actor=SENIOR, at=at)
        case "look_up":
            town.look_up(number=arguments[0], at=at)
        case "apply":
            town.apply_for(DOMAIN, at=at)


def is_filed_here():
    """Judge by the rows that stand open, without a thought for times."""
    domain = Domain.objects.in_force().filter(name=DOMAIN).first()
    if domain is None or BlackListedDomain.objects.in_force().filter(domain=DOMAIN).exists():
        return False
    service, entity = domain.service, domain.service.entity
    against = Standing.objects.in_force().filter(kind=StandingKind.SUSPENDED)
    if (
        against.filter(entity=entity)
        | against.filter(service=service)
        | against.filter(domain=domain)
    ).exists():
        return False
    serving = Access.objects.in_force().filter(service=service, here=True)
    serving = serving.exclude(pk__in=against.filter(access__isnull=False).values("access"))
    return service.is_in_force and entity.is_in_force and serving.exists()


class AnyHistory(TestCase):
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(steps, st.integers(0, 40))
    def test_filed_here_is_exactly_what_stands_open(self, history, days):
        town.found_organisations()
        moments = (NOON + timedelta(hours=hour) for hour in count())
        for step, at in zip(history, moments, strict=False):
            try:
                do(*step, at=at)
            except (DomainError, Domain.DoesNotExist, Standing.DoesNotExist):
                continue  # a refusal changes nothing
        found = answer(DOMAIN, at=NOON + DAY + timedelta(days=days))
        assert (found.status is Status.FILED_HERE) == is_filed_here()
        if found.status is Status.FILED_ELSEWHERE:
            assert (
                Elsewhere.objects.in_force().filter(domain=DOMAIN, filed=True).exists()
                or Domain.objects.in_force().filter(name=DOMAIN).exists()
            )
