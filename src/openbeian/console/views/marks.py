"""What is kept about a domain by its name: the black list, and what is filed elsewhere."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openbeian import workdays
from openbeian.accounts import access
from openbeian.config import clock
from openbeian.console.forms.registry import BlackListForm, ClearForm, DeskForm, LookUpForm
from openbeian.console.frame import conflict, page
from openbeian.errors import DomainError
from openbeian.procedure.permissions import Permission
from openbeian.registry import desk, services

UNPROCESSABLE = 422


@require_safe
@access.requires(Permission.REVIEW_READ)
def black_list(request: HttpRequest) -> HttpResponse:
    """Show the black list."""
    return page(request, "black_list.html", rows=desk.black_list())


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.REGISTRY_STANDING)
def blacklist(request: HttpRequest) -> HttpResponse:
    """Put a domain on the black list."""
    form = BlackListForm(request.POST or None, initial={"domain": request.GET.get("domain", "")})

    def perform() -> object:
        return services.blacklist(**form.cleaned_data, actor=access.actor(request), at=clock.now())

    said = _("The domain is on the black list.")
    return _decide(
        request,
        form,
        perform,
        template="black_list_add.html",
        back="console:black_list",
        said=said,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.REGISTRY_STANDING)
def clear(request: HttpRequest, domain: str) -> HttpResponse:
    """Take a domain off the black list."""
    form = ClearForm(request.POST or None)

    def perform() -> object:
        return services.unblacklist(
            domain=domain,
            reason=form.cleaned_data["reason"],
            actor=access.actor(request),
            at=clock.now(),
        )

    said = _("The domain is off the black list.")
    return _decide(
        request,
        form,
        perform,
        template="black_list_clear.html",
        back="console:black_list",
        said=said,
        domain=domain,
    )


@require_safe
@access.requires(Permission.REVIEW_READ)
def look_ups(request: HttpRequest) -> HttpResponse:
    """Show what the administration said of domains that others may have filed."""
    return page(request, "look_ups.html", rows=desk.seen_elsewhere()[:200])


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.AUTHORITY_RECORD)
def look_up(request: HttpRequest) -> HttpResponse:
    """Record what the administration says of a domain."""
    at = clock.now()
    first = {"domain": request.GET.get("domain", ""), "on": workdays.local_day(at)}
    form = LookUpForm(request.POST or None, initial=first)

    def perform() -> object:
        return services.record_elsewhere(
            domain=form.cleaned_data["domain"],
            look_up=form.look_up(at),
            actor=access.actor(request),
            at=at,
        )

    said = _("The look-up is recorded.")
    return _decide(
        request, form, perform, template="look_up.html", back="console:look_ups", said=said
    )


@require_safe
@access.requires(Permission.REVIEW_READ)
def facts(request: HttpRequest) -> HttpResponse:
    """Show who has not answered the yearly question, the overdue ones first."""
    overdue, waiting = desk.unanswered(on=workdays.local_day(clock.now()))
    return page(request, "facts.html", overdue=overdue, waiting=waiting)


def _decide(
    request: HttpRequest,
    form: DeskForm,
    perform: Callable[[], object],
    *,
    template: str,
    back: str,
    said: str,
    domain: str = "",
) -> HttpResponse:
    """Ask, or record it; what belongs beside a field comes back with it."""
    if request.method != "POST":
        return page(request, template, form=form, domain=domain)
    if form.is_valid():
        try:
            perform()
        except DomainError as refusal:
            if refusal.code not in form.BESIDE and not refusal.code.startswith("numbers."):
                return conflict(request, refusal, reverse(back))
            form.blame(refusal)
        else:
            messages.success(request, said)
            return redirect(back)
    return page(request, template, form=form, status=UNPROCESSABLE, domain=domain)
