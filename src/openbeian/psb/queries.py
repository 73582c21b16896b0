"""Reads: the public-security filings of an organisation, and the data sheet to copy from."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from openbeian import forms
from openbeian.accounts.actors import Actor
from openbeian.cases import access
from openbeian.filings import queries as filings
from openbeian.psb.models import PublicSecurityCase
from openbeian.psb.services import NoSuchCase


def of_organisation(actor: Actor) -> QuerySet[PublicSecurityCase]:
    """Return the cases of the actor's organisation, the most urgent first."""
    return PublicSecurityCase.objects.filter(organisation_id=actor.tenant).order_by("due_on", "pk")


def all_open() -> QuerySet[PublicSecurityCase]:
    """Return every case that is not settled, the most urgent first, for the provider."""
    states = [state.value for state in PublicSecurityCase.procedure.active_states()]
    return PublicSecurityCase.objects.filter(state__in=states).order_by("due_on", "pk")


def get(case_id: UUID, actor: Actor) -> PublicSecurityCase:
    """Return a case that the actor may see; raises NoSuchCase."""
    return access.find(PublicSecurityCase.objects.all(), case_id, actor, unknown=NoSuchCase)


def data_sheet(case: PublicSecurityCase, actor: Actor, on: date) -> bytes:
    """Return the Chinese data sheet (PDF) for the public-security portal."""
    filing = filings.get(case.filing_id, actor)
    return forms.psb_data_pack(
        filings.declaration(filing),
        service_id=case.service_key,
        icp_number=case.icp_number,
        provider_name=settings.OPENBEIAN_PROVIDER,
        on=on,
        due_on=case.due_on,
    )


def of_filing(filing_id: UUID) -> PublicSecurityCase | None:
    """Return the case of an application's first website, if its number is issued."""
    return PublicSecurityCase.objects.filter(filing_id=filing_id).order_by("service_key").first()
