"""Reads: the applicant's own application, the reviewer's queue, and one case with its history."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from openbeian.accounts.actors import Actor
from openbeian.cases import access
from openbeian.declaration.diff import Change, diff, is_answered_anew
from openbeian.declaration.draft import Raw
from openbeian.declaration.values import Declaration
from openbeian.filings import blind
from openbeian.filings.models import Backdrop, Correction, DeclarationVersion, Filing
from openbeian.filings.sealing import open_declaration, open_draft
from openbeian.filings.services.access import NoSuchFiling
from openbeian.procedure.engine import Party
from openbeian.procedure.filing import FILING, SITUATIONS, State

_OURS = tuple(state for state, now in SITUATIONS.items() if now.turn is Party.PROVIDER)


def get(filing_id: UUID, actor: Actor) -> Filing:
    """Return an application that the actor may see; raises NoSuchFiling."""
    filings = Filing.objects.select_related("organisation", "reviewer")
    return access.find(filings, filing_id, actor, unknown=NoSuchFiling)


def of_organisation(actor: Actor) -> QuerySet[Filing]:
    """Return the applications of the actor's organisation, newest first."""
    return Filing.objects.filter(organisation_id=actor.tenant).order_by("-created_at")


def queue(
    *, state: str = "", province: str = "", search: str = "", mine: Actor | None = None
) -> QuerySet[Filing]:
    """Return submitted applications for the reviewers, the most urgent first.

    `search` finds a reference, a part of the company's name or domain, or a whole number, in any
    state; without it, and without a state, only what is open is returned.
    """
    found = _submitted(province, mine).select_related("organisation", "reviewer")
    if state:
        found = found.filter(state=state)
    elif not search.strip():
        found = found.filter(state__in=[state.value for state in FILING.active_states()])
    if search.strip():
        found = found.filter(_matching(search.strip()))
    return found.order_by(F("due_on").asc(nulls_last=True), "submitted_at", "pk")


def by_state(*, province: str = "", mine: Actor | None = None) -> dict[State, int]:
    """Return how many submitted applications are in each state; every state is named."""
    found = _submitted(province, mine).order_by().values_list("state")
    counted = dict(found.annotate(Count("pk")))
    return {state: counted.get(state.value, 0) for state in State}


def next_for(actor: Actor, *, after: UUID | None = None) -> Filing | None:
    """Return the most urgent case that waits for this reviewer: theirs, or nobody's yet."""
    theirs = Q(reviewer_id=actor.user_id) | Q(reviewer_id=None)
    waiting = queue().filter(theirs, state__in=[state.value for state in _OURS])
    if after is not None:
        waiting = waiting.exclude(pk=after)
    return waiting.exclude(organisation_id=actor.tenant).first()


def open_backdrops() -> QuerySet[Backdrop]:
    """Return the backdrops that are still to be posted, oldest first."""
    orders = Backdrop.objects.filter(posted_at=None).select_related(
        "filing", "filing__organisation"
    )
    return orders.order_by("asked_at", "pk")


def _submitted(province: str, mine: Actor | None) -> QuerySet[Filing]:
    found = Filing.objects.filter(version__gt=0)
    if province:
        found = found.filter(province=province)
    return found if mine is None else found.filter(reviewer_id=mine.user_id)


def with_personal_number(search: str) -> dict[str, QuerySet[Filing]]:
    """Return the submitted applications that a person's whole number finds, by kind of number."""
    return {
        kind: _submitted("", None).filter(pk__in=_filings_with(kind, blind.term(kind, search)))
        for kind in blind.PERSONAL
    }


def _matching(search: str) -> Q:
    wanted = Q(reference__iexact=search) | Q(title__icontains=search)
    wanted |= Q(domain__icontains=search.lower())
    for kind in blind.KINDS:
        wanted |= Q(pk__in=_filings_with(kind, blind.term(kind, search)))
    return wanted


def _filings_with(kind: str, number: str) -> QuerySet[Any, Any]:
    return Filing.objects.filter(search_terms__kind=kind, search_terms__blind=number).values("pk")


def draft(filing: Filing) -> dict[str, Raw]:
    """Return the draft of an application."""
    return open_draft(filing)


def version(filing: Filing, number: int | None = None) -> DeclarationVersion:
    """Return a frozen version, the latest where no number is named."""
    return filing.versions.get(number=filing.version if number is None else number)


def declaration(filing: Filing, number: int | None = None) -> Declaration:
    """Return the Declaration of a frozen version, the latest where no number is named."""
    return open_declaration(version(filing, number))


def read(version: DeclarationVersion) -> Declaration:
    """Return the Declaration of a version that was fetched before."""
    return open_declaration(version)


def changes(filing: Filing) -> tuple[Change, ...]:
    """Return what changed at the latest submission, nothing at the first one.

    The first version of a change is compared with what was registered.
    """
    if filing.version == 1 and not filing.kind_now.flags:
        return ()
    former = filing.versions.filter(number=filing.version - 1).first()
    return () if former is None else diff(open_declaration(former), declaration(filing))


def open_corrections(filing: Filing) -> QuerySet[Correction]:
    """Return what the applicant still has to correct, oldest first."""
    return filing.corrections.filter(version=filing.version).order_by("pk")


def unanswered(filing: Filing) -> tuple[str, ...]:
    """Return the fields of the open corrections that still have the answer of before."""
    if filing.state_now is not State.CORRECTION_REQUESTED:
        return ()
    asked = tuple(open_corrections(filing).values_list("field", flat=True))
    changed = answered_anew(filing, asked)
    return tuple(path for path in asked if path not in changed)


def answered_anew(filing: Filing, fields: Iterable[str]) -> frozenset[str]:
    """Return which of these fields have another answer by now than at the last submission."""
    given, before = open_draft(filing), declaration(filing)
    return frozenset(path for path in fields if is_answered_anew(path, given, before))
