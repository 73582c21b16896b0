"""Keeps the black lists (黑名单) and tells every provider of each change (HMDLB)."""

from datetime import datetime

from django.db import transaction

from openbeian.numbers import domain_name
from openbeian.sandbox.keeping import kept, taken
from openbeian.sandbox.models import ListedDomain, ListedEntity, Provider
from openbeian.sandbox.refusals import NotListed, ReasonNeeded
from openbeian.sandbox.services.answers import post
from openbeian.wire.messages.listing import EntityListing, ServiceListing
from openbeian.wire.messages.listing import ListedDomain as DomainRow
from openbeian.wire.messages.listing import ListedEntity as EntityRow
from openbeian.wire.messages.listing import ListedService as ServiceRow
from openbeian.wire.messages.meanings import ListOperation
from openbeian.wire.messages.parts import ListedCertificate


@transaction.atomic(durable=True)
def list_entity(
    *, name: str, certificate: ListedCertificate, reason: str, at: datetime
) -> ListedEntity:
    """Black-list an entity: its filings are refused with 1065. Raises ReasonNeeded."""
    _check_reason(reason)
    row = EntityRow(name=name, certificate=certificate)
    listed, is_new = ListedEntity.objects.update_or_create(
        certificate_type=certificate.type_id,
        certificate_number=certificate.number.strip().upper(),
        defaults={"document": kept(row, "Zt_xx"), "reason": reason, "listed_at": at},
    )
    _tell(EntityListing(entity=row, operation=_operation(is_new=is_new), remark=reason), at)
    return listed


@transaction.atomic(durable=True)
def list_domain(*, website: str, domain: str, reason: str, at: datetime) -> ListedDomain:
    """Black-list a domain and what is under it: its filings are refused with 1064.

    Raises ReasonNeeded, and NumberError for what is no domain.
    """
    _check_reason(reason)
    name = domain_name.parse(domain).registrable
    row = ServiceRow(name=website, domains=(DomainRow(name=name),))
    listed, is_new = ListedDomain.objects.update_or_create(
        name=name, defaults={"document": kept(row, "Wz_xx"), "reason": reason, "listed_at": at}
    )
    _tell(ServiceListing(service=row, operation=_operation(is_new=is_new), remark=reason), at)
    return listed


@transaction.atomic(durable=True)
def unlist_entity(*, listed_id: int, at: datetime) -> None:
    """Take an entity off the black list; raises NotListed."""
    listed = ListedEntity.objects.filter(pk=listed_id).first()
    if listed is None:
        raise NotListed
    row = taken(EntityRow, listed.document, "Zt_xx")
    listed.delete()
    _tell(EntityListing(entity=row, operation=ListOperation.REMOVE), at)


@transaction.atomic(durable=True)
def unlist_domain(*, listed_id: int, at: datetime) -> None:
    """Take a domain off the black list; raises NotListed."""
    listed = ListedDomain.objects.filter(pk=listed_id).first()
    if listed is None:
        raise NotListed
    row = taken(ServiceRow, listed.document, "Wz_xx")
    listed.delete()
    _tell(ServiceListing(service=row, operation=ListOperation.REMOVE), at)


def _operation(*, is_new: bool) -> ListOperation:
    return ListOperation.ADD if is_new else ListOperation.CHANGE


def _tell(row: EntityListing | ServiceListing, at: datetime) -> None:
    for provider in Provider.objects.order_by("pk"):
        post(provider, row, at=at)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded
