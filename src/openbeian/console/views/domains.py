"""Any domain, or many: the answer, what it rests on, and what can be sold for it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from openbeian.accounts import access
from openbeian.config import clock
from openbeian.console import evidence
from openbeian.console.forms.domains import DomainsForm
from openbeian.console.frame import page, seen
from openbeian.console.views.registry import STATUSES
from openbeian.numbers import domain_name
from openbeian.procedure.permissions import Permission
from openbeian.registry.answers import Answer, answers
from openbeian.registry.products import products
from openbeian.registry.reasons import Status
from openbeian.registry.tracing import Trace, trace
from openbeian.ui.components import Tone

UNPROCESSABLE = 422
TONES: Mapping[Status, Tone] = {
    Status.FILED_HERE: Tone.DONE,
    Status.FILED_ELSEWHERE: Tone.WAITING,
    Status.IN_PROCESS: Tone.WAITING,
    Status.UNFILED: Tone.BLOCKED,
    Status.SUSPENDED: Tone.BLOCKED,
    Status.BLOCKED: Tone.BLOCKED,
    Status.NOT_REQUIRED: Tone.DONE,
    Status.UNKNOWN: Tone.QUIET,
}


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.REVIEW_READ)
def domains(request: HttpRequest) -> HttpResponse:
    """Ask for domains; one is answered with all its evidence, many in a table."""
    asked = request.GET.get("name", "").strip()
    form = DomainsForm(request.POST if request.method == "POST" else None, initial={"names": asked})
    names = [asked] if asked else []
    if form.is_bound:
        if not form.is_valid():
            return page(request, "domains.html", form=form, status=UNPROCESSABLE)
        names = form.cleaned_data["names"]
    return page(request, "domains.html", form=form, **_answered(request, names))


def _answered(request: HttpRequest, names: list[str]) -> dict[str, Any]:
    at = clock.now()
    if len(names) == 1:
        return _in_full(request, trace(names[0], at=at))
    return {"rows": [_line(found) for found in answers(names, at=at)]}


def _in_full(request: HttpRequest, found: Trace) -> dict[str, Any]:
    rules = products()
    sales = [(rules[product_id].title, sale) for product_id, sale in found.sales.items()]
    return {
        "one": _line(found.answer),
        "evidence": evidence.rows(found, case=_case(request, found)),
        "sales": sales,
    }


def _case(request: HttpRequest, found: Trace) -> str:
    """Return the reference of the application in process; a draft is the applicant's own affair."""
    if found.filing_id is None:
        return ""
    try:
        return seen(found.filing_id, access.actor(request)).reference
    except Http404:
        return ""


def _line(found: Answer) -> dict[str, Any]:
    name = found.registrable_domain
    return {
        "answer": found,
        "domain": domain_name.to_unicode(name) if name else "",
        "said": STATUSES[found.status],
        "tone": TONES[found.status],
    }
