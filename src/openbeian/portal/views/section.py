"""The form, section by section: everything typed is kept, what is wrong stands beside its field."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openbeian.accounts import access
from openbeian.cases.moving import check as require
from openbeian.config import clock
from openbeian.declaration.draft import Raw, words
from openbeian.declaration.field import Kind, Section
from openbeian.declaration.fields import SECTION_TITLES, section_of
from openbeian.filings import queries
from openbeian.filings.models import Correction
from openbeian.filings.services import edit
from openbeian.portal.choices import offered
from openbeian.portal.drafting import Desk, is_on_the_desk, slug
from openbeian.portal.forms.declared import DeclaredForm, typed
from openbeian.portal.frame import UNPROCESSABLE, own_filing, page
from openbeian.portal.sections import FORMS, following
from openbeian.procedure.filing import EDIT, State
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.ui import declared
from openbeian.workdays import local_day

LEAVE = "leave"


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.FILING_EDIT)
def section(request: HttpRequest, filing_id: UUID, section: str) -> HttpResponse:
    """Show a section of the form, or keep what was typed in it."""
    part, filing = _part(section), own_filing(request, filing_id)
    if request.method != "POST" and not is_on_the_desk(filing):
        return redirect("portal:submitted" if filing.version else "portal:status", filing.pk)
    desk = _desk(request, filing_id)
    if request.method == "POST":
        return _keep(request, desk, part)
    asked = desk.asked(part)
    if not asked:  # nothing of it may be changed now
        return redirect("portal:tasks", filing_id)
    return _form(request, desk, part, desk.form(part, asked, missing="check" in request.GET))


@require_POST
@access.requires(Permission.FILING_EDIT)
def check(request: HttpRequest, filing_id: UUID, section: str) -> HttpResponse:
    """Check one field as the reader leaves it; nothing is stored.

    The answer is the field, or all of the section's where others depend on it.
    """
    part = _part(section)
    desk = _desk(request, filing_id)
    desk = desk.with_changes(_typed(request, desk, part))
    form = desk.form(part, desk.asked(part), missing=False)
    name = request.GET.get("field", "")
    if name not in form.fields:
        raise Http404
    if getattr(form[name], "is_governing", False):
        return render(request, "portal/application/fields.html", {"form": form})
    return render(request, "portal/application/field.html", {"field": form[name]})


def _part(name: str) -> Section:
    for part in FORMS:
        if slug(part) == name:
            return part
    raise Http404


def _desk(request: HttpRequest, filing_id: UUID) -> Desk:
    filing = own_filing(request, filing_id)
    require(EDIT, filing, access.actor(request))
    return Desk.of(filing, clock.now())


def _keep(request: HttpRequest, desk: Desk, part: Section) -> HttpResponse:
    changes = _typed(request, desk, part)
    filing = edit.edit(
        filing_id=desk.filing.pk, actor=access.actor(request), changes=changes, at=desk.at
    )
    if request.POST.get("then") == LEAVE:
        messages.success(request, _("Saved. You can come back at any time."))
        return redirect("portal:tasks", filing.pk)
    before, desk = desk, Desk.of(filing, desk.at)
    asked = desk.asked(part)
    form = desk.form(part, asked, missing=True)
    if form.errors:
        return _form(request, desk, part, form, status=UNPROCESSABLE)
    if {path for path, _field in asked} - changes.keys() or _has_new_places(before, desk, part):
        messages.info(request, _("Saved. From your answers follow further questions, below."))
        return _form(request, desk, part, form)
    return redirect(_next(desk, part))


def _has_new_places(before: Desk, desk: Desk, part: Section) -> bool:
    """Whether a place is still to be chosen that could not be before the one above it was."""
    on = local_day(desk.at)
    return any(
        not words(desk.draft, path)
        and offered(field, path, desk.draft, on) != offered(field, path, before.draft, on)
        for path, field in desk.asked(part)
        if field.kind is Kind.DIVISION
    )


def _typed(request: HttpRequest, desk: Desk, part: Section) -> dict[str, Raw]:
    """Return what was typed, also into fields that follow from other answers of the same page."""
    changes = typed(request.POST, desk.asked(part))
    return typed(request.POST, desk.with_changes(changes).asked(part))


def _next(desk: Desk, part: Section) -> str:
    filing_id = desk.filing.pk
    if desk.filing.state_now is State.CORRECTION_REQUESTED:
        return reverse("portal:corrections", args=[filing_id])
    after = following(part)
    if after is Section.DOCUMENTS:
        return reverse("portal:documents", args=[filing_id])
    return reverse("portal:section", args=[filing_id, slug(after)])


def _form(
    request: HttpRequest, desk: Desk, part: Section, form: DeclaredForm, *, status: int = 200
) -> HttpResponse:
    return page(
        request,
        "application/section.html",
        status=status,
        filing=desk.filing,
        part=part,
        slug=slug(part),
        title=SECTION_TITLES[part],
        number=FORMS.index(part) + 1,
        most=len(Section),
        form=form,
        next=_next(desk, part),
        corrections=_corrections(desk, part),
        back=reverse("portal:tasks", args=[desk.filing.pk]),
    )


def _corrections(desk: Desk, part: Section) -> list[tuple[Text, Correction]]:
    """Return what was asked for in this section, each with what the field is called."""
    if desk.opened is None:
        return []
    return [
        (declared.label_or_part(asked.field), asked)
        for asked in queries.open_corrections(desk.filing)
        if section_of(asked.field) is part
    ]
