"""The addresses of the house, but a submission goes to the naive view."""

from django.urls import include, path

from kills.naive import submit

urlpatterns = [
    path("applications/<uuid:filing_id>/submit/", submit),
    path("", include("openbeian.config.urls")),
]
