"""The auditor's pages: the log in sentences, and whether its chain holds."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from openbeian.accounts import access
from openbeian.audit import queries, services
from openbeian.audit.facts import Subject
from openbeian.audit.models import Event
from openbeian.console.frame import only_posted, page
from openbeian.console.logged import kinds_by_source, references, titled
from openbeian.console.record import people_of, who
from openbeian.filings.models import Filing
from openbeian.licences.models import LicenceCase
from openbeian.numbers.tidy import natural
from openbeian.procedure.permissions import Permission
from openbeian.registry.kinds import DOMAIN, ENTITY
from openbeian.registry.models import Entity
from openbeian.text import Text
from openbeian.ui import declared

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One event in words; `href` leads to what it is about, where that has a page."""

    event: Event
    sentence: Text
    by: Text | str
    title: Text
    reference: str
    href: str


@require_safe
@access.requires(Permission.AUDIT_READ)
def log(request: HttpRequest) -> HttpResponse:
    """Show the log from its end, filtered."""
    return _listing(request)


@only_posted("console:log")
@access.requires(Permission.AUDIT_READ)
def verify(request: HttpRequest) -> HttpResponse:
    """Read the whole log again and say whether it is what was written."""
    return _listing(request, verification=services.verify())


def _listing(request: HttpRequest, **context: Any) -> HttpResponse:
    about, kind = request.GET.get("about", "").strip(), request.GET.get("kind", "")
    before = request.GET.get("before", "")
    found = queries.latest(
        subjects=_subjects(about) if about else None,
        kind=kind,
        before=natural(before),
    )
    events = list(found[: PER_PAGE + 1])
    shown, more = events[:PER_PAGE], len(events) > PER_PAGE
    rest = {"about": about, "kind": kind, "before": str(shown[-1].pk) if more else ""}
    return page(
        request,
        "log.html",
        about=about,
        kind=kind,
        kinds=kinds_by_source(),
        rows=list(_rows(shown)),
        older=f"?{urlencode({name: said for name, said in rest.items() if said})}" if more else "",
        head=services.head(),
        **context,
    )


def _rows(events: Sequence[Event]) -> Iterator[Row]:
    people, known = people_of(events), references(events)
    for event in events:
        yield Row(
            event,
            queries.sentence(event, declared.spelled),
            who(event, people),
            titled(event.subject_type),
            known.get((event.subject_type, event.subject_id), event.subject_id),
            _href(event),
        )


def _subjects(about: str) -> Collection[Subject]:
    """Return what a reference, an id, a number or a domain may name."""
    found: set[Subject] = {(DOMAIN, about.lower()), ("organisation", about), ("document", about)}
    for model in (Filing, LicenceCase):
        case = model.objects.filter(reference__iexact=about).first()
        if case is not None:
            found.add(case.subject)
    found |= {(kind, about) for kind in ("filing", "licence", "psb") if _is_uuid(about)}
    entities = Entity.objects.filter(number=about).values_list("pk", flat=True)
    return found | {(ENTITY, str(pk)) for pk in entities}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _href(event: Event) -> str:
    if event.subject_type == "filing":
        return reverse("console:case", args=[event.subject_id])
    if event.subject_type == "licence":
        return reverse("console:licence", args=[event.subject_id])
    if event.subject_type == ENTITY:
        return reverse("console:entity", args=[event.subject_id])
    return ""
