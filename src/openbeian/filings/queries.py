"""Reads: the applicant's own application, the reviewer's queue, and one case with its history."""

from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from openbeian import vault
from openbeian.accounts.actors import Actor
from openbeian.declaration.diff import Change, diff
from openbeian.declaration.draft import Raw
from openbeian.declaration.values import Declaration
from openbeian.filings.models import Correction, DeclarationVersion, Filing
from openbeian.filings.sealing import open_declaration, open_draft
from openbeian.filings.services.access import NoSuchFiling, may_see
from openbeian.procedure.filing import FILING

_SEARCHED_BLIND = ("unit", "certificate", "mobile")


def get(filing_id: UUID, actor: Actor) -> Filing:
    """Return an application that the actor may see; raises NoSuchFiling."""
    filing = Filing.objects.select_related("organisation", "reviewer").filter(pk=filing_id).first()
    if filing is None or not may_see(filing, actor):
        raise NoSuchFiling
    return filing


def of_organisation(actor: Actor) -> QuerySet[Filing]:
    """Return the applications of the actor's organisation, newest first."""
    return Filing.objects.filter(organisation_id=actor.tenant).order_by("-created_at")


def queue(
    *, state: str = "", province: str = "", search: str = "", mine: Actor | None = None
) -> QuerySet[Filing]:
    """Return submitted applications for the reviewers, the most urgent first.

    `search` finds a reference, a part of the company's name or domain, or a whole number.
    """
    found = Filing.objects.select_related("organisation", "reviewer").filter(version__gt=0)
    if state:
        found = found.filter(state=state)
    else:
        found = found.filter(state__in=[state.value for state in FILING.active_states()])
    if province:
        found = found.filter(province=province)
    if mine is not None:
        found = found.filter(reviewer_id=mine.user_id)
    if search.strip():
        found = found.filter(_matching(search.strip()))
    return found.order_by(F("due_on").asc(nulls_last=True), "submitted_at", "pk")


def _matching(search: str) -> Q:
    wanted = Q(reference__iexact=search) | Q(title__icontains=search)
    wanted |= Q(domain__icontains=search.lower())
    for kind in _SEARCHED_BLIND:
        number = vault.blind(search.upper(), context=f"filings.{kind}")
        wanted |= Q(pk__in=_filings_with(kind, number))
    return wanted


def _filings_with(kind: str, number: str) -> QuerySet[Any, Any]:
    return Filing.objects.filter(search_terms__kind=kind, search_terms__blind=number).values("pk")


def draft(filing: Filing) -> dict[str, Raw]:
    """Return the draft of an application."""
    return open_draft(filing)


def version(filing: Filing, number: int | None = None) -> DeclarationVersion:
    """Return a frozen version, the latest where no number is named."""
    return filing.versions.get(number=number or filing.version)


def declaration(filing: Filing, number: int | None = None) -> Declaration:
    """Return the Declaration of a frozen version, the latest where no number is named."""
    return open_declaration(version(filing, number))


def changes(filing: Filing) -> tuple[Change, ...]:
    """Return what changed at the latest submission, nothing at the first one."""
    if filing.version < 2:  # noqa: PLR2004 - there is nothing to compare with
        return ()
    return diff(declaration(filing, filing.version - 1), declaration(filing))


def open_corrections(filing: Filing) -> QuerySet[Correction]:
    """Return what the applicant still has to correct, oldest first."""
    return filing.corrections.filter(answered_version=None).order_by("pk")
