"""Reads of the keys of accessors."""

from django.db.models import QuerySet

from openbeian.accessors.models import AccessKey


def keys() -> QuerySet[AccessKey]:
    """Return all keys, those of one accessor together, the newest of them first."""
    return AccessKey.objects.order_by("accessor", "-made_at", "-pk")
