"""The Django app `api`."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "openbeian.api"
    label = "api"
