"""The Django app `accessors`."""

from django.apps import AppConfig


class AccessorsConfig(AppConfig):
    name = "openbeian.accessors"
    label = "accessors"
