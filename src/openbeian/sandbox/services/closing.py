"""Closes an open order: what it claimed is free again, and its provider is told."""

from datetime import datetime

from openbeian.sandbox.checks.findings import Finding
from openbeian.sandbox.models import Order, OrderState
from openbeian.sandbox.services.answers import post_findings, post_review
from openbeian.wire.messages.meanings import ReviewOutcome


def close(
    order: Order, state: OrderState, *, code: int, outcome: ReviewOutcome, at: datetime
) -> None:
    """Close an order under a code, with its reviewer and opinion; the caller holds the lock.

    Raises MessageRefused where the opinion cannot be sent.
    """
    order.state, order.decided_at, order.codes = state, at, [code]
    order.save()
    order.claims.all().delete()
    post_findings(order, [Finding(code)], at=at)
    post_review(order, outcome, at=at)
