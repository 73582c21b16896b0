"""Composes what is asked of the applicant, with a preview of what they will read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openbeian.accounts import access
from openbeian.cases.moving import check
from openbeian.config import clock
from openbeian.console.forms.correction import (
    MOST_ITEMS,
    AskForm,
    AskFormSet,
    AskSet,
    Group,
    fields_of,
    prefilled,
)
from openbeian.console.frame import conflict, page, seen
from openbeian.console.sheet import finding_of, laid_flat
from openbeian.console.turnline import turn
from openbeian.declaration.findings import Finding
from openbeian.errors import DomainError
from openbeian.filings import queries
from openbeian.filings.models import Filing, Outcome
from openbeian.filings.services import review
from openbeian.numbers.tidy import natural
from openbeian.procedure.deadlines import Moments, deadline
from openbeian.procedure.filing import ASK_FOR_CORRECTION, SITUATIONS, State
from openbeian.text import Text
from openbeian.ui import declared
from openbeian.ui.declared import Words

UNPROCESSABLE = 422
PREFIX = "ask"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to correct, as the applicant will read it."""

    label: Text
    message: Text
    remedy: Text


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(ASK_FOR_CORRECTION.permission)
def compose(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the blocks, change their number, preview them or send them."""
    actor = access.actor(request)
    filing = seen(case_id, actor)
    try:
        check(ASK_FOR_CORRECTION, filing, actor)
        if request.method != "POST":
            return _begin(request, filing)
        return _go_on(request, filing)
    except DomainError as refusal:
        return conflict(request, refusal, reverse("console:case", args=[filing.pk]))


def _begin(request: HttpRequest, filing: Filing) -> HttpResponse:
    findings = [finding_of(row) for row in queries.version(filing).findings]
    offered = fields_of(queries.declaration(filing))
    known = {path for _title, rows in offered for path, _label in rows}
    chosen = _named(request.GET.getlist("finding"), findings)
    blocks = prefilled(
        [path for path in request.GET.getlist("field") if path in known],
        [finding for finding in chosen if finding.field in known],
    )
    return _compose(request, filing, _open(blocks or [{}], offered))


def _go_on(request: HttpRequest, filing: Filing) -> HttpResponse:
    offered = fields_of(queries.declaration(filing))
    sent = AskFormSet(request.POST, prefix=PREFIX, form_kwargs={"fields": offered})
    if "send" not in request.POST:
        # nothing is wrong yet with a block that is still being written
        return _compose(request, filing, _open(_blocks(request.POST), offered), _items(sent))
    if not sent.is_valid():
        return _compose(request, filing, sent, _items(sent), status=UNPROCESSABLE)
    review.ask_for_correction(
        filing_id=filing.pk,
        actor=access.actor(request),
        asks=[form.ask() for form in sent.forms],
        at=clock.now(),
    )
    messages.success(request, _("Sent. The applicant is told what to correct."))
    return redirect("console:case", case_id=filing.pk)


def _open(blocks: Sequence[dict[str, str]], offered: list[Group]) -> AskSet:
    return AskFormSet(initial=blocks, prefix=PREFIX, form_kwargs={"fields": offered})


def _named(positions: Iterable[str], findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings at these places of the version's list; others are left out."""
    places = {natural(one) for one in positions}
    return [finding for place, finding in enumerate(findings) if place in places]


def _blocks(posted: QueryDict) -> list[dict[str, str]]:
    """Return what stands in the blocks, with one more or one less where that was asked."""
    count = min(natural(posted.get(f"{PREFIX}-TOTAL_FORMS", "")) or 0, MOST_ITEMS)
    blocks = [
        {name: posted.get(f"{PREFIX}-{place}-{name}", "") for name in AskForm.base_fields}
        for place in range(count)
    ]
    gone = natural(posted.get("less", ""))
    if gone is not None and gone < count:
        del blocks[gone]
    if "more" in posted or not blocks:
        blocks.append({})
    return blocks


def _compose(
    request: HttpRequest,
    filing: Filing,
    asks: AskSet,
    items: Sequence[Item] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    said = filing.outcomes.filter(kind=Outcome.Kind.REFUSED, version=filing.version).last()
    return page(
        request,
        "correction.html",
        status=status,
        filing=filing,
        case=filing,
        turn=turn(filing, clock.now()),
        asks=asks,
        items=items,
        blocks=[(form, _submitted(filing, form["field"].value() or "")) for form in asks.forms],
        due=_due(),
        refusal=said.words if said else "",
    )


def _items(sent: AskSet) -> list[Item]:
    """Return those blocks that can be sent as they are, as the applicant will read them."""
    ready = [form.ask() for form in sent.forms if form.is_valid()]
    return [Item(declared.label(ask.field), ask.message, ask.remedy) for ask in ready]


def _submitted(filing: Filing, path: str) -> tuple[Words, ...]:
    """Return what was submitted in a field; a person's numbers are masked, files are not named."""
    flat = laid_flat(queries.declaration(filing)).get(path, "")
    if not flat or declared.is_document(path):
        return ()
    return (declared.mask(flat),) if declared.is_personal(path) else declared.words(path, flat)


def _due() -> date | None:
    """Return until when the applicant corrects what is asked for now."""
    limit = SITUATIONS[State.CORRECTION_REQUESTED].limit
    due = deadline(limit, Moments(last_move=clock.now()))
    return due.on if due else None
