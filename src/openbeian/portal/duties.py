"""What an applicant owes after the number: public security, and whether the facts still hold."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse

from openbeian.psb.models import PublicSecurityCase
from openbeian.registry.queries import RegisteredEntity
from openbeian.text import Text
from openbeian.ui.components import Task, Tone
from openbeian.ui.words import words
from openbeian.workdays import local_day

PUBLIC_SECURITY = Text("Public-security filing of {number}", "办理{number}的公安联网备案")
FACTS = Text("Are the facts of {number} still true?", "核对{number}的备案信息")
SUSPENDED = Text("{number} is suspended: see why", "{number}已暂停，请查看原因")
_LEFT = Text("Days left: {days}", "剩余{days}天")
_LAST_DAY = Text("Today is the last day", "今日截止")
_LATE = Text("Overdue", "已逾期")
_NOW = Text("Mend it", "待整改")


def duties(
    entities: Iterable[RegisteredEntity], security: Iterable[PublicSecurityCase], at: datetime
) -> list[Task]:
    """Return what is to be done after the number, the most pressing first."""
    held = list(entities)
    return [*_suspended(held), *_public_security(security, at), *_facts(held, at)]


def _suspended(entities: Iterable[RegisteredEntity]) -> Iterator[Task]:
    for entity in entities:
        for service in entity.services:
            if service.suspensions:
                title = words(SUSPENDED.format(number=service.number))
                yield Task(title, _NOW, Tone.BLOCKED, reverse("portal:registrations"))


def _public_security(cases: Iterable[PublicSecurityCase], at: datetime) -> Iterator[Task]:
    for case in cases:
        if not case.situation.final:
            title = words(PUBLIC_SECURITY.format(number=case.icp_number))
            status, tone = _until((case.due_on - local_day(at)).days if case.due_on else None)
            href = reverse("portal:public_security", args=[case.pk])
            yield Task(title, status, tone, href, case.situation.now)


def _facts(entities: Iterable[RegisteredEntity], at: datetime) -> Iterator[Task]:
    for entity in entities:
        if entity.open_check is not None:
            title = words(FACTS.format(number=entity.number))
            status, tone = _until((entity.open_check.due_on - local_day(at)).days)
            yield Task(title, status, tone, reverse("portal:facts", args=[entity.open_check.pk]))


def _until(days: int | None) -> tuple[Text, Tone]:
    if days is None or days > 0:
        return _LEFT.format(days=days or 0), Tone.WAITING
    return (_LAST_DAY, Tone.WAITING) if days == 0 else (_LATE, Tone.BLOCKED)
