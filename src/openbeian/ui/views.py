"""The style guide: every component with example data, in the reader's language."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from openbeian.accounts.access import public
from openbeian.ui import refusals
from openbeian.ui import styleguide as example

REFUSALS = {
    "bad-request": refusals.BAD_REQUEST,
    "no-permission": refusals.NO_PERMISSION,
    "expired": refusals.EXPIRED,
    "not-found": refusals.NOT_FOUND,
    "too-many": refusals.TOO_MANY,
    "conflict": example.CONFLICT,
    "broken": refusals.BROKEN,
    "out-of-reach": refusals.OUT_OF_REACH,
}
LAYOUTS = {"portal": "ui/page_portal.html", "console": "ui/page_console.html"}


@public
def styleguide(request: HttpRequest, layout: str = "portal") -> HttpResponse:
    """Show the components in the layout of a face; not in production."""
    if settings.OPENBEIAN_MODE == "production" or layout not in LAYOUTS:
        raise Http404
    return render(
        request,
        "ui/styleguide.html",
        {
            "layout": LAYOUTS[layout],
            "example": example,
            "example_form": example.ExampleForm(),
            "mended_form": example.form_in_error(),
            "refusals": REFUSALS,
            "page": Paginator(range(90), 10).get_page(request.GET.get("page", "4")),
        },
    )


@public
def refusal(request: HttpRequest, name: str) -> HttpResponse:
    """Show the page of one refusal, with its own status; not in production."""
    if settings.OPENBEIAN_MODE == "production" or name not in REFUSALS:
        raise Http404
    shown = REFUSALS[name]
    bare = shown in {refusals.BROKEN, refusals.OUT_OF_REACH}
    return refusals.bare_page(shown) if bare else refusals.page(request, shown)
