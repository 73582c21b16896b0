"""Reads: the history of a subject, in sentences."""

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from openbeian.audit import kinds
from openbeian.audit.facts import Subject
from openbeian.audit.models import Event
from openbeian.procedure.permissions import Role
from openbeian.text import Text

_ACTORS = {
    Role.APPLICANT: Text("The applicant", "申请人"),
    Role.REVIEWER: Text("The reviewer", "审核员"),
    Role.SENIOR_REVIEWER: Text("The senior reviewer", "高级审核员"),
    Role.OPERATOR: Text("The operator", "运维人员"),
    Role.AUDITOR: Text("The auditor", "审计员"),
    Role.SYSTEM: Text("The system", "系统"),
}
_MISSING = "—"
_YES = Text("yes", "是")
_NO = Text("no", "否")


def history(subject: Subject) -> QuerySet[Event]:
    """Return all that happened to a subject, oldest first."""
    return Event.objects.filter(subject_type=subject[0], subject_id=str(subject[1]))


def latest(
    *, subjects: Collection[Subject] | None = None, kind: str = "", before: int | None = None
) -> QuerySet[Event]:
    """Return the log from its end, or from before a row; about some subjects or of one kind."""
    found = Event.objects.order_by("-id")
    if subjects is not None:
        about = (Q(subject_type=of, subject_id=str(its)) for of, its in subjects)
        found = found.filter(reduce(or_, about, Q(pk__in=())))
    if kind:
        found = found.filter(kind=kind)
    return found if before is None else found.filter(id__lt=before)


def sentence(event: Event, spelled: Callable[[str], Text | str] = str) -> Text:
    """Return what happened, in words. An event outlives its kind: then the name must do.

    `spelled` says a fact that is a code as people know it, and gives back what is none.
    """
    kind = kinds.named(event.kind)
    if kind is None:
        return Text(event.kind, event.kind)
    return Text(
        kind.sentence.en.format(**_values(kind, event, "en", spelled)),
        kind.sentence.zh.format(**_values(kind, event, "zh", spelled)),
    )


def _values(
    kind: kinds.Kind, event: Event, language: str, spelled: Callable[[str], Text | str]
) -> dict[str, str]:
    actor = _ACTORS[Role(event.actor_role)].within(language)
    facts = {key: _words(event.facts.get(key), language, spelled) for key in kind.clear}
    return {**facts, "actor": actor, "subject": event.subject_id}


def _words(value: Any, language: str, spelled: Callable[[str], Text | str]) -> str:
    match value:
        case None:
            return _MISSING
        case {"en": en, "zh": zh}:
            return str(zh if language == "zh" else en)
        case list():
            parts = [_words(part, language, spelled) for part in value]
            return ("、" if language == "zh" else ", ").join(parts)
        case bool():
            return (_YES if value else _NO).within(language)
        case _:
            said = spelled(str(value))
            return said.within(language) if isinstance(said, Text) else said
