"""The Django app `licences`."""

from django.apps import AppConfig


class LicencesConfig(AppConfig):
    name = "openbeian.licences"
    label = "licences"
