"""Reads: the adapter for the package, and how the interfaces to administrations stand."""

from datetime import datetime
from typing import cast

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from openbeian.accounts.actors import Actor
from openbeian.authority.models import Administration, Download, Upload
from openbeian.authority.port import Authority, Package
from openbeian.authority.services.connections import NotConnected
from openbeian.filings.models import Filing


def authority() -> Authority:
    """Return the adapter named in the settings."""
    return cast("Authority", import_string(settings.OPENBEIAN_AUTHORITY)())


def package(filing: Filing, *, actor: Actor, at: datetime) -> Package:
    """Return what is handed to the administration for the latest version.

    Raises NotPermitted, OwnCase, NothingToPack.
    """
    return authority().package(filing, actor=actor, at=at)


def connections() -> QuerySet[Administration]:
    """Return every interface that is set, by province."""
    return Administration.objects.order_by("province")


def connection(province: str) -> Administration:
    """Return the interface of a province; raises NotConnected."""
    found = Administration.objects.filter(province=province).first()
    if found is None:
        raise NotConnected(province=province)
    return found


def is_connected(province: str) -> bool:
    """Return whether applications of a province go over its interface, and not by hand."""
    return Administration.objects.filter(province=province).exists()


def rejected_uploads() -> QuerySet[Upload]:
    """Return the files that hold up their line until an operator looked, oldest first."""
    rows = Upload.objects.filter(state=Upload.State.REJECTED).defer("sealed")
    return rows.select_related("administration").order_by("settled_at", "pk")


def quarantine() -> QuerySet[Download]:
    """Return the downloaded files that wait for an operator, oldest first."""
    rows = Download.objects.filter(state=Download.State.QUARANTINED).defer("sealed")
    return rows.select_related("administration").order_by("received_at", "pk")
