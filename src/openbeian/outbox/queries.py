"""Reads: what is owed, what is late, what was given up."""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from openbeian.outbox.models import Effect, State


def due(*, at: datetime) -> QuerySet[Effect]:
    """Return what can be carried out now, oldest first; not what somebody is at."""
    free = Q(leased_until=None) | Q(leased_until__lt=Now())
    return Effect.objects.filter(free, state=State.WAITING, due_at__lte=at).order_by("due_at", "id")


def overdue(*, at: datetime, by: timedelta) -> QuerySet[Effect]:
    """Return what has waited longer than it should, leased or not, oldest first."""
    return Effect.objects.filter(state=State.WAITING, due_at__lt=at - by).order_by("due_at", "id")


def dead_letters() -> QuerySet[Effect]:
    """Return what was given up and waits for an operator, oldest first."""
    return Effect.objects.filter(state=State.DEAD).order_by("id")


def by_reference(reference: str) -> Effect | None:
    """Return the effect of a reference, if there is one."""
    return Effect.objects.filter(reference=reference).first()


def counts() -> dict[str, int]:
    """Return how many effects are in each state; every state is named."""
    found = Effect.objects.values_list("state").annotate(Count("pk"))
    return {state.value: dict(found).get(state.value, 0) for state in State}
