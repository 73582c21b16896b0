"""The Django app `authority`."""

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    name = "openbeian.authority"
    label = "authority"
