"""Backdrops to ship: the list, the label to print, and the parcel's number."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openbeian.accounts import access
from openbeian.config import clock
from openbeian.console.forms.backdrops import TrackingForm
from openbeian.console.frame import conflict, only_posted, page, seen_or_begun
from openbeian.errors import DomainError
from openbeian.filings import queries
from openbeian.filings.services import backdrop, reveal
from openbeian.procedure.permissions import Permission


@require_safe
@access.requires(Permission.REVIEW_READ)
def backdrops(request: HttpRequest) -> HttpResponse:
    """List the open orders, oldest first."""
    return _listing(request)


@only_posted("console:backdrops")
@access.requires(Permission.REVIEW_CLAIM)
def label(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the address for the parcel, and note who saw it."""
    actor = access.actor(request)
    filing = seen_or_begun(case_id, actor)
    try:
        order, address = reveal.address(filing_id=filing.pk, actor=actor, at=clock.now())
    except DomainError as refusal:
        return conflict(request, refusal, reverse("console:backdrops"))
    return page(
        request,
        "label.html",
        filing=filing,
        order=order,
        address=address,
        form=TrackingForm(prefix=str(filing.pk)),
    )


@only_posted("console:backdrops")
@access.requires(Permission.REVIEW_CLAIM)
def posted(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record that the parcel is on its way."""
    actor = access.actor(request)
    filing = seen_or_begun(case_id, actor)
    form = TrackingForm(request.POST, prefix=str(filing.pk))
    if not form.is_valid():
        return _listing(request, form, status=422)
    tracking = form.cleaned_data["tracking"]
    try:
        backdrop.post(filing_id=filing.pk, actor=actor, tracking=tracking, at=clock.now())
    except DomainError as refusal:
        return conflict(request, refusal, reverse("console:backdrops"))
    messages.success(request, _("Recorded. The applicant is told the number of the parcel."))
    return redirect("console:backdrops")


def _listing(
    request: HttpRequest, refused: TrackingForm | None = None, *, status: int = 200
) -> HttpResponse:
    rows = []
    for order in queries.open_backdrops():
        form = TrackingForm(prefix=str(order.filing_id))
        mine = refused is not None and refused.prefix == form.prefix
        rows.append((order, refused if mine else form))
    return page(request, "backdrops.html", status=status, rows=rows, form=refused)
