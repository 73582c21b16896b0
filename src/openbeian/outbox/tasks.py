"""Background work: deliver an effect once it is committed; pick up what was lost or failed."""

from django.tasks import task

from openbeian.config import clock
from openbeian.outbox import delivery


@task()
def deliver_one(effect_id: int) -> None:
    """Carry out one effect; enqueued in the transaction that put it."""
    delivery.deliver(effect_id, at=clock.now())


@task()
def sweep() -> int:
    """Carry out what is due: retries, effects put for later, and whatever a crash left behind.

    Runs every few seconds. Sweeps that overlap share the work, since each effect is claimed.
    """
    return delivery.deliver_due(at=clock.now())
