"""Addresses of the design system itself."""

from django.urls import path

from openbeian.ui.views import refusal, styleguide

app_name = "ui"
urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/refusals/<slug:name>/", refusal, name="refusal"),
    path("styleguide/<slug:layout>/", styleguide, name="styleguide_in"),
]
