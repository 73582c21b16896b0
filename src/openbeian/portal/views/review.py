"""Read everything once more, see what the rules find, and submit."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openbeian.accounts import access
from openbeian.config import clock
from openbeian.declaration.field import Section
from openbeian.declaration.fields import SECTION_TITLES
from openbeian.declaration.findings import Finding
from openbeian.errors import DomainError
from openbeian.filings import queries
from openbeian.filings.models import Filing
from openbeian.filings.services.edit import is_open
from openbeian.filings.services.submit import NothingChanged, NotReady
from openbeian.filings.services.submit import submit as submit_application
from openbeian.portal.drafting import Desk, is_on_the_desk
from openbeian.portal.frame import UNPROCESSABLE, own_filing, page
from openbeian.portal.later import CONSEQUENCES
from openbeian.portal.papers import Paper, papers
from openbeian.portal.sections import FORMS, MISSING, by_section, fields_in
from openbeian.procedure.deadlines import Moments, deadline
from openbeian.procedure.filing import SITUATIONS, State
from openbeian.procedure.permissions import Permission
from openbeian.registry.services.process import DomainInProcess, DomainTaken
from openbeian.text import Text
from openbeian.ui import declared
from openbeian.ui.components import FindingList, SummaryRow, finding_list

_EMPTY = Text("{count} answers are still missing: {names}.", "尚有{count}项未填写：{names}。")
_FILL_IN = Text("Fill in this section.", "请填写此部分。")
_FILES = Text("Files: {count}", "{count}个文件")
_DOMAIN = "services[1].domains[1].name"


@require_safe
@access.requires(Permission.FILING_SUBMIT)
def review(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Show all answers with what the rules find, and the button that submits."""
    filing = own_filing(request, filing_id)
    if not is_on_the_desk(filing):
        return redirect("portal:submitted" if filing.version else "portal:status", filing.pk)
    return _page(request, Desk.of(filing, clock.now()))


@require_POST
@access.requires(Permission.FILING_SUBMIT)
def submit(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Submit; the page's key makes a repeated request the same submission."""
    filing, at = own_filing(request, filing_id), clock.now()
    actor, key = access.actor(request), request.POST.get("key", "")
    try:
        filing = submit_application(filing_id=filing.pk, actor=actor, key=key, at=at)
    except NotReady as refusal:
        return _page(request, Desk.of(filing, at), refusal)
    except (DomainTaken, DomainInProcess, NothingChanged) as refusal:
        return _page(request, Desk.of(filing, at), refusal)
    said = _("Submitted on {moment}. Reference {reference}.")
    when = date_format(timezone.localtime(filing.submitted_at or at), "DATETIME_FORMAT")
    messages.success(request, said.format(moment=when, reference=filing.reference))
    return redirect("portal:status", filing.pk)


def _page(request: HttpRequest, desk: Desk, refusal: DomainError | None = None) -> HttpResponse:
    """Return the page; after a refusal with the reason on top, everything else as it was."""
    return page(
        request,
        "application/review.html",
        status=UNPROCESSABLE if refusal else 200,
        filing=desk.filing,
        refusal=refusal.text if refusal else None,
        domain=desk.place_of(_DOMAIN) if isinstance(refusal, DomainTaken | DomainInProcess) else "",
        found=_found(desk),
        review_until=_review_until(desk),
        unanswered=len(queries.unanswered(desk.filing)),
        asked=queries.open_corrections(desk.filing).count(),
        sections=list(_sections(desk)),
        key=uuid4(),
        again=desk.filing.state_now is State.CORRECTION_REQUESTED,
        cancels=CONSEQUENCES.get(desk.filing.kind_now),
        back=_back(desk.filing),
    )


def _back(filing: Filing) -> str:
    if filing.kind_now.cancels:
        return reverse("portal:dashboard")
    return reverse("portal:tasks", args=[filing.pk])


def _review_until(desk: Desk) -> date | None:
    """Return until when we review what is submitted now."""
    limit = SITUATIONS[State.PROVIDER_REVIEW].limit
    due = deadline(limit, Moments(last_move=desk.at))
    return due.on if due else None


def _found(desk: Desk) -> FindingList:
    """Return the findings; what is merely empty is one line for each section, not a wall."""
    empty = [one for one in desk.findings if one.rule == MISSING]
    rest = [one for one in desk.findings if one.rule != MISSING]
    whole = [_joined(section, ones) for section, ones in by_section(empty).items() if ones]
    titles = {finding.field: SECTION_TITLES[section] for section, finding in whole}
    return finding_list(
        [*(finding for _, finding in whole), *rest],
        label=lambda path: titles.get(path) or declared.label_or_part(path),
        href=desk.place_of,
    )


def _joined(section: Section, ones: list[Finding]) -> tuple[Section, Finding]:
    names = [declared.short_label(one.field) for one in ones]
    first = ones[0]
    return section, Finding(
        rule=first.rule,
        field=first.field,
        message=_EMPTY.format(
            count=len(ones),
            names=Text(", ".join(name.en for name in names), "、".join(name.zh for name in names)),
        ),
        remedy=_FILL_IN,
        source=first.source,
        as_of=first.as_of,
        blocking=True,
    )


def _sections(desk: Desk) -> Iterator[tuple[Text, list[SummaryRow]]]:
    for section in FORMS:
        rows = [
            SummaryRow(
                declared.short_label(path),
                declared.words_of_draft(path, desk.draft) or None,
                desk.place_of(path) if is_open(path, desk.opened) else "",
            )
            for path, _field in fields_in(section, desk.draft)
        ]
        yield SECTION_TITLES[section], rows
    rows = [_document(desk, paper) for paper in papers(desk) or ()]
    if rows:
        yield SECTION_TITLES[Section.DOCUMENTS], rows


def _document(desk: Desk, paper: Paper) -> SummaryRow:
    names = [file.name for file in paper.files]
    href = desk.place_of(paper.path) if paper.changeable else ""
    return SummaryRow(paper.need.title, names or None, href)
