"""Audit: what happened, kept for ever."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "openbeian.audit"
    label = "audit"

    def ready(self) -> None:
        """Register the kinds of events of every room: what its module `kinds` declares."""
        autodiscover_modules("kinds")
