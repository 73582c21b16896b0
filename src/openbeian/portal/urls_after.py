"""Addresses of what follows a submission: status, corrections, numbers and later duties."""

from django.urls import path

from openbeian.portal.views import (
    backdrop,
    corrections,
    domains,
    facts,
    later,
    licence,
    numbers,
    public_security,
    status,
    submitted,
)

_FILING = "applications/<uuid:filing_id>/"
_PSB = "public-security/<uuid:case_id>/"
_LICENCE = "licences/<uuid:case_id>/"

urlpatterns = [
    path(_FILING, status.status, name="status"),
    path(_FILING + "submitted/", submitted.submitted, name="submitted"),
    path(_FILING + "withdraw/", status.withdraw, name="withdraw"),
    path(_FILING + "abandon/", status.abandon, name="abandon"),
    path(_FILING + "corrections/", corrections.corrections, name="corrections"),
    path(_FILING + "backdrop/", backdrop.backdrop, name="backdrop"),
    path("registrations/", numbers.registrations, name="registrations"),
    path("registrations/<int:entity_id>/change/", later.change, name="change"),
    path("registrations/cancel/<slug:kind>/<int:subject_id>/", later.cancel, name="cancel"),
    path("websites-filed-elsewhere/", later.add_access, name="add_access"),
    path(_PSB, public_security.public_security, name="public_security"),
    path(_PSB + "data-sheet.pdf", public_security.data_sheet, name="data_sheet"),
    path(_PSB + "applied/", public_security.applied, name="psb_applied"),
    path(_PSB + "number/", public_security.number, name="psb_number"),
    path(_PSB + "refusal/", public_security.refusal, name="psb_refusal"),
    path("licences/", licence.licences, name="licences"),
    path(_LICENCE, licence.licence, name="licence"),
    path(_LICENCE + "capital/", licence.capital, name="licence_capital"),
    path(_LICENCE + "documents/<slug:kind>/", licence.document, name="licence_document"),
    path(_LICENCE + "submit/", licence.submit, name="licence_submit"),
    path(_LICENCE + "abandon/", licence.abandon, name="licence_abandon"),
    path("facts/<int:check_id>/", facts.facts, name="facts"),
    path("domains/", domains.domains, name="domains"),
]
