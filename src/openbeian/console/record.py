"""What happened to a case and what was told: the rows below every case page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openbeian.accounts.models import User
from openbeian.audit import queries as audit
from openbeian.audit.models import Event
from openbeian.cases.models import Case
from openbeian.notices import queries as notices
from openbeian.notices.models import Channel, Notice
from openbeian.procedure.permissions import Role
from openbeian.text import Text
from openbeian.ui import declared

ROLES = {
    Role.APPLICANT: Text("applicant", "申请人"),
    Role.REVIEWER: Text("reviewer", "审核员"),
    Role.SENIOR_REVIEWER: Text("senior reviewer", "高级审核员"),
    Role.OPERATOR: Text("operator", "运维人员"),
    Role.AUDITOR: Text("auditor", "审计员"),
    Role.SYSTEM: Text("the house", "系统"),
}
_PROVIDERS = {role.value for role in Role} - {Role.APPLICANT.value, Role.SYSTEM.value}


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of the history; equal events that follow each other are one row."""

    at: datetime
    sentence: Text
    by: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Sent:
    """One message to one person, and whether it arrived."""

    notice: Notice
    subject: str


def history(case: Case) -> tuple[Happened, ...]:
    """Return what happened to a case, newest first."""
    return tuple(told(audit.history(case.subject))[::-1])


def told(events: Iterable[Event]) -> list[Happened]:
    """Return events in words, in their order; equal ones in a row as one."""
    rows = list(events)
    people = people_of(rows)
    found: list[Happened] = []
    last: Any = None
    for event in rows:
        key = (event.kind, event.actor_user_id, audit.sentence(event, declared.spelled))
        times = found.pop().times + 1 if key == last else 1
        by = people.get(event.actor_user_id or 0, "")
        found.append(Happened(event.at, key[2], by, times))
        last = key
    return found


def people_of(events: Sequence[Event]) -> dict[int, str]:
    """Return the addresses of the provider's own people, who answer for what they did."""
    ids = {event.actor_user_id or 0 for event in events if event.actor_role in _PROVIDERS}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "email"))


def who(event: Event, people: Mapping[int, str]) -> Text | str:
    """Return who did something: the provider's own people by address, others by their role."""
    return people.get(event.actor_user_id or 0) or ROLES[Role(event.actor_role)]


def messages(case: Case) -> tuple[Sent, ...]:
    """Return what was told about a case, newest first."""
    return tuple(sent(notice) for notice in notices.for_subject(case.subject).order_by("-id"))


def sent(notice: Notice) -> Sent:
    """Return a message with the words by which it is known again."""
    words = notice.short_message.text if notice.channel == Channel.SMS else notice.letter.subject
    return Sent(notice, words)
