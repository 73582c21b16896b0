"""Makes the steps of a table: at once where nothing is asked, else by a page with a form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from openbeian.accounts import access
from openbeian.accounts.actors import Actor
from openbeian.cases.models import Case
from openbeian.cases.moving import check
from openbeian.config import clock
from openbeian.console.forms.decisions import StepForm
from openbeian.console.frame import conflict, page
from openbeian.console.steps import Action, Step
from openbeian.console.turnline import turn
from openbeian.errors import DomainError
from openbeian.ui.words import words

UNPROCESSABLE = 422
type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where cases of one kind are handled.

    `find` returns a case or raises Http404; `page` is the route of its page and `head` the template
    of its name. `more` gives a step's page further values, `before` may refuse a filled-in form.
    """

    page: str
    head: str
    find: Callable[[UUID, Actor], Case]
    more: Mapping[str, Callable[[Case, Actor], Mapping[str, Any]]] = field(default_factory=dict)
    before: Mapping[str, Callable[[Step], None]] = field(default_factory=dict)

    def address(self, case: Case) -> str:
        """Return the address of a case's page."""
        return reverse(self.page, args=[case.pk])


def routes(desk: Desk, actions: Iterable[Action], *, prefix: str = "") -> list[URLPattern]:
    """Return a route for each step, under the permission that its move names."""
    return [
        path(f"{action.name}/", _view(desk, action), name=f"{prefix}{action.name}")
        for action in actions
    ]


def _view(desk: Desk, action: Action) -> View:
    view = _asking(desk, action, action.form) if action.form else _at_once(desk, action)
    return access.requires(action.move.permission)(view)


def _at_once(desk: Desk, action: Action) -> View:
    @require_POST
    def view(request: HttpRequest, case_id: UUID) -> HttpResponse:
        actor = access.actor(request)
        case = desk.find(case_id, actor)
        try:
            action.perform(Step(case, actor, clock.now()))
        except DomainError as refusal:
            return conflict(request, refusal, desk.address(case))
        return _done(request, desk, action, case)

    return view


def _asking(desk: Desk, action: Action, form_type: type[StepForm]) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, case_id: UUID) -> HttpResponse:
        actor = access.actor(request)
        case = desk.find(case_id, actor)
        try:
            check(action.move, case, actor)
            if request.method != "POST":
                return _ask(request, desk, action, form_type(case=case))
            return _perform(request, desk, action, form_type(request.POST, case=case))
        except DomainError as refusal:
            return conflict(request, refusal, desk.address(case))

    return view


def _perform(request: HttpRequest, desk: Desk, action: Action, form: StepForm) -> HttpResponse:
    """Make the step if the form is in order; what belongs beside a field comes back with it."""
    if form.is_valid():
        step = Step(form.case, access.actor(request), clock.now(), form)
        if action.name in desk.before:
            desk.before[action.name](step)
        try:
            action.perform(step)
            return _done(request, desk, action, form.case)
        except action.beside as refusal:
            form.blame(refusal)
    return _ask(request, desk, action, form, status=UNPROCESSABLE)


def _ask(
    request: HttpRequest, desk: Desk, action: Action, form: StepForm, *, status: int = 200
) -> HttpResponse:
    case = form.case
    more = desk.more.get(action.name)
    further = more(case, access.actor(request)) if more else {}
    return page(
        request,
        "act.html",
        status=status,
        case=case,
        head=desk.head,
        back=desk.address(case),
        action=action,
        form=form,
        turn=turn(case, clock.now()),
        **further,
    )


def _done(request: HttpRequest, desk: Desk, action: Action, case: Case) -> HttpResponse:
    messages.success(request, words(action.done))
    return redirect(desk.address(case))
