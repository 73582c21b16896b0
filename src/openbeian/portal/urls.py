"""Addresses of the applicant's portal."""

from django.urls import include, path

from openbeian.portal.views import (
    account,
    application,
    documents,
    eligibility,
    home,
    review,
    section,
)

app_name = "portal"

_FILING = "applications/<uuid:filing_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("accounts/contact/", account.contact, name="contact"),
    path("accounts/organisation/", account.organisation, name="organisation"),
    path("eligibility/", eligibility.eligibility, name="eligibility"),
    path("applications/", home.dashboard, name="dashboard"),
    path("applications/begin/", application.begin, name="begin"),
    path(_FILING + "tasks/", application.tasks, name="tasks"),
    path(_FILING + "documents/", documents.documents, name="documents"),
    path(_FILING + "documents/remove/", documents.remove, name="remove"),
    path(_FILING + "documents/<str:sha256>/", documents.file, name="file"),
    path(_FILING + "forms/application-form.pdf", documents.application_form, name="form"),
    path(
        _FILING + "forms/verification-form-<int:service_id>.pdf",
        documents.verification_form,
        name="verification",
    ),
    path(_FILING + "review/", review.review, name="review"),
    path(_FILING + "submit/", review.submit, name="submit"),
    path("", include("openbeian.portal.urls_after")),
    path(_FILING + "<slug:section>/", section.section, name="section"),
    path(_FILING + "<slug:section>/check/", section.check, name="check"),
]
