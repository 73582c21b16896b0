"""What an applicant is asked to correct: field by field, with the place where each is mended."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from openbeian import rulebook
from openbeian.accounts import access
from openbeian.config import clock
from openbeian.filings import queries
from openbeian.filings.models import Correction
from openbeian.portal.drafting import Desk
from openbeian.portal.frame import own_filing, page
from openbeian.portal.papers import papers
from openbeian.portal.turnline import turn
from openbeian.procedure.filing import State
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.ui import declared

_BY = {
    Correction.Source.PROVIDER: Text("Asked by us", "接入服务商提出"),
    Correction.Source.ADMINISTRATION: Text("Asked by the administration", "管局提出"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One field to correct: who asked, what and how, where, and whether it was changed since."""

    label: Text
    by: Text
    correction: Correction
    href: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A signed form that states what is corrected; `due` once an answer of it was changed."""

    title: Text
    href: str
    changed: bool
    due: bool


@access.requires(Permission.FILING_READ)
@require_safe
def corrections(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Show what is to be corrected; where nothing is, the status says what there is to do."""
    filing, at = own_filing(request, filing_id), clock.now()
    if filing.state_now is not State.CORRECTION_REQUESTED:
        return redirect("portal:status", filing_id=filing.pk)
    desk, asked = Desk.of(filing, at), tuple(queries.open_corrections(filing))
    rows = tuple(_asked(desk, asked))
    forms = tuple(_to_sign_again(desk, [row.field for row in asked]))
    listed: tuple[Asked | Form, ...] = (*rows, *forms)
    return page(
        request,
        "corrections/corrections.html",
        filing=filing,
        turn=turn(filing, at),
        rows=rows,
        changed=sum(row.changed for row in rows),
        forms=forms,
        left=[row for row in listed if not row.changed],
    )


def _to_sign_again(desk: Desk, asked: Collection[str]) -> Iterable[Form]:
    """Yield the forms that state what is to be corrected, or what was changed along with it."""
    affected = [
        paper
        for paper in papers(desk) or ()
        if paper.path not in asked
        and (paper.out_of_date or rulebook.default().stating(paper.need, asked))
    ]
    replaced = queries.answered_anew(desk.filing, [paper.path for paper in affected])
    for paper in affected:
        signed = paper.path in replaced and not paper.out_of_date
        yield Form(paper.need.title, desk.place_of(paper.path), signed, paper.out_of_date)


def _asked(desk: Desk, asked: Iterable[Correction]) -> Iterable[Asked]:
    asked = tuple(asked)
    changed = queries.answered_anew(desk.filing, [row.field for row in asked])
    for row in asked:
        yield Asked(
            label=declared.label_or_part(row.field),
            by=_BY[Correction.Source(row.source)],
            correction=row,
            href=desk.place_of(row.field),
            changed=row.field in changed,
        )
