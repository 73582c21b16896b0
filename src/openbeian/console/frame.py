"""What every page of the console shares: who reads it, and what a refusal leads back to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openbeian.accounts import access
from openbeian.accounts.actors import Actor
from openbeian.errors import DomainError
from openbeian.filings import queries as filings
from openbeian.filings.models import Filing
from openbeian.filings.services.access import NoSuchFiling
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.ui import refusals

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the navigation."""

    said: Text
    href: str
    current: bool


# name of the route, its words, who sees it, and further addresses that belong to it
_DESKS = (
    ("console:queue", Text("Queue", "案件"), Permission.REVIEW_READ, ("filings/", "search/")),
    ("console:backdrops", Text("Backdrops", "核验幕布"), Permission.REVIEW_READ, ()),
    ("console:licences", Text("Licences", "ICP许可证"), Permission.REVIEW_READ, ()),
    (
        "console:public_security",
        Text("Public security", "公安联网备案"),
        Permission.REVIEW_READ,
        (),
    ),
    ("console:registry", Text("Registry", "备案登记"), Permission.REVIEW_READ, ()),
    ("console:domains", Text("Domains", "域名核验"), Permission.REVIEW_READ, ()),
    ("console:log", Text("Audit log", "审计日志"), Permission.AUDIT_READ, ()),
    (
        "console:administrations",
        Text("Administrations", "管局接口"),
        Permission.SYSTEM_OPERATE,
        (),
    ),
    ("console:house", Text("House", "系统运行"), Permission.SYSTEM_OPERATE, ()),
)


def navigation(here: str, actor: Actor) -> list[Item]:
    """Return the desks that this actor may open, the one they are at marked."""
    items = []
    home = reverse("console:queue")
    for route, said, permission, further in _DESKS:
        if actor.may(permission):
            address = reverse(route)
            below = address != home and here.startswith(address)
            also = any(here.startswith(home + part) for part in further)
            items.append(Item(said, address, current=here == address or below or also))
    return items


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return a page of the console; `may.<permission>` tells what its reader may do.

    It names companies and persons, so no browser or proxy keeps it.
    """
    actor = access.actor(request)
    may = {permission.name.lower(): actor.may(permission) for permission in Permission}
    frame = {"may": may, "actor": actor, "navigation": navigation(request.path, actor)}
    response = render(request, f"console/{template}", {**context, **frame}, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def only_posted(else_at: str, *, with_case: bool = False) -> Callable[[View], View]:
    """Let a view answer POST alone; whoever reads its address again is led to another page.

    So a change of language on a page that was an answer ends where that answer came from.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **where: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, **where)
            again: HttpResponse = redirect(else_at, **(where if with_case else {}))
            return again

        return require_http_methods(["GET", "HEAD", "POST"])(answer)

    return decorate


def seen(filing_id: UUID, actor: Actor) -> Filing:
    """Return a case that was submitted at least once; a draft is the applicant's own affair."""
    filing = seen_or_begun(filing_id, actor)
    if not filing.version:
        raise Http404
    return filing


def seen_or_begun(filing_id: UUID, actor: Actor) -> Filing:
    """Return a case even where nothing was submitted yet: a backdrop is ordered before that."""
    try:
        return filings.get(filing_id, actor)
    except NoSuchFiling as unknown:
        raise Http404 from unknown


def conflict(request: HttpRequest, error: DomainError, href: str) -> HttpResponse:
    """Return the page of a step that cannot be made now, leading to where the case stands.

    What the actor may not do at all is answered as everywhere.
    """
    if error.code.startswith("access."):
        return refusals.refused(request, error)
    refusal = replace(refusals.CONFLICTED, paragraphs=(error.text,), code=error.code, href=href)
    return refusals.page(request, refusal)
