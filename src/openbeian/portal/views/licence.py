"""The ICP Commercial Licence (ICP许可证): may it be had, its documents, and how it stands."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openbeian.accounts import access
from openbeian.accounts.actors import Actor
from openbeian.cases.turns import moves
from openbeian.config import clock
from openbeian.documents import queries as documents
from openbeian.documents import serving
from openbeian.documents.models import Document
from openbeian.documents.refusals import DocumentRefused
from openbeian.documents.services import receive
from openbeian.errors import DomainError
from openbeian.licences import queries, services
from openbeian.licences.models import LicenceCase
from openbeian.licences.queries import FilingFirst
from openbeian.licences.services import CapitalUnfit, NotEligible, PapersMissing
from openbeian.portal.forms.licence import CapitalForm, PaperForm
from openbeian.portal.frame import UNPROCESSABLE, own_licence, page
from openbeian.portal.turnline import turn
from openbeian.procedure.licence import ABANDON
from openbeian.procedure.permissions import Permission
from openbeian.rulebook import DocumentNeed, Eligibility, Form

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of the licence, the file that is there for it, and the form to hand one in."""

    need: DocumentNeed
    file: Document | None
    form: PaperForm


@access.requires(Permission.LICENCE_APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def licences(request: HttpRequest) -> HttpResponse:
    """Show what the licence asks for and the cases there are; on POST begin one."""
    actor = access.actor(request)
    if request.method != "POST":
        return _overview(request, actor)
    try:
        case = services.begin(actor=actor, at=clock.now())
    except (FilingFirst, NotEligible):
        return _overview(request, actor, status=CONFLICT)
    return redirect("portal:licence", case_id=case.pk)


@access.requires(Permission.LICENCE_APPLY)
@require_safe
def licence(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one case: what is still to be handed in, or how it stands."""
    return _page(request, own_licence(request, case_id))


@access.requires(Permission.LICENCE_APPLY)
@require_POST
def capital(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """State the registered capital; an amount that cannot be is said beside the field."""
    case, form = own_licence(request, case_id), CapitalForm(request.POST)
    if form.is_valid():
        try:
            services.edit(
                case_id=case.pk,
                actor=access.actor(request),
                capital_cny=form.cleaned_data["capital"],
                at=clock.now(),
            )
        except CapitalUnfit as refusal:
            form.add_error("capital", _said(refusal))
        else:
            return redirect("portal:licence", case_id=case.pk)
    return _page(request, case, form=form, status=UNPROCESSABLE)


@access.requires(Permission.LICENCE_APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Give a document back; on POST take one, in place of what was there."""
    case = own_licence(request, case_id)
    if request.method == "POST":
        return _take(request, case, kind)
    if kind not in case.documents:
        raise Http404
    sha256 = case.documents[kind]
    return serving.download(documents.get(organisation_id=case.organisation_id, sha256=sha256))


@access.requires(Permission.LICENCE_APPLY)
@require_POST
def submit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Submit the case to the provider, or say what stands in the way."""
    case = own_licence(request, case_id)
    try:
        services.submit(case_id=case.pk, actor=access.actor(request), at=clock.now())
    except (NotEligible, PapersMissing) as refusal:
        return _page(request, case, barred=refusal, status=CONFLICT)
    return redirect("portal:licence", case_id=case.pk)


@access.requires(Permission.LICENCE_APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def abandon(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask whether to give the case up; on POST do it."""
    case = own_licence(request, case_id)
    if request.method == "POST":
        services.abandon(case_id=case.pk, actor=access.actor(request), at=clock.now())
        messages.info(request, gettext("The licence application is given up."))
        return redirect("portal:licences")
    case.procedure.check(ABANDON, case.state_now, case.flags_now)
    return page(request, "licence/abandon.html", case=case)


def _take(request: HttpRequest, case: LicenceCase, kind: str) -> HttpResponse:
    """Receive a file and put it to its document; both are safe to repeat."""
    actor, at = access.actor(request), clock.now()
    need = next((one for one in _needs(case) if one.kind == kind), None)
    if need is None:
        raise Http404
    form = PaperForm(request.POST, request.FILES, need=need, held=kind in case.documents)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = receive(
                organisation_id=case.organisation_id,
                actor=actor,
                name=file.name,
                content=file.read(),
                at=at,
                max_bytes=need.max_bytes,
            )
        except DocumentRefused as refusal:
            form.add_error("file", _said(refusal))
        else:
            services.attach(case_id=case.pk, actor=actor, kind=kind, sha256=taken.sha256, at=at)
            return redirect(f"{reverse('portal:licence', args=[case.pk])}#{kind}")
    return _page(request, case, tried=form, status=UNPROCESSABLE)


def _overview(request: HttpRequest, actor: Actor, status: int = 200) -> HttpResponse:
    cases = tuple(queries.of_organisation(actor))
    context: dict[str, Any] = {
        "cases": cases,
        "open": next((case for case in cases if not case.situation.final), None),
        "found": _prospect(actor),
        "refused": status == CONFLICT,
    }
    return page(request, "licence/licences.html", status=status, **context)


def _prospect(actor: Actor) -> Eligibility | None:
    """Return what the rules say of a licence for this organisation, None before its filing."""
    try:
        return queries.prospect(actor, clock.now())
    except FilingFirst:
        return None


def _page(
    request: HttpRequest,
    case: LicenceCase,
    *,
    form: CapitalForm | None = None,
    tried: PaperForm | None = None,
    barred: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    stated = {"capital": f"{case.capital_cny:,}"} if case.capital_cny is not None else {}
    context: dict[str, Any] = {
        "case": case,
        "turn": turn(case, clock.now()),
        "can": {move.name for move in moves(case, access.actor(request))},
        "form": tried or form or CapitalForm(initial=stated),
        "capital": form or CapitalForm(initial=stated),
        "papers": _papers(case, tried),
        "barred": barred,
    }
    return page(request, "licence/case.html", status=status, **context)


def _needs(case: LicenceCase) -> list[DocumentNeed]:
    return [need for need in queries.needs(case, clock.now()) if need.form is Form.FILE]


def _papers(case: LicenceCase, tried: PaperForm | None) -> list[Paper]:
    files = documents.several(organisation_id=case.organisation_id, hashes=case.documents.values())
    papers = []
    for need in _needs(case):
        file = files.get(case.documents.get(need.kind, ""))
        form = tried if tried is not None and tried.prefix == need.kind else None
        papers.append(Paper(need, file, form or PaperForm(need=need, held=file is not None)))
    return papers


def _said(refusal: DomainError) -> str:
    return refusal.text.within(get_language() or "en")
