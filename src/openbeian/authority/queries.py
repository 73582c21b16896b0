"""Reads: the adapter that this house uses, and the package it makes."""

from datetime import datetime
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from openbeian.accounts.actors import Actor
from openbeian.authority.port import Authority, Package
from openbeian.filings.models import Filing


def authority() -> Authority:
    """Return the adapter named in the settings."""
    return cast("Authority", import_string(settings.OPENBEIAN_AUTHORITY)())


def package(filing: Filing, *, actor: Actor, at: datetime) -> Package:
    """Return what is handed to the administration for the latest version.

    Raises NotPermitted, OwnCase, NothingToPack.
    """
    return authority().package(filing, actor=actor, at=at)
