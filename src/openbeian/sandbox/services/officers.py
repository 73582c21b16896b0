"""Decides orders by itself: so many a minute, of which a share is refused, picked by a seed.

Nobody waits in a loop for it: whoever asks for answers, or opens the desk, finds decided what was
due by then, each order at its own moment.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from openbeian.errors import DomainError
from openbeian.sandbox.models import Administration, AutoOfficer, Order, OrderState
from openbeian.sandbox.refusals import OrderNotOpen
from openbeian.sandbox.services import deciding
from openbeian.text import Text

NAME = "自动审核"
MOST_PER_MINUTE = 60_000
MOST_AT_A_TIME = 100
# what is refused for, in turn by the seed: a code, and an officer's words
REASONS = (
    (1020, "网站名称不规范，请按单位全称或主营业务修改后重新提交。"),
    (1007, "电话无法接通，请核实负责人联系方式。"),
    (1008, "证件照片不清晰，请重新上传。"),
    (1002, "申请材料与实际情况不一致，请核实后重新提交。"),
)


class OfficerUnfit(DomainError):
    """An officer of a speed or with a share of refusals that nobody can have."""

    code = "sandbox.officer_unfit"
    message = Text(
        "State how many orders a minute are decided, up to {most}, and a share of refusals from 0"
        " to 1.",
        "请填写每分钟审核数量（不超过{most}）及0至1之间的拒绝比例。",
    )


@transaction.atomic(durable=True)
def engage(
    administration: Administration,
    *,
    per_minute: float,
    at: datetime,
    refusals: float = 0.0,
    seed: int = 0,
) -> AutoOfficer:
    """Let orders be decided from now on; raises OfficerUnfit."""
    if not (0 < per_minute <= MOST_PER_MINUTE and 0 <= refusals <= 1):
        raise OfficerUnfit(most=MOST_PER_MINUTE)
    officer, _ = AutoOfficer.objects.update_or_create(
        administration=administration,
        defaults={
            "per_minute": per_minute,
            "refusals": refusals,
            "seed": seed,
            "worked_until": at,
        },
    )
    return officer


@transaction.atomic(durable=True)
def dismiss(administration: Administration) -> None:
    """Leave every order to people again."""
    AutoOfficer.objects.filter(administration=administration).delete()


def work(administration: Administration, *, at: datetime) -> int:
    """Decide what was due by a moment, the oldest order first; return how many that were.

    Where several ask at once, each order is decided by one of them.
    """
    officer = AutoOfficer.objects.filter(administration=administration).first()
    if officer is None:
        return 0
    return sum(_decide(officer, order, due) for order, due in _due(officer, at))


def _due(officer: AutoOfficer, at: datetime) -> Iterator[tuple[Order, datetime]]:
    waiting = Order.objects.filter(
        provider__administration=officer.administration_id, state=OrderState.WITH_OFFICER
    )
    pause = timedelta(minutes=1 / officer.per_minute)
    moment = officer.worked_until
    for order in waiting.order_by("pk")[:MOST_AT_A_TIME]:
        moment = max(moment, order.received_at) + pause
        if moment > at:
            return
        yield order, moment


def _decide(officer: AutoOfficer, order: Order, at: datetime) -> bool:
    dice = random.Random(f"{officer.seed}:{order.pk}")  # noqa: S311 - it guards no secret
    try:
        if dice.random() < officer.refusals:
            code, opinion = dice.choice(REASONS)
            deciding.refuse(order_id=order.pk, officer=NAME, opinion=opinion, at=at, code=code)
        else:
            deciding.approve(order_id=order.pk, officer=NAME, at=at)
    except OrderNotOpen:
        return False  # somebody else was faster
    AutoOfficer.objects.filter(pk=officer.pk).update(worked_until=at)
    return True
