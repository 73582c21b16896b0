"""Reads: the licence cases of an organisation and of the provider's desk."""

from uuid import UUID

from django.db.models import QuerySet

from openbeian.accounts.actors import Actor
from openbeian.licences.models import LicenceCase
from openbeian.licences.services import NoSuchCase
from openbeian.procedure.permissions import Role


def of_organisation(actor: Actor) -> QuerySet[LicenceCase]:
    """Return the cases of the actor's organisation, newest first."""
    return LicenceCase.objects.filter(organisation_id=actor.tenant).order_by("-created_at")


def all_open() -> QuerySet[LicenceCase]:
    """Return every case that is not settled, the most urgent first, for the provider."""
    states = [state.value for state in LicenceCase.procedure.active_states()]
    return LicenceCase.objects.filter(state__in=states).order_by("due_on", "pk")


def get(case_id: UUID, actor: Actor) -> LicenceCase:
    """Return a case that the actor may see; raises NoSuchCase."""
    case = LicenceCase.objects.filter(pk=case_id).first()
    mine = case is not None and case.organisation_id == actor.organisation_id
    if case is None or (actor.role is Role.APPLICANT and not mine):
        raise NoSuchCase
    return case
