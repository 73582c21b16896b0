"""Carries out the effects `notice.tell`, `notice.email` and `notice.sms`."""

from collections.abc import Callable
from datetime import datetime

from openbeian.errors import DomainError
from openbeian.notices import payload, services
from openbeian.notices.mail import send as send_email
from openbeian.notices.models import Notice, State
from openbeian.notices.services import NobodyToTell
from openbeian.notices.sms import send as send_sms
from openbeian.outbox.handlers import GiveUp, TryAgain
from openbeian.outbox.models import Effect


def tell(effect: Effect, *, at: datetime) -> None:
    """Write an order's messages. Raises GiveUp for an order that nobody can carry out."""
    try:
        order = payload.read(effect.payload, effect.secret())
    except DomainError as fault:
        raise GiveUp(str(fault)) from fault
    try:
        services.write(order, reference=effect.reference, at=at)
    except NobodyToTell as fault:
        raise GiveUp(str(fault)) from fault


def email(effect: Effect, *, at: datetime) -> None:
    """Send one e-mail. Raises TryAgain, GiveUp."""
    _send(effect, at=at, by=send_email)


def sms(effect: Effect, *, at: datetime) -> None:
    """Send one SMS. Raises TryAgain, GiveUp."""
    _send(effect, at=at, by=send_sms)


def _send(effect: Effect, *, at: datetime, by: Callable[[Notice, datetime], str]) -> None:
    """Count the attempt, make it with no transaction open, settle it; a settled one is left be."""
    notice = Notice.objects.filter(pk=effect.payload.get("notice")).first()
    if notice is None:
        raise GiveUp("there is no such message")
    if notice.state != State.WAITING:
        return
    if not notice.begin_attempt(at=at):
        raise TryAgain("somebody else is sending this message")
    try:
        answer = by(notice, at)
    except TryAgain as fault:
        notice.note_answer(fault.reason)
        raise
    except GiveUp as fault:
        services.settle(notice, State.FAILED, answer=fault.reason, at=at)
        raise
    services.settle(notice, State.SENT, answer=answer, at=at)
