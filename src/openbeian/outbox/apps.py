"""Outbox: what is still to be done outside this house."""

from importlib import import_module

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "openbeian.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Check at every start that each kind of effect has a handler that imports."""
        import_module("openbeian.outbox.checks")
