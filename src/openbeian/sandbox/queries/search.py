"""The public query: websites in force by domain, number, or the whole name of the unit."""

from django.db.models import Q

from openbeian.sandbox.checks.stock import canonical
from openbeian.sandbox.checks.websites import read_domain
from openbeian.sandbox.models import Domain, Service

MOST_FOUND = 100


def websites(words: str) -> list[Service]:
    """Return the websites in force that words name, at most a hundred."""
    asked = words.strip()
    number, read = canonical(asked), read_domain(asked)
    wanted = Q(number=number) | Q(entity__number=number) | Q(entity__name=asked)
    if read is not None:
        domains = Domain.objects.filter(registrable=read.registrable, cancelled_at=None)
        wanted |= Q(pk__in=domains.values("service_id"))
    services = Service.objects.filter(wanted, cancelled_at=None).select_related("entity")
    return list(services.order_by("pk")[:MOST_FOUND])
