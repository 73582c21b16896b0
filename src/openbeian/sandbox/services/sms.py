"""The ministry's verification by SMS (短信核验): a code to each leader, to be entered in 24 hours.

Code, mobile number and the last six characters of the certificate have to agree. Five entries may
be wrong; the sixth returns the order to the provider, and so does the end of the 24 hours.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import F

from openbeian.sandbox.checks.case import Person
from openbeian.sandbox.models import (
    Administration,
    Order,
    OrderState,
    ShortMessage,
    SmsCode,
)
from openbeian.sandbox.services.closing import close
from openbeian.wire.messages.meanings import ReviewOutcome

HOURS = timedelta(hours=24)
MOST_WRONG = 5
_WORDS = "【备案短信核验】验证码{code}，请于24小时内在备案管理系统“短信核验”栏目中填写。"


class Entered(StrEnum):
    """What became of an entry."""

    COMPLETE = "complete"
    OTHERS_TO_COME = "others_to_come"
    WRONG = "wrong"
    RETURNED = "returned"
    NOTHING_ASKED = "nothing_asked"


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody typed on the page of the verification."""

    code: str
    mobile: str
    id_tail: str


def ask(order: Order, people: Iterable[Person], *, at: datetime) -> None:
    """Send a code to each person of an order, one to whoever appears twice.

    Where nobody is to be asked, the order goes to the officer.
    """
    by_mobile = {each.mobile: each for each in people}
    administration = order.provider.administration
    if not by_mobile or not administration.verifies_by_sms:
        return
    for person in by_mobile.values():
        _send(order, person, administration, at)
    order.state, order.verify_by = OrderState.SMS_PENDING, at + HOURS
    order.save(update_fields=["state", "verify_by"])


@transaction.atomic(durable=True)
def enter(*, administration_id: int, entry: Entry, at: datetime) -> Entered:
    """Take an entry; a wrong one counts against the order whose mobile number or code it names."""
    found = _asked(administration_id, entry)
    if found is None:
        return Entered.NOTHING_ASKED
    order = Order.objects.select_for_update().get(pk=found.order_id)
    if order.verify_by is not None and at >= order.verify_by:
        return _give_back(order, "短信核验超过24小时未完成", at)
    if not _agrees(found, entry):
        return _count_wrong(order, at)
    found.entered_at = at
    found.save(update_fields=["entered_at"])
    if order.sms_codes.filter(entered_at__isnull=True).exists():
        return Entered.OTHERS_TO_COME
    order.state = OrderState.WITH_OFFICER
    order.save(update_fields=["state"])
    return Entered.COMPLETE


@transaction.atomic(durable=True)
def return_overdue(*, at: datetime) -> int:
    """Return every order whose 24 hours are over, and how many those were."""
    overdue = Order.objects.select_for_update().filter(
        state=OrderState.SMS_PENDING, verify_by__lte=at
    )
    orders = list(overdue)
    for order in orders:
        _give_back(order, "短信核验超过24小时未完成", at)
    return len(orders)


def _send(order: Order, person: Person, administration: Administration, at: datetime) -> None:
    code = f"{secrets.randbelow(10**6):06}"
    SmsCode.objects.create(
        order=order, mobile=person.mobile, id_tail=person.id_tail, code=code, sent_at=at
    )
    ShortMessage.objects.create(
        administration=administration,
        mobile=person.mobile,
        text=_WORDS.format(code=code),
        sent_at=at,
    )


def _asked(administration_id: int, entry: Entry) -> SmsCode | None:
    """Return the code that somebody means: by its mobile number, or else by the code itself.

    One person may have several orders open; the entry's code then says which.
    """
    waiting = SmsCode.objects.filter(
        order__provider__administration_id=administration_id,
        order__state=OrderState.SMS_PENDING,
        entered_at__isnull=True,
    ).order_by("pk")
    by_mobile = waiting.filter(mobile=entry.mobile)
    exact = by_mobile.filter(code=entry.code).first()
    return exact or by_mobile.first() or waiting.filter(code=entry.code).first()


def _agrees(asked: SmsCode, entry: Entry) -> bool:
    return (asked.code, asked.mobile, asked.id_tail.upper()) == (
        entry.code,
        entry.mobile,
        entry.id_tail.upper(),
    )


def _count_wrong(order: Order, at: datetime) -> Entered:
    Order.objects.filter(pk=order.pk).update(wrong_entries=F("wrong_entries") + 1)
    order.refresh_from_db(fields=["wrong_entries"])
    if order.wrong_entries <= MOST_WRONG:
        return Entered.WRONG
    return _give_back(order, "短信核验错误次数超过5次", at)


def _give_back(order: Order, reason: str, at: datetime) -> Entered:
    order.opinion = reason
    close(order, OrderState.RETURNED, code=1002, outcome=ReviewOutcome.REJECTED, at=at)
    return Entered.RETURNED
