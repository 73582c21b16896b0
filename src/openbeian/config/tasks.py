"""The house's own clockwork: what falls due by itself."""

from collections.abc import Callable
from functools import partial

from django.tasks import task

from openbeian.accounts.actors import SYSTEM
from openbeian.authority.services import rounds as authority
from openbeian.config import clock
from openbeian.filings.services import upkeep
from openbeian.psb import services as psb
from openbeian.registry.services import duties
from openbeian.webhooks import feed
from openbeian.webhooks import services as webhooks

type Round = Callable[..., int]

ROUNDS: tuple[Round, ...] = (
    upkeep.tick,
    psb.tick,
    authority.tick,
    partial(duties.ask_due_facts, actor=SYSTEM),
    partial(duties.remind_of_overdue_facts, actor=SYSTEM),
    feed.warn_of_expiry,
    webhooks.forget_deliveries,
)


@task
def tick() -> int:
    """Do everything that is due now; safe to repeat and to miss.

    A room that fails is told of at the end and stops no other.
    """
    at = clock.now()
    done = 0
    faults: list[Exception] = []
    for go_round in ROUNDS:
        try:
            done += go_round(at=at)
        except Exception as fault:  # noqa: BLE001 - whatever it was, the next room is still owed
            faults.append(fault)
    if faults:
        raise ExceptionGroup("some rounds failed", faults)
    return done
