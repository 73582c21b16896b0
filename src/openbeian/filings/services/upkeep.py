"""What the house does by itself: remind of an open turn, and let an idle draft expire."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import SYSTEM
from openbeian.audit.services import record
from openbeian.cases.moving import check, tell
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


def tick(*, at: datetime) -> int:
    """Do everything that is due, each in a transaction of its own; return how much was done."""
    done = 0
    for filing_id in _waiting_for_applicant():
        done += _attend(filing_id=filing_id, at=at)
    return done


def _waiting_for_applicant() -> list[UUID]:
    states = [State.DRAFT, State.CORRECTION_REQUESTED, State.AT_ADMINISTRATION]
    found = Filing.objects.filter(state__in=[state.value for state in states])
    return list(found.order_by("due_on").values_list("pk", flat=True))


@transaction.atomic(durable=True)
def _attend(*, filing_id: UUID, at: datetime) -> bool:
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    state = filing.state_now
    if FILING.can(EXPIRE, state, filing.flags_now):
        return _expire(filing, at) or _remind_of_draft(filing, at)
    if state is State.AT_ADMINISTRATION and Flag.SMS_PENDING in filing.flags_now:
        return _remind_of_sms(filing, at)
    return False


def _expire(filing: Filing, at: datetime) -> bool:
    if filing.due_on is None or local_day(at) <= filing.due_on:
        return False
    check(EXPIRE, filing, SYSTEM)
    process.end(filing_id=filing.pk, at=at)
    make(EXPIRE, filing, actor=SYSTEM, at=at)
    return True


def _remind_of_draft(filing: Filing, at: datetime) -> bool:
    if filing.due_on is None:
        return False
    left = (filing.due_on - local_day(at)).days
    due = [days for days in REMIND_DRAFT_DAYS if left <= days]
    if not due or filing.last_reminder == _mark(filing, "draft_expiring", due[-1]):
        return False
    _remind(filing, "draft_expiring", due[-1], at)
    return True


def _remind_of_sms(filing: Filing, at: datetime) -> bool:
    passed = [hours for hours in REMIND_SMS_HOURS if at >= filing.moved_at + timedelta(hours=hours)]
    if not passed or filing.last_reminder == _mark(filing, "sms_verification_reminder", passed[-1]):
        return False
    _remind(filing, "sms_verification_reminder", passed[-1], at)
    return True


def _mark(filing: Filing, template: str, point: int) -> str:
    """Name a fixed point of the present turn; a point that was missed is not made up for."""
    return f"{template}:{point}:{int(filing.moved_at.timestamp())}"


def _remind(filing: Filing, template: str, point: int, at: datetime) -> None:
    filing.last_reminder = _mark(filing, template, point)
    filing.save(update_fields=["last_reminder"])
    event = record(
        kinds.REMINDED,
        subject=filing.subject,
        actor=SYSTEM,
        at=at,
        facts={"template": template, "point": point},
    )
    tell(filing, Tell(Party.APPLICANT, template), event=event, at=at, facts={})
