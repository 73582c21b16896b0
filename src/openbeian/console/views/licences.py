"""Commercial licence cases: the list, the page of one with its documents, and its steps."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openbeian.accounts import access
from openbeian.accounts.actors import Actor
from openbeian.cases.turns import moves
from openbeian.config import clock
from openbeian.console import record
from openbeian.console.frame import page
from openbeian.console.licence_actions import BY_MOVE
from openbeian.console.steps import buttons, is_own
from openbeian.console.turnline import turn
from openbeian.console.views.acting import Desk
from openbeian.console.views.papers import WIDTHS
from openbeian.documents import queries as documents
from openbeian.documents import serving
from openbeian.documents.models import Document
from openbeian.documents.queries import DocumentUnknown
from openbeian.filings import queries as filings
from openbeian.licences import queries, reveal
from openbeian.licences.models import LicenceCase
from openbeian.licences.queries import NoSuchCase
from openbeian.procedure.licence import State
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.ui.declared import titled

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the licence: what it is, whether it must be there, and the file."""

    kind: str
    title: Text
    required: bool
    document: Document | None


@require_safe
@access.requires(Permission.REVIEW_READ)
def licences(request: HttpRequest) -> HttpResponse:
    """List the cases that were given to us and are not settled, the most urgent first."""
    at = clock.now()
    cases = queries.all_open().exclude(state=State.DRAFT.value).select_related("organisation")
    chosen = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(case, turn(case, at)) for case in chosen.object_list]
    return page(request, "licences.html", rows=rows, page_of_many=chosen)


@require_safe
@access.requires(Permission.REVIEW_READ)
def licence(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show a licence case."""
    actor, at = access.actor(request), clock.now()
    case = seen_licence(case_id, actor)
    possible = moves(case, actor)
    return page(
        request,
        "licence.html",
        case=case,
        filing=filings.get(case.filing_id, actor),
        turn=turn(case, at),
        buttons=buttons(possible, BY_MOVE),
        own=is_own(case, actor, possible),
        papers=_papers(case, actor),
        history=record.history(case),
        messages_sent=record.messages(case),
    )


@require_safe
@access.requires(Permission.LICENCE_RECORD)
def preview(request: HttpRequest, case_id: UUID, kind: str, width: int) -> HttpResponse:
    """Return a picture of a document of the licence."""
    actor = access.actor(request)
    case = seen_licence(case_id, actor)
    document = _document(case, kind)
    if width not in WIDTHS:
        raise Http404
    if not reveal.has_viewed(case, actor):
        reveal.documents(case_id=case.pk, actor=actor, at=clock.now())
    return serving.preview(document, width)


@require_safe
@access.requires(Permission.LICENCE_RECORD)
def original(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Hand a document of the licence out as it was kept."""
    actor = access.actor(request)
    case = seen_licence(case_id, actor)
    document = _document(case, kind)
    reveal.document(
        case_id=case.pk, actor=actor, title=titled(kind), sha256=document.sha256, at=clock.now()
    )
    return serving.download(document)


def seen_licence(case_id: UUID, actor: Actor) -> LicenceCase:
    """Return a licence case that was given to us; a draft is the applicant's own affair."""
    try:
        case = queries.get(case_id, actor)
    except NoSuchCase as unknown:
        raise Http404 from unknown
    if case.state_now is State.DRAFT:
        raise Http404
    return case


def _papers(case: LicenceCase, actor: Actor) -> list[Paper]:
    """Return what the licence asks for and what was handed in beside, in the rulebook's order."""
    needs = {need.kind: need for need in queries.needs(case, clock.now())}
    further = [kind for kind in case.documents if kind not in needs]
    kept = (
        documents.several(organisation_id=case.organisation_id, hashes=set(case.documents.values()))
        if actor.may(Permission.LICENCE_RECORD)
        else {}
    )
    return [
        Paper(
            kind=kind,
            title=needs[kind].title if kind in needs else titled(kind),
            required=kind in needs and needs[kind].required,
            document=kept.get(case.documents.get(kind, "")),
        )
        for kind in (*needs, *further)
    ]


def _document(case: LicenceCase, kind: str) -> Document:
    try:
        return documents.get(
            organisation_id=case.organisation_id, sha256=case.documents.get(kind, "")
        )
    except DocumentUnknown as unknown:
        raise Http404 from unknown


DESK = Desk(
    page="console:licence",
    head="console/head_of_licence.html",
    find=seen_licence,
)
