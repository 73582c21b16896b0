"""Begin what follows a registration: change its facts, cancel a part, or bring a website here."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from openbeian.accounts import access
from openbeian.accounts.actors import Actor
from openbeian.accounts.queries import organisation
from openbeian.config import clock
from openbeian.errors import DomainError
from openbeian.filings.models import Filing
from openbeian.filings.registered import NotDeclaredHere
from openbeian.filings.services import later
from openbeian.numbers import NumberError
from openbeian.portal.answers import recall, to_draft
from openbeian.portal.forms.later import AddedAccessForm, CancellationForm
from openbeian.portal.frame import UNPROCESSABLE, page
from openbeian.portal.later import CONSEQUENCES
from openbeian.procedure.permissions import Permission
from openbeian.registry.subjects import (
    NoLongerInForce,
    NotRegistered,
    Row,
    Subject,
    SubjectKind,
    held,
    named,
)
from openbeian.ui.words import words, words_lazy


@require_POST
@access.requires(Permission.FILING_EDIT)
def change(request: HttpRequest, entity_id: int) -> HttpResponse:
    """Begin a change of what is registered."""
    actor, at = access.actor(request), clock.now()
    filing = _begun(request, lambda: later.change(entity_id=entity_id, actor=actor, at=at))
    return redirect("portal:tasks", filing.pk) if filing else redirect("portal:registrations")


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.FILING_EDIT)
def cancel(request: HttpRequest, kind: str, subject_id: int) -> HttpResponse:
    """Say what a cancellation means and ask why; on POST begin it."""
    actor, at = access.actor(request), clock.now()
    subject = _subject(kind, subject_id)
    row = _held(subject, actor)
    form = CancellationForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return page(
            request,
            "later/cancel.html",
            status=UNPROCESSABLE if form.is_bound else 200,
            form=form,
            kind=later.CANCELS[subject.kind],
            consequence=CONSEQUENCES[later.CANCELS[subject.kind]],
            item=named(row),
        )
    reason = form.cleaned_data["reason"]
    filing = _begun(
        request, lambda: later.cancel(subject=subject, reason=reason, actor=actor, at=at)
    )
    return redirect("portal:review", filing.pk) if filing else redirect("portal:registrations")


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.FILING_EDIT)
def add_access(request: HttpRequest) -> HttpResponse:
    """Ask for the website that is filed elsewhere; on POST begin to add our access to it."""
    actor, at = access.actor(request), clock.now()
    form = AddedAccessForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        draft = to_draft(recall(request.session), organisation(actor.tenant).name)
        try:
            filing = later.add_access(
                service_number=form.cleaned_data["number"],
                password=form.cleaned_data["password"],
                actor=actor,
                at=at,
                draft=draft,
            )
            return redirect("portal:tasks", filing.pk)
        except (NumberError, later.NumberOfEntity) as refusal:
            form.add_error("number", words_lazy(refusal.text))
        except later.AnotherOpen as refusal:
            form.add_error(None, words_lazy(refusal.text))
    status = UNPROCESSABLE if form.is_bound else 200
    return page(request, "later/add_access.html", status=status, form=form)


def _subject(kind: str, subject_id: int) -> Subject:
    if kind not in {one.value for one in later.CANCELS}:
        raise Http404
    return Subject(SubjectKind(kind), subject_id)


def _held(subject: Subject, actor: Actor) -> Row:
    try:
        return held(subject, actor.tenant)
    except NotRegistered as unknown:
        raise Http404 from unknown


def _begun(request: HttpRequest, begin: Callable[[], Filing]) -> Filing | None:
    """Return what was begun; a refusal stands on the page to which the reader goes back."""
    try:
        return begin()
    except (NotRegistered, NoLongerInForce) as unknown:
        raise Http404 from unknown
    except (later.AnotherOpen, NotDeclaredHere) as refusal:
        _say(request, refusal)
        return None


def _say(request: HttpRequest, refusal: DomainError) -> None:
    messages.error(request, words(refusal.text))
