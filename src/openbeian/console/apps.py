"""The Django app `console`."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "openbeian.console"
    label = "console"
