"""Reads: the licence cases of an organisation and of the provider's desk."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from openbeian.accounts.actors import Actor
from openbeian.cases import access
from openbeian.filings import queries as filings
from openbeian.licences.models import LicenceCase
from openbeian.licences.services import NoSuchCase, eligibility, filed
from openbeian.rulebook import Eligibility


def of_organisation(actor: Actor) -> QuerySet[LicenceCase]:
    """Return the cases of the actor's organisation, newest first."""
    return LicenceCase.objects.filter(organisation_id=actor.tenant).order_by("-created_at")


def all_open() -> QuerySet[LicenceCase]:
    """Return every case that is not settled, the most urgent first, for the provider."""
    states = [state.value for state in LicenceCase.procedure.active_states()]
    return LicenceCase.objects.filter(state__in=states).order_by("due_on", "pk")


def get(case_id: UUID, actor: Actor) -> LicenceCase:
    """Return a case that the actor may see; raises NoSuchCase."""
    return access.find(LicenceCase.objects.all(), case_id, actor, unknown=NoSuchCase)


def prospect(actor: Actor, at: datetime) -> Eligibility:
    """Return what the rules say of a licence for the organisation as it is filed.

    The capital counts as not stated: it is asked in the application. Raises FilingFirst.
    """
    filing, _entity = filed(actor)
    return eligibility(filings.declaration(filing), None, at)
