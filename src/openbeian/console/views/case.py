"""The page of one case: the declaration on the left, its documents on the right."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from openbeian.accounts import access
from openbeian.config import clock
from openbeian.console.casefile import gather
from openbeian.console.frame import conflict, only_posted, page, seen
from openbeian.errors import DomainError
from openbeian.filings.models import Filing
from openbeian.filings.services import reveal
from openbeian.procedure.permissions import Permission


@require_safe
@access.requires(Permission.REVIEW_READ)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show a case."""
    return _page(request, seen(case_id, access.actor(request)))


@only_posted("console:case", with_case=True)
@access.requires(Permission.REVIEW_DECIDE)
def reveal_numbers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the numbers of one person in clear, for this once, and note who looked."""
    actor, person = access.actor(request), request.POST.get("person", "")
    filing = seen(case_id, actor)
    try:
        reveal.numbers(filing_id=filing.pk, actor=actor, person=person, at=clock.now())
    except DomainError as refusal:
        return conflict(request, refusal, reverse("console:case", args=[filing.pk]))
    return _page(request, filing, revealed=person)


def _page(request: HttpRequest, filing: Filing, *, revealed: str = "") -> HttpResponse:
    file = gather(filing, access.actor(request), clock.now(), revealed=revealed)
    return page(request, "case.html", file=file, filing=filing, sheet=file.sheet)
