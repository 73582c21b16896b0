"""The documents: what is wanted, uploads, removals, downloads, and the forms to sign."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openbeian import forms
from openbeian.accounts import access
from openbeian.cases.moving import check
from openbeian.config import clock
from openbeian.declaration.draft import many
from openbeian.declaration.field import Section
from openbeian.declaration.fields import SECTION_TITLES
from openbeian.declaration.values import Declaration
from openbeian.documents import queries as stored
from openbeian.documents import serving
from openbeian.documents.queries import DocumentUnknown
from openbeian.documents.refusals import DocumentRefused
from openbeian.documents.services import receive
from openbeian.filings import queries
from openbeian.filings.models import Filing
from openbeian.filings.services import edit
from openbeian.filings.services.edit import is_open
from openbeian.filings.services.papers import MOST_FILES_PER_DOCUMENT
from openbeian.portal.drafting import Desk, is_on_the_desk, slug
from openbeian.portal.forms.declared import id_of
from openbeian.portal.forms.upload import Refusals
from openbeian.portal.frame import UNPROCESSABLE, own_filing, page
from openbeian.portal.papers import kept_as, needs, papers, path_of
from openbeian.procedure.filing import EDIT, State
from openbeian.procedure.permissions import Permission
from openbeian.rulebook import DocumentNeed
from openbeian.text import Text
from openbeian.workdays import local_day

PDF = "application/pdf"
NO_FILE = Text("Choose a file first.", "请先选择文件。")


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.FILING_EDIT)
def documents(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Show the documents, or take in files for one of them."""
    filing = own_filing(request, filing_id)
    if request.method != "POST" and not is_on_the_desk(filing):
        return redirect("portal:submitted" if filing.version else "portal:status", filing.pk)
    check(EDIT, filing, access.actor(request))
    desk = Desk.of(filing, clock.now())
    if request.method == "POST":
        return _add(request, desk, _need(desk, request.POST.get("path", "")))
    return _page(request, desk)


@require_POST
@access.requires(Permission.FILING_EDIT)
def remove(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Take a file off a document."""
    path = request.POST.get("path", "")
    filing = edit.detach(
        filing_id=own_filing(request, filing_id).pk,
        actor=access.actor(request),
        path=path,
        sha256=request.POST.get("sha256", ""),
        at=clock.now(),
    )
    messages.success(request, _("The file was removed."))
    return _back_to(filing, path)


@require_safe
@access.requires(Permission.FILING_READ)
def file(request: HttpRequest, filing_id: UUID, sha256: str) -> HttpResponse:
    """Hand out a file that the reader's organisation uploaded."""
    filing = own_filing(request, filing_id)
    try:
        found = stored.get(organisation_id=filing.organisation_id, sha256=sha256)
    except DocumentUnknown as unknown:
        raise Http404 from unknown
    return serving.download(found)


@require_safe
@access.requires(Permission.FILING_READ)
def application_form(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Hand out the application form, filled in from the answers, to sign and to seal."""
    filing, at = own_filing(request, filing_id), clock.now()
    declared = _declared(filing, at)
    if declared is None:
        return _not_yet(request, filing)
    content = forms.application_form(declared, reference=filing.reference, on=local_day(at))
    return serving.attachment(content, PDF, f"备案申请表-{filing.reference}.pdf")


@require_safe
@access.requires(Permission.FILING_READ)
def verification_form(request: HttpRequest, filing_id: UUID, service_id: int) -> HttpResponse:
    """Hand out the verification form of one website, filled in, to sign and to seal."""
    filing, at = own_filing(request, filing_id), clock.now()
    declared = _declared(filing, at)
    if declared is None:
        return _not_yet(request, filing)
    try:
        content = forms.verification_form(
            declared,
            service_id,
            provider_name=settings.OPENBEIAN_PROVIDER,
            reference=filing.reference,
            on=local_day(at),
        )
    except forms.NoSuchService as unknown:
        raise Http404 from unknown
    return serving.attachment(content, PDF, f"真实性核验单-{filing.reference}-{service_id}.pdf")


def _declared(filing: Filing, at: datetime) -> Declaration | None:
    """Return what the forms are made from: the draft while it is open, then what was submitted."""
    if is_on_the_desk(filing):
        return Desk.of(filing, at).declaration
    return queries.declaration(filing) if filing.version else None


def _not_yet(request: HttpRequest, filing: Filing) -> HttpResponse:
    messages.warning(
        request, _("The forms are made from your answers: fill in the sections first.")
    )
    return redirect("portal:review", filing.pk)


def _need(desk: Desk, path: str) -> DocumentNeed:
    """Return the document that a request is about, if it is wanted and may be changed now."""
    for need in needs(desk) or ():
        if path_of(need) == path and is_open(path, desk.opened):
            return need
    raise Http404


def _add(request: HttpRequest, desk: Desk, need: DocumentNeed) -> HttpResponse:
    """Take in one file or several; each refusal is told with the name of its file."""
    path, sent = path_of(need), request.FILES.getlist("file")
    refusals: list[tuple[str, Text]] = [] if sent else [("", NO_FILE)]
    refusals += _take_in_all(request, desk, need, sent)
    taken = len(sent) - len(refusals)
    if taken > 0:
        said = ngettext("{count} file was added.", "{count} files were added.", taken)
        messages.success(request, said.format(count=taken))
    if refusals:
        fresh = Desk.of(queries.get(desk.filing.pk, access.actor(request)), desk.at)
        return _page(request, fresh, {path: refusals}, status=UNPROCESSABLE)
    return _back_to(desk.filing, path)


def _take_in_all(
    request: HttpRequest, desk: Desk, need: DocumentNeed, sent: "list[UploadedFile[Any]]"
) -> Iterator[tuple[str, Text]]:
    """Take in files while the document has room; what finds none is not even looked at."""
    room = MOST_FILES_PER_DOCUMENT - len(many(desk.draft, path_of(need)))
    full = edit.TooManyFiles(limit=MOST_FILES_PER_DOCUMENT)
    for file in sent:
        told = _take_in(request, desk, need, file) if room > 0 else [(file.name or "", full.text)]
        refused = list(told)
        room -= not refused
        yield from refused


def _take_in(
    request: HttpRequest, desk: Desk, need: DocumentNeed, file: "UploadedFile[Any]"
) -> Iterator[tuple[str, Text]]:
    """Keep a file and attach it; yield its name and why, where it is refused."""
    actor = access.actor(request)
    try:
        kept = receive(
            organisation_id=actor.tenant,
            actor=actor,
            name=file.name or "",
            content=file.read(),
            max_bytes=need.max_bytes,
            kept_as=kept_as(need),
            at=desk.at,
        )
        edit.attach(
            filing_id=desk.filing.pk,
            actor=actor,
            path=path_of(need),
            sha256=kept.sha256,
            at=desk.at,
        )
    except (DocumentRefused, edit.TooManyFiles) as refusal:
        yield file.name or "", refusal.text


def _back_to(filing: Filing, path: str) -> HttpResponse:
    return redirect(f"{reverse('portal:documents', args=[filing.pk])}#{id_of(path)}")


def _page(
    request: HttpRequest,
    desk: Desk,
    refused: dict[str, Refusals] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    listed = papers(desk, refused)
    correcting = desk.filing.state_now is State.CORRECTION_REQUESTED
    return page(
        request,
        "application/documents.html",
        status=status,
        filing=desk.filing,
        title=SECTION_TITLES[Section.DOCUMENTS],
        papers=None if listed is None else [one for one in listed if one.changeable],
        kept=[one for one in listed or () if not one.changeable],
        most=len(listed or ()),
        number=len(Section),
        form=next((paper.form for paper in listed or () if paper.form.errors), None),
        given=sum(bool(paper.files) for paper in listed or ()),
        ready=desk.declaration is not None,
        entity=reverse("portal:section", args=[desk.filing.pk, slug(Section.ENTITY)]),
        next="portal:corrections" if correcting else "portal:review",
        back=reverse("portal:tasks", args=[desk.filing.pk]),
    )
