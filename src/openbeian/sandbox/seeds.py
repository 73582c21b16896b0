"""What a fresh sandbox begins with: one province, one provider, and the addresses it has filed."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network

from django.db import transaction

from openbeian.sandbox.keeping import kept
from openbeian.sandbox.models import IpFiling, IpSort, Provider
from openbeian.sandbox.services import opening
from openbeian.wire.messages.ip_filing import NewAllocation, NewSource
from openbeian.wire.messages.meanings import Allocation

CARRIER_UNIT = 100_000_001
# addresses that RFC 5737 sets aside for examples
NETWORKS = (
    IPv4Network("192.0.2.0/24"),
    IPv4Network("198.51.100.0/24"),
    IPv4Network("203.0.113.0/24"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """A provider's account at the administration of a province."""

    province: str
    unit_id: int
    user_name: str
    password: str
    name: str = "示例云计算（上海）有限公司"


def sow(account: Account, *, at: datetime) -> Provider:
    """Open the province and the account and file its addresses, each where it is not yet there.

    An account that exists gets the password of this one. Raises Unsendable.
    """
    provider = opening.open_account(
        administration=opening.open_administration(account.province),
        unit_id=account.unit_id,
        name=account.name,
        user_name=account.user_name,
        password=account.password,
    )
    _file_addresses(provider, at)
    return provider


@transaction.atomic(durable=True)
def _file_addresses(provider: Provider, at: datetime) -> None:
    if IpFiling.objects.filter(provider=provider).exists():
        return
    for number, network in enumerate(NETWORKS, 1):
        first, last = network[0], network[-1]
        source = NewSource(record_id=number, first=first, last=last, source_unit_id=CARRIER_UNIT)
        allocation = NewAllocation(
            record_id=number, first=first, last=last, allocation=Allocation.OWN_USE
        )
        _file(provider, IpSort.SOURCE, source, kept(source, "IP/XZBA/Xzly/Ly"), at)
        _file(provider, IpSort.ALLOCATION, allocation, kept(allocation, "IP/XZBA/Xzfp/Fpsy"), at)


def _file(
    provider: Provider, sort: IpSort, record: NewSource | NewAllocation, document: str, at: datetime
) -> None:
    IpFiling.objects.create(
        provider=provider,
        sort=sort,
        record_id=record.record_id,
        first=int(record.first),
        last=int(record.last),
        document=document,
        filed_at=at,
    )
