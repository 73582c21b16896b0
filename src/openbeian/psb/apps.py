"""The Django app `psb`."""

from django.apps import AppConfig


class PsbConfig(AppConfig):
    name = "openbeian.psb"
    label = "psb"
