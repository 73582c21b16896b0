"""The house's own clockwork: what falls due by itself."""

from django.tasks import task

from openbeian.accounts.actors import SYSTEM
from openbeian.config import clock
from openbeian.filings.services import upkeep
from openbeian.psb import services as psb
from openbeian.registry.services import duties


@task
def tick() -> int:
    """Do everything that is due now; safe to repeat and to miss."""
    at = clock.now()
    return (
        upkeep.tick(at=at)
        + psb.tick(at=at)
        + duties.ask_due_facts(actor=SYSTEM, at=at)
        + duties.remind_of_overdue_facts(actor=SYSTEM, at=at)
    )
