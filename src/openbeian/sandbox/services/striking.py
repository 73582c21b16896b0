"""Ends what is on file: whole entities, websites, accesses; and tells whom it concerns (ZXSJ)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from openbeian.sandbox.models import Access, Domain, Entity, IpRange, Provider, Service
from openbeian.sandbox.services.answers import post
from openbeian.wire.messages.cancellation import Cancelled
from openbeian.wire.messages.meanings import CancellationKind


def entity(found: Entity, *, at: datetime, remark: str = "") -> None:
    """End an entity and all its websites."""
    providers = providers_of(Access.objects.filter(service__entity=found))
    for service in Service.objects.filter(entity=found, cancelled_at__isnull=True):
        _end_service(service, at)
    found.cancelled_at = at
    found.save(update_fields=["cancelled_at"])
    _tell(providers, CancellationKind.ENTITY, found.pk, at, remark)


def service(found: Service, *, at: datetime, remark: str = "") -> None:
    """End a website; its suffix is not given again."""
    providers = providers_of(Access.objects.filter(service=found))
    _end_service(found, at)
    _tell(providers, CancellationKind.SERVICE, found.pk, at, remark)


def access(found: Access, *, at: datetime, remark: str = "") -> None:
    """End one provider's access."""
    _end_access(found, at)
    _tell([found.provider], CancellationKind.ACCESS, found.pk, at, remark)


def providers_of(accesses: QuerySet[Access]) -> list[Provider]:
    """Return the providers of accesses in force, each once."""
    ids = accesses.filter(cancelled_at__isnull=True).values("provider_id")
    return list(Provider.objects.filter(pk__in=ids).order_by("pk"))


def _end_service(found: Service, at: datetime) -> None:
    Domain.objects.filter(service=found, cancelled_at__isnull=True).update(cancelled_at=at)
    for each in Access.objects.filter(service=found, cancelled_at__isnull=True):
        _end_access(each, at)
    found.cancelled_at = at
    found.save(update_fields=["cancelled_at"])


def _end_access(found: Access, at: datetime) -> None:
    IpRange.objects.filter(access=found, cancelled_at__isnull=True).update(cancelled_at=at)
    found.cancelled_at = at
    found.save(update_fields=["cancelled_at"])


def _tell(
    providers: Iterable[Provider], kind: CancellationKind, pk: int, at: datetime, remark: str
) -> None:
    for provider in providers:
        record = Cancelled(kind=kind, administration_id=pk, remark=remark or None)
        post(provider, record, at=at)
