"""What an applicant is asked to correct: field by field, with the place where each is mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from openbeian.accounts import access
from openbeian.config import clock
from openbeian.filings import queries
from openbeian.filings.models import Correction
from openbeian.portal.drafting import Desk
from openbeian.portal.frame import own_filing, page
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


@access.requires(Permission.FILING_READ)
@require_safe
def corrections(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Show what is to be corrected; where nothing is, the status says what there is to do."""
    filing, at = own_filing(request, filing_id), clock.now()
    if filing.state_now is not State.CORRECTION_REQUESTED:
        return redirect("portal:status", filing_id=filing.pk)
    rows = tuple(_asked(Desk.of(filing, at), queries.open_corrections(filing)))
    return page(
        request,
        "corrections/corrections.html",
        filing=filing,
        turn=turn(filing, at),
        rows=rows,
        changed=sum(row.changed for row in rows),
        left=[row for row in rows if not row.changed],
    )


def _asked(desk: Desk, asked: Iterable[Correction]) -> Iterable[Asked]:
    changed = queries.answered_anew(desk.filing)
    for row in asked:
        yield Asked(
            label=declared.label_or_part(row.field),
            by=_BY[Correction.Source(row.source)],
            correction=row,
            href=desk.place_of(row.field),
            changed=row.field in changed,
        )
