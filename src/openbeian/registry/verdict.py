"""The verdict on one domain: which reason holds, by one order of precedence; no query is made here.

From strongest to weakest:

1. black list of the administration → blocked;
2. the product is delivered outside mainland China → not required;
3. registered, but suspended → suspended;
4. registered and linked to this provider → filed here;
5. the newest evidence of a registration without us: our own registration after our access ended,
   or what the administration said. Fresh → filed elsewhere; too old → go on, and at the end say so;
6. an application is under way here → in process;
7. a registration was seen, but too long ago → unknown;
8. the newest evidence says "no registration", or there is none → unfiled.

So nothing that is merely believed is ever called filed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from openbeian.datafiles import Faults, read
from openbeian.registry.evidence import Evidence, Link, Objection, Registration
from openbeian.registry.models import Party, StandingKind
from openbeian.registry.reasons import DATA, DataFaulty, Reason

_SUSPENDED_BY = {
    Party.ADMINISTRATION: Reason.SUSPENDED_BY_ADMINISTRATION,
    Party.PROVIDER: Reason.SUSPENDED_BY_PROVIDER,
}
_ENDED_BY = {
    StandingKind.CANCELLED: Reason.CANCELLED,
    StandingKind.REVOKED: Reason.REVOKED,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The reason that holds, since when, and the numbers it rests on.

    `as_of` is when the evidence was true; without one it is true at the moment of asking.
    """

    reason: Reason
    as_of: datetime | None = None
    since: datetime | None = None
    entity_number: str = ""
    service_number: str = ""
    psb_number: str = ""
    linked: bool = False


@cache
def fresh_for() -> timedelta:
    """Return how long what was seen elsewhere may be relied on, from `data/evidence.yaml`."""
    faults = Faults()
    row = read(DATA / "evidence.yaml", faults)
    limit = timedelta(days=row.whole("fresh_for_days"))
    row.evidence()
    row.close()
    faults.stop(DataFaulty)
    return limit


def decide(evidence: Evidence, *, at: datetime, required: bool = True) -> Verdict:
    """Return the verdict on a domain at a moment; `required` is false outside the mainland."""
    if evidence.black_listed_since is not None:
        return Verdict(Reason.BLACK_LISTED, since=evidence.black_listed_since)
    if not required:
        return Verdict(Reason.OUTSIDE_MAINLAND)
    here = _by_our_registration(evidence.registration, at)
    return here or _without_our_access(evidence, at)


def course(evidence: Evidence, *, at: datetime) -> Iterator[tuple[datetime, Verdict]]:
    """Yield the verdict at a moment, and each later one that comes by the passing of time alone.

    Each holds from the moment beside it until the next. What is not known yet is not in it.
    """
    last = decide(evidence, at=at)
    yield at, last
    for moment in sorted(point for point in _turning_points(evidence) if point > at):
        verdict = decide(evidence, at=moment)
        if verdict != last:
            yield moment, verdict
        last = verdict


def _turning_points(evidence: Evidence) -> Iterator[datetime]:
    """Yield every moment at which the verdict on this evidence could change."""
    for moment in _moments(evidence):
        yield moment
        yield moment + fresh_for() + timedelta.resolution  # the first at which it is too old


def _moments(evidence: Evidence) -> Iterator[datetime]:
    if evidence.observation is not None:
        yield evidence.observation.as_of
    registration = evidence.registration
    if registration is None:
        return
    facts: Iterable[Registration | Link | Objection]
    facts = (registration, *registration.links, *registration.objections)
    for fact in facts:
        yield fact.since
        if fact.until is not None:
            yield fact.until


def _by_our_registration(registration: Registration | None, at: datetime) -> Verdict | None:
    """Return the verdict that our own registration allows by itself: suspended or filed here."""
    if registration is None or not _holds(registration, at):
        return None
    links = [link for link in registration.links if _holds(link, at)]
    objection = _suspension(registration, links, at)
    if objection is not None:
        reason, since = _SUSPENDED_BY[objection.by], objection.since
    elif links:
        reason, since = Reason.LINKED, max(registration.since, min(link.since for link in links))
    else:
        return None
    return Verdict(
        reason,
        since=since,
        entity_number=registration.entity_number,
        service_number=registration.service_number,
        psb_number=registration.psb_number,
        linked=bool(links),
    )


def _suspension(registration: Registration, links: list[Link], at: datetime) -> Objection | None:
    """Return what suspends the registration: the administration's word before our own.

    A suspended access counts only where no other access of ours is left to serve by.
    """
    held = [
        objection
        for objection in registration.objections
        if objection.kind is StandingKind.SUSPENDED and _holds(objection, at)
    ]
    stopped = {objection.access_id for objection in held}
    all_stopped = bool(links) and all(link.id in stopped for link in links)
    counting = [objection for objection in held if objection.access_id is None or all_stopped]
    return min(counting, key=lambda one: (one.by is Party.PROVIDER, one.since), default=None)


def _without_our_access(evidence: Evidence, at: datetime) -> Verdict:
    """Return the verdict where nothing is linked to us: elsewhere, in process, or unfiled."""
    newest = _newest_word(evidence, at)
    filed = newest is not None and bool(newest.verdict.entity_number)
    if newest is not None and filed and at - newest.as_of <= fresh_for():
        if evidence.in_process_since is None:
            return newest.verdict
        return replace(newest.verdict, reason=Reason.ACCESS_IN_PROCESS)
    if evidence.in_process_since is not None:
        return Verdict(Reason.APPLICATION_OPEN, since=evidence.in_process_since)
    if newest is None:
        return Verdict(Reason.NO_RECORD)
    return Verdict(Reason.EVIDENCE_STALE, as_of=newest.as_of) if filed else newest.verdict


class _Word(NamedTuple):
    """Something that was said of a domain, and when."""

    as_of: datetime
    verdict: Verdict


def _word(reason: Reason, as_of: datetime, **more: Any) -> _Word:
    return _Word(as_of, Verdict(reason, as_of=as_of, **more))


def _newest_word(evidence: Evidence, at: datetime) -> _Word | None:
    """Return the newest thing that was said; of two at the same moment the refusal counts."""
    said = [*_of_our_registration(evidence, at), *_of_the_administration(evidence)]
    return max(said, key=lambda word: (word.as_of, not word.verdict.entity_number), default=None)


def _of_our_registration(evidence: Evidence, at: datetime) -> Iterator[_Word]:
    """Yield what a registration says after our access, or the registration itself, has ended."""
    registration = evidence.registration
    if registration is None:
        return
    if registration.until is not None and registration.until <= at:
        yield _word(_ending(registration), registration.until, since=registration.until)
        return
    ended = [link.until for link in registration.links if link.until is not None]
    last = max(ended, default=registration.since)
    yield _word(
        Reason.ACCESS_ENDED,
        last,
        since=last,
        entity_number=registration.entity_number,
        service_number=registration.service_number,
    )


def _of_the_administration(evidence: Evidence) -> Iterator[_Word]:
    """Yield what the administration said; that it found nothing is an answer too."""
    seen = evidence.observation
    if seen is None:
        return
    yield _word(
        Reason.SEEN_ELSEWHERE if seen.filed else Reason.FOUND_UNFILED,
        seen.as_of,
        entity_number=seen.entity_number,
        service_number=seen.service_number,
    )


def _ending(registration: Registration) -> Reason:
    """Return why a registration is no longer in force."""
    endings = [
        objection
        for objection in registration.objections
        if objection.kind in _ENDED_BY and objection.access_id is None
    ]
    last = max(endings, key=lambda one: one.since, default=None)
    return Reason.REMOVED if last is None else _ENDED_BY[last.kind]


def _holds(fact: Registration | Link | Objection, at: datetime) -> bool:
    """Whether a fact held at a moment; the last moment is not part of it."""
    return fact.since <= at and (fact.until is None or at < fact.until)
