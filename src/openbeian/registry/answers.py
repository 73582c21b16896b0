"""The one builder of a verification answer: may this host name be served, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from openbeian.gate import hosts
from openbeian.registry.evidence import Evidence, gather
from openbeian.registry.products import product as purchase_rule
from openbeian.registry.reasons import Reason, Status, explain
from openbeian.registry.verdict import Verdict, decide
from openbeian.text import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """What the registry says about a host name.

    `host` is the name as it was understood, `registrable_domain` its registrable domain as an
    A-label or nothing. `as_of` is when the evidence was true, `since` from when the status holds,
    where that is known. Numbers are empty where the status does not rest on one.
    """

    host: str
    registrable_domain: str
    status: Status
    reason: Reason
    entity_number: str
    service_number: str
    psb_number: str
    provider_linked: bool
    since: datetime | None
    as_of: datetime
    next_step: Text
    words: Text


def answer(host: str, *, at: datetime, product: str | None = None) -> Answer:
    """Return the answer for a host name in any shape, as things stood at a moment.

    Never raises for the host, whatever was typed. Raises UnknownProduct for a product that has no
    purchase rule; with one that is delivered outside the mainland the answer is `not_required`.
    Three queries at most.
    """
    required = product is None or purchase_rule(product).mainland
    read = hosts.read(host)
    evidence = gather([read.registrable], at=at)[read.registrable] if not read.fault else Evidence()
    return by_evidence(read, evidence, at=at, required=required)


def answers(asked: Collection[str], *, at: datetime) -> list[Answer]:
    """Return the answers for many host names, in their order; three queries however many."""
    read = [hosts.read(one) for one in asked]
    known = gather({host.registrable for host in read if not host.fault}, at=at)
    return [by_evidence(host, known.get(host.registrable, Evidence()), at=at) for host in read]


def by_evidence(
    read: hosts.Host, evidence: Evidence, *, at: datetime, required: bool = True
) -> Answer:
    """Return the answer that evidence gives for a host name, without a query."""
    if read.fault is not None:
        return _answer(read, Verdict(Reason(read.fault)), at)
    return _answer(read, decide(evidence, at=at, required=required), at)


def _answer(host: hosts.Host, verdict: Verdict, at: datetime) -> Answer:
    explanation = explain(verdict.reason)
    as_of = verdict.as_of or at
    return Answer(
        host=host.name,
        registrable_domain=host.registrable,
        status=explanation.status,
        reason=verdict.reason,
        entity_number=verdict.entity_number,
        service_number=verdict.service_number,
        psb_number=verdict.psb_number,
        provider_linked=verdict.linked,
        since=verdict.since,
        as_of=as_of,
        next_step=explanation.next_step,
        words=explanation.words.format(days=(at - as_of).days),
    )
