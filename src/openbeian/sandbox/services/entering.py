"""Enters what needs no officer: filings of addresses, papers, results of verification."""

from datetime import datetime

from openbeian.sandbox.models import Order
from openbeian.sandbox.services import addresses
from openbeian.wire.messages import UploadRecord


def enter(order: Order, record: UploadRecord, *, at: datetime) -> Order:
    """Enter a record and keep its order; the caller holds the transaction.

    A paper or a result of a verification is kept for the officer as it came.
    """
    order.decided_at = at
    order.save()
    if addresses.is_about_addresses(record):
        addresses.enter(order, record, at=at)
    return order
