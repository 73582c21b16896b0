"""Lays down what a provider is told: results, opinions, filed data, lists and notices."""

from collections.abc import Iterable
from datetime import datetime

from openbeian.sandbox.checks.findings import Finding
from openbeian.sandbox.keeping import kept, moment
from openbeian.sandbox.models import Answer, Order, Provider
from openbeian.wire.formats import DOWNLOAD
from openbeian.wire.messages import DownloadRecord
from openbeian.wire.messages.decision import Review, UploadResult
from openbeian.wire.messages.meanings import ReviewOutcome

DESK_PHONE = "021-63905599"


def post(
    provider: Provider, record: DownloadRecord, *, at: datetime, order: Order | None = None
) -> Answer:
    """Lay down one record for a provider to fetch; raises MessageRefused."""
    place = DOWNLOAD.place_of(record)[1]
    return Answer.objects.create(
        provider=provider, order=order, place=place, document=kept(record, place), made_at=at
    )


def post_findings(
    order: Order, findings: Iterable[Finding], *, at: datetime, remark: str = ""
) -> None:
    """Tell which codes the machine or an officer found for an order (BAJG/Jg_xx)."""
    answer = UploadResult(
        codes=tuple(each.as_code() for each in findings),
        operation=order.kind,
        subject=order.subject or None,
        remark=remark or None,
    )
    post(order.provider, answer, at=at, order=order)


def post_review(order: Order, outcome: ReviewOutcome, *, at: datetime) -> None:
    """Tell what an officer decided about an order, and why (BAJG/GJSHS)."""
    answer = Review(
        reviewer=order.reviewer or None,
        reviewer_phone=DESK_PHONE,
        reviewed_at=moment(at),
        opinion=order.opinion or None,
        outcome=outcome,
        operation=order.kind,
        record_id=order.record_id,
    )
    post(order.provider, answer, at=at, order=order)
