"""Order the official photo backdrop (核验幕布), posted free of charge to any place in China."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from openbeian.accounts import access
from openbeian.config import clock
from openbeian.filings.models import Filing
from openbeian.filings.services import backdrop as orders
from openbeian.portal.forms.backdrop import RecipientForm
from openbeian.portal.frame import UNPROCESSABLE, own_filing, page
from openbeian.procedure.permissions import Permission


@access.requires(Permission.FILING_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def backdrop(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Show how the order stands, or ask where to post it; on POST order."""
    filing = own_filing(request, filing_id)
    form = RecipientForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, filing, form)
    if not form.is_valid():
        return _page(request, filing, form, status=UNPROCESSABLE)
    orders.ask(
        filing_id=filing.pk,
        actor=access.actor(request),
        recipient=form.recipient(),
        at=clock.now(),
    )
    messages.success(
        request, gettext("The backdrop is ordered. You hear from us when it is posted.")
    )
    return redirect("portal:backdrop", filing_id=filing.pk)


def _page(
    request: HttpRequest, filing: Filing, form: RecipientForm, status: int = 200
) -> HttpResponse:
    placed = tuple(filing.backdrops.order_by("-asked_at"))
    context: dict[str, Any] = {
        "filing": filing,
        "form": form,
        "open": next((order for order in placed if order.posted_at is None), None),
        "posted": [order for order in placed if order.posted_at is not None],
        "final": filing.procedure.is_final(filing.state_now),
    }
    return page(request, "backdrop/backdrop.html", status=status, **context)
