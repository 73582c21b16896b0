"""The whole procedure, through the services: submit → approved, and every message delivered."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import connection

from openbeian.accounts.actors import Actor
from openbeian.authority.queries import package
from openbeian.filings.models import Filing
from openbeian.filings.services import administration, review
from openbeian.filings.services.submit import submit
from openbeian.outbox import queries
from openbeian.outbox.models import Effect, State
from openbeian.outbox.services import deliver
from ready_drafts import Ready

HANDFUL = 50  # effects that a deliverer looks up at a time


def decide(company: Ready, *, reviewer: Actor, at: datetime) -> None:
    """Take one application from its draft to its number: eight verbs, eight transactions."""
    case = {"filing_id": company.filing_id, "actor": reviewer, "at": at}
    key = str(company.filing_id)
    submit(filing_id=company.filing_id, actor=company.actor, key=key, at=at)
    review.claim(**case)
    review.pass_review(**case)
    administration.hand_over(**case, package="0" * 64)
    administration.record_receipt(**case, receipt=company.domain)
    administration.record_sms_asked(**case)
    administration.record_sms_passed(**case)
    administration.record_approval(
        **case,
        entity_number=company.entity_number,
        service_numbers={1: company.service_number},
    )


def decide_all(companies: Sequence[Ready], *, reviewer: Actor, at: datetime) -> None:
    """Take every application to its number, one after the other."""
    for company in companies:
        decide(company, reviewer=reviewer, at=at)


def pack_all(companies: Sequence[Ready], *, reviewer: Actor, at: datetime) -> None:
    """Make the package for the administration: two forms, the declaration, the documents."""
    for company in companies:
        package(Filing.objects.get(pk=company.filing_id), actor=reviewer, at=at)


def deliver_all(*, at: datetime, hand: int = 0, hands: int = 1) -> None:
    """Carry out what is owed until nothing is.

    Several hands share the effects by their ids, as workers share what a queue gives them.
    """
    later = at + timedelta(seconds=1)
    while ids := [pk for pk in _due(later) if pk % hands == hand]:
        for pk in ids:
            deliver(pk, at=later)


def _due(at: datetime) -> list[int]:
    return list(queries.due(at=at).values_list("pk", flat=True)[:HANDFUL])


def owed() -> int:
    """Return how many effects are not done."""
    return Effect.objects.exclude(state=State.DONE).count()


def transactions_of(work: Callable[[], object]) -> int:
    """Run work and return how many transactions it committed."""
    count = 0
    commit = connection._commit  # noqa: SLF001 - there is no public hook on a commit

    def counting() -> None:
        nonlocal count
        count += 1
        commit()

    connection._commit = counting  # noqa: SLF001
    try:
        work()
    finally:
        connection._commit = commit  # noqa: SLF001
    return count
