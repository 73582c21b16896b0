"""What every page of the portal shares: who reads it, whose application it is, how it answers."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from openbeian.accounts import access
from openbeian.filings import queries as filings
from openbeian.filings.models import Filing
from openbeian.filings.services.access import NoSuchFiling
from openbeian.licences import queries as licences
from openbeian.licences.models import LicenceCase
from openbeian.licences.queries import NoSuchCase as NoSuchLicence
from openbeian.procedure.permissions import Role
from openbeian.psb import queries as psb
from openbeian.psb.models import PublicSecurityCase
from openbeian.psb.services import NoSuchCase as NoSuchPublicSecurity
from openbeian.rulebook import Edition

UNPROCESSABLE = 422


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return a page of the portal; what somebody declared is kept by no browser or proxy."""
    response = render(request, f"portal/{template}", context, status=status)
    if request.user.is_authenticated:
        response["Cache-Control"] = "private, no-store"
    return response


def edition() -> Edition:
    """Return the edition of the rules that this house follows."""
    return Edition(settings.OPENBEIAN_EDITION)


def is_applicant(request: HttpRequest) -> bool:
    """Return whether the reader has signed in as an applicant."""
    actor = request.actor  # type: ignore[attr-defined]  # set by AccessMiddleware
    return actor is not None and actor.role is Role.APPLICANT


def own_filing(request: HttpRequest, filing_id: UUID) -> Filing:
    """Return the reader's application; somebody else's is as unknown as none."""
    try:
        return filings.get(filing_id, access.actor(request))
    except NoSuchFiling as unknown:
        raise Http404 from unknown


def own_licence(request: HttpRequest, case_id: UUID) -> LicenceCase:
    """Return the reader's licence case; somebody else's is as unknown as none."""
    try:
        return licences.get(case_id, access.actor(request))
    except NoSuchLicence as unknown:
        raise Http404 from unknown


def own_public_security(request: HttpRequest, case_id: UUID) -> PublicSecurityCase:
    """Return the reader's public-security filing; somebody else's is as unknown as none."""
    try:
        return psb.get(case_id, access.actor(request))
    except NoSuchPublicSecurity as unknown:
        raise Http404 from unknown
