"""What the house does by itself: remind of an open turn, and let an idle draft expire."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from openbeian.accounts.actors import SYSTEM
from openbeian.audit.services import record
from openbeian.cases.moving import check, tell
from openbeian.cases.rounds import attend_each
from openbeian.filings import kinds
from openbeian.filings.models import Filing
from openbeian.filings.services.moving import make
from openbeian.procedure.engine import Party, Tell
from openbeian.procedure.filing import EXPIRE, FILING, Flag, State
from openbeian.registry.services import process
from openbeian.workdays import local_day

# days before an idle draft expires on which its owner hears of it, the nearest last
REMIND_DRAFT_DAYS = (14, 3)
# hours after the ministry's SMS at which a silent person is reminded
REMIND_SMS_HOURS = (1, 12, 20)


class _Reminder(NamedTuple):
    """A fixed point of the present turn; one that was missed is not made up for."""

    template: str
    point: int


class _Expiry(NamedTuple):
    """The turn has run out."""


type _Duty = _Reminder | _Expiry | None


def tick(*, at: datetime) -> int:
    """Do everything that is due, each in a transaction of its own; return how much was done.

    Raises an ExceptionGroup of what went wrong, after all the rest was done.
    """
    owed = [filing.pk for filing in _near_their_end(at) if _duty(filing, at) is not None]
    return attend_each(owed, lambda filing_id: _attend(filing_id=filing_id, at=at))


def _near_their_end(at: datetime) -> QuerySet[Filing]:
    idle = [state.value for state in EXPIRE.sources]
    soon = local_day(at) + timedelta(days=max(REMIND_DRAFT_DAYS))
    verifying = Q(state=State.AT_ADMINISTRATION.value, due_at__isnull=False)
    found = Filing.objects.filter(verifying | Q(state__in=idle, due_on__lte=soon))
    return found.defer("draft_sealed").order_by("due_on", "pk")


@transaction.atomic(durable=True)
def _attend(*, filing_id: UUID, at: datetime) -> bool:
    """Do what is still owed once nobody else can touch the application."""
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    duty = _duty(filing, at)
    if isinstance(duty, _Reminder):
        _remind(filing, duty, at)
    elif duty is not None:
        _expire(filing, at)
    return duty is not None


def _duty(filing: Filing, at: datetime) -> _Duty:
    if filing.due_on is None:
        return None
    if FILING.can(EXPIRE, filing.state_now, filing.flags_now):
        left = (filing.due_on - local_day(at)).days
        points = [days for days in REMIND_DRAFT_DAYS if left <= days]
        return _Expiry() if left < 0 else _untold(filing, "draft_expiring", points)
    if Flag.SMS_PENDING in filing.flags_now and filing.due_at is not None and at < filing.due_at:
        passed = (at - filing.moved_at) / timedelta(hours=1)
        points = [hours for hours in REMIND_SMS_HOURS if hours <= passed]
        return _untold(filing, "sms_verification_reminder", points)
    return None


def _untold(filing: Filing, template: str, points: list[int]) -> _Reminder | None:
    """Return the nearest point that has come, unless it was told in this turn."""
    if not points:
        return None
    reminder = _Reminder(template, points[-1])
    return None if filing.last_reminder == _mark(filing, reminder) else reminder


def _mark(filing: Filing, reminder: _Reminder) -> str:
    return f"{reminder.template}:{reminder.point}:{int(filing.moved_at.timestamp())}"


def _expire(filing: Filing, at: datetime) -> None:
    check(EXPIRE, filing, SYSTEM)
    process.end(filing_id=filing.pk, at=at)
    make(EXPIRE, filing, actor=SYSTEM, at=at)


def _remind(filing: Filing, reminder: _Reminder, at: datetime) -> None:
    filing.last_reminder = _mark(filing, reminder)
    filing.save(update_fields=["last_reminder"])
    event = record(
        kinds.REMINDED,
        subject=filing.subject,
        actor=SYSTEM,
        at=at,
        facts={"template": reminder.template, "point": reminder.point},
    )
    addressee = Tell(Party.APPLICANT, reminder.template)
    tell(filing, addressee, event=event, at=at, facts={})
