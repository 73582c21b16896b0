"""Reads: who is told of changes, and how deliveries went."""

from django.db.models import QuerySet

from openbeian.webhooks.models import Delivery, Subscription


def subscriptions() -> QuerySet[Subscription]:
    """Return all subscriptions, oldest first."""
    return Subscription.objects.order_by("made_at", "pk")


def deliveries() -> QuerySet[Delivery]:
    """Return the attempts to deliver, newest first."""
    return Delivery.objects.order_by("-pk")
