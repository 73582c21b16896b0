"""Filings: applications, their versions and corrections."""

from django.apps import AppConfig
from django.conf import settings

from openbeian import rulebook, workdays


class FilingsConfig(AppConfig):
    name = "openbeian.filings"
    label = "filings"

    def ready(self) -> None:
        """Lay the operator's own files over ours; a fault in one of them stops the start."""
        if settings.OPENBEIAN_RULEBOOK_OVERRIDES:
            rulebook.use(rulebook.load(settings.OPENBEIAN_RULEBOOK_OVERRIDES))
        if settings.OPENBEIAN_CALENDARS:
            workdays.use(workdays.load(settings.OPENBEIAN_CALENDARS))
