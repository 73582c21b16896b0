"""The verdict on any evidence: what must hold whatever is known of a domain."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from openbeian.registry.evidence import Evidence, Link, Objection, Observation, Registration
from openbeian.registry.models import Party, StandingKind
from openbeian.registry.reasons import Reason, Status, explain
from openbeian.registry.verdict import course, decide, fresh_for
from registry.town import NOON

NUMBER = "沪ICP备2026006107号"
moments = st.integers(-90, 0).map(lambda days: NOON + timedelta(days=days))
endings = st.none() | st.integers(-90, 5).map(lambda days: NOON + timedelta(days=days))
links = st.builds(Link, id=st.integers(1, 3), since=moments, until=endings)
objections = st.builds(
    Objection,
    kind=st.sampled_from(StandingKind),
    by=st.sampled_from(Party),
    since=moments,
    until=endings,
    access_id=st.none() | st.integers(1, 3),
)
registrations = st.builds(
    Registration,
    since=moments,
    until=endings,
    entity_number=st.just(NUMBER),
    service_number=st.just(f"{NUMBER}-1"),
    psb_number=st.just(""),
    links=st.lists(links, max_size=3, unique_by=lambda link: link.id).map(tuple),
    objections=st.lists(objections, max_size=3).map(tuple),
)
observations = moments.flatmap(
    lambda as_of: st.sampled_from(
        [
            Observation(as_of, filed=True, entity_number="京ICP备2021000001号", service_number=""),
            Observation(as_of, filed=False, entity_number="", service_number=""),
        ]
    )
)
evidences = st.builds(
    Evidence,
    registration=st.none() | registrations,
    black_listed_since=st.none() | moments,
    in_process_since=st.none() | moments,
    observation=st.none() | observations,
)


def holds(fact):
    return fact.since <= NOON and (fact.until is None or fact.until > NOON)


def status(evidence, *, required=True):
    return explain(decide(evidence, at=NOON, required=required).reason).status


@given(evidences)
def test_filed_here_needs_everything_in_force_and_nothing_against_it(evidence):
    registration = evidence.registration
    serving = [link for link in registration.links if holds(link)] if registration else []
    against = [
        objection
        for objection in (registration.objections if registration else ())
        if objection.kind is StandingKind.SUSPENDED and holds(objection)
    ]
    stopped = {objection.access_id for objection in against}
    expected = (
        registration is not None
        and holds(registration)
        and any(link.id not in stopped for link in serving)
        and all(objection.access_id is not None for objection in against)
        and evidence.black_listed_since is None
    )
    assert (status(evidence) is Status.FILED_HERE) == expected


@given(evidences)
def test_filed_elsewhere_rests_on_a_number_and_on_fresh_evidence(evidence):
    verdict = decide(evidence, at=NOON)
    if explain(verdict.reason).status is Status.FILED_ELSEWHERE:
        assert verdict.entity_number
        assert NOON - verdict.as_of <= fresh_for()


@given(evidences)
def test_without_any_number_seen_nothing_is_filed(evidence):
    seen = evidence.registration or (evidence.observation and evidence.observation.filed)
    if not seen:
        assert status(evidence) not in {Status.FILED_HERE, Status.FILED_ELSEWHERE}


@given(evidences)
def test_only_what_rests_on_a_number_names_one(evidence):
    verdict = decide(evidence, at=NOON)
    resting = {Status.FILED_HERE, Status.FILED_ELSEWHERE, Status.SUSPENDED}
    assert bool(verdict.entity_number) == (explain(verdict.reason).status in resting)


@given(evidences)
def test_a_black_list_beats_everything(evidence):
    if evidence.black_listed_since is not None:
        assert status(evidence) is Status.BLOCKED
        assert status(evidence, required=False) is Status.BLOCKED


@given(evidences)
def test_outside_the_mainland_nothing_else_counts(evidence):
    expected = Status.BLOCKED if evidence.black_listed_since else Status.NOT_REQUIRED
    assert status(evidence, required=False) is expected


@given(evidences)
def test_no_evidence_is_from_the_future(evidence):
    verdict = decide(evidence, at=NOON)
    assert verdict.as_of is None or verdict.as_of <= NOON
    assert verdict.since is None or verdict.since <= NOON


@given(evidences)
def test_a_link_is_claimed_only_where_there_is_one(evidence):
    verdict = decide(evidence, at=NOON)
    links = evidence.registration.links if evidence.registration else ()
    assert not verdict.linked or any(holds(link) for link in links)


def test_of_two_words_at_the_same_moment_the_refusal_counts():
    ended = Registration(
        since=NOON - timedelta(days=9),
        until=NOON,
        entity_number=NUMBER,
        service_number=f"{NUMBER}-1",
        psb_number="",
        links=(),
        objections=(),
    )
    seen = Observation(NOON, filed=True, entity_number="京ICP备2021000001号", service_number="")
    verdict = decide(Evidence(registration=ended, observation=seen), at=NOON)
    assert verdict.reason is Reason.REMOVED


@given(evidences, st.integers(0, 100), st.integers(0, 86400 * 10**6))
def test_the_course_says_at_every_later_moment_what_would_be_decided_then(evidence, days, micros):
    later = NOON + timedelta(days=days, microseconds=micros)
    [*_, (_, verdict)] = [step for step in course(evidence, at=NOON) if step[0] <= later]
    assert verdict == decide(evidence, at=later)


@given(evidences)
def test_the_course_goes_forward_and_never_repeats_itself(evidence):
    moments, verdicts = zip(*course(evidence, at=NOON), strict=True)
    assert moments[0] == NOON
    assert all(earlier < later for earlier, later in pairwise(moments))
    assert all(former != next_ for former, next_ in pairwise(verdicts))


def test_what_was_seen_elsewhere_grows_stale_to_the_microsecond():
    seen = Observation(NOON, filed=True, entity_number="京ICP备2021000001号", service_number="")
    [(_, fresh), (moment, stale)] = course(Evidence(observation=seen), at=NOON)
    assert (fresh.reason, stale.reason) == (Reason.SEEN_ELSEWHERE, Reason.EVIDENCE_STALE)
    assert moment == NOON + fresh_for() + timedelta(microseconds=1)
