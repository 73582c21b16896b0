"""The yearly "are these facts still true?": what is registered, what a lie can cost, the answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from openbeian.accounts import access
from openbeian.config import clock
from openbeian.filings.registered import NotDeclaredHere, registered
from openbeian.portal.declared_facts import sections
from openbeian.portal.forms.facts import FactsForm
from openbeian.portal.frame import UNPROCESSABLE, page
from openbeian.procedure.permissions import Permission
from openbeian.registry import queries, services
from openbeian.registry.models import Entity, FactsCheck
from openbeian.registry.subjects import NotRegistered
from openbeian.text import Text
from openbeian.workdays import local_day


@access.requires(Permission.REGISTRY_FACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, check_id: int) -> HttpResponse:
    """Show the registered facts with the question; on POST answer it."""
    actor, at = access.actor(request), clock.now()
    check = queries.facts_check(check_id, organisation_id=actor.tenant)
    if check is None:
        raise Http404
    form = FactsForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, check, form)
    if not form.is_valid():
        return _page(request, check, form, status=UNPROCESSABLE)
    answer = form.cleaned_data["answer"]
    services.answer_facts(check_id=check.pk, answer=answer, actor=actor, at=at)
    messages.success(request, gettext("Your answer is recorded."))
    return redirect("portal:facts", check_id=check.pk)


def _sections(entity: Entity) -> Any:
    """Return what is declared by now; nothing where it was not applied for here, or has ended."""
    try:
        return sections(registered(entity).declaration)
    except (NotDeclaredHere, NotRegistered):
        return ()


def _page(
    request: HttpRequest, check: FactsCheck, form: FactsForm, status: int = 200
) -> HttpResponse:
    registration = queries.entity_by_number(check.entity.number, at=clock.now())
    context: dict[str, Any] = {
        "check": check,
        "entity": registration,
        "told": Text(check.told_en, check.told_zh),
        "late": check.answered_at is None and local_day(clock.now()) > check.due_on,
        "sections": _sections(check.entity),
        "form": form,
    }
    return page(request, "facts/facts.html", status=status, **context)
