"""Public-security filings: which are owed, and how many days are left."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openbeian import workdays
from openbeian.accounts import access
from openbeian.config import clock
from openbeian.console.frame import page
from openbeian.console.turnline import turn
from openbeian.procedure.permissions import Permission
from openbeian.psb import queries
from openbeian.psb.models import PublicSecurityCase
from openbeian.ui.components import Turn

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One case; the thirty days are calendar days."""

    case: PublicSecurityCase
    turn: Turn
    days_left: int | None

    @property
    def days_late(self) -> int:
        """Days past the last one, or 0."""
        return max(0, -(self.days_left or 0))


@require_safe
@access.requires(Permission.REVIEW_READ)
def public_security(request: HttpRequest) -> HttpResponse:
    """List what is still owed to public security, the most urgent first."""
    at = clock.now()
    today = workdays.local_day(at)
    cases = queries.all_open().select_related("organisation")
    chosen = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        Row(case, turn(case, at), (case.due_on - today).days if case.due_on else None)
        for case in chosen.object_list
    ]
    return page(request, "public_security.html", rows=rows, page_of_many=chosen)
