"""Whether a domain or an entity is filed (isp_querybeianstatus), nation-wide."""

from openbeian.sandbox.checks.websites import read_domain
from openbeian.sandbox.models import Domain, Entity
from openbeian.wire.replies import Filed, FilingStatus, QueryKind


def status(kind: QueryKind, condition: str) -> FilingStatus:
    """Return what is filed under a domain, or under a number of the kind of certificate asked for.

    The kinds of certificates have the numbers that they have in the code table.
    """
    if kind is QueryKind.DOMAIN:
        return _of_domain(condition)
    entity = Entity.objects.filter(
        cancelled_at__isnull=True,
        certificate_type=kind.value,
        certificate_number=condition.strip().upper(),
    ).first()
    if entity is None:
        return FilingStatus(kind, condition, Filed.NO)
    return FilingStatus(kind, condition, Filed.YES, entity_number=entity.number)


def _of_domain(condition: str) -> FilingStatus:
    read = read_domain(condition)
    domain = (
        Domain.objects.filter(registrable=read.registrable, cancelled_at__isnull=True)
        .select_related("service__entity")
        .first()
        if read
        else None
    )
    if domain is None:
        return FilingStatus(QueryKind.DOMAIN, condition, Filed.NO)
    service = domain.service
    return FilingStatus(
        QueryKind.DOMAIN,
        condition,
        Filed.YES,
        service_name=service.name,
        entity_number=service.entity.number,
        service_number=service.number,
    )
