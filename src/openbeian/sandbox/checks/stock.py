"""What the administration has on file and on its lists, as far as the checks ask."""

from collections.abc import Iterable, Iterator, Sequence

from openbeian.numbers import icp_number
from openbeian.numbers.errors import NumberError
from openbeian.sandbox.checks.case import Thing
from openbeian.sandbox.checks.findings import Finding
from openbeian.sandbox.checks.persons import AnyCertificate
from openbeian.sandbox.checks.websites import AnyAccess, AnyRange, AnyService, read_domain
from openbeian.sandbox.models import (
    Access,
    ClaimKind,
    Domain,
    Entity,
    IpFiling,
    IpSort,
    ListedDomain,
    ListedEntity,
    Provider,
    Service,
)
from openbeian.wire.envelope_credentials import filing_password_matches

# addresses that a customer can be given: those handed on for use, and those they brought along
_USABLE = (IpSort.ALLOCATION, IpSort.OWN_RANGE)


def listed_entity(given: AnyCertificate) -> Iterator[Finding]:
    """Find an entity on the black list (1065)."""
    number = given.number.strip().upper()
    if ListedEntity.objects.filter(
        certificate_type=given.type_id, certificate_number=number
    ).exists():
        yield Finding(1065)


def filed_certificate(given: AnyCertificate, *, other_than: int = 0) -> Iterator[Finding]:
    """Find an entity that is filed already under this certificate (1003)."""
    filed = Entity.objects.filter(
        cancelled_at__isnull=True,
        certificate_type=given.type_id,
        certificate_number=given.number.strip().upper(),
    )
    if filed.exclude(pk=other_than).exists():
        yield Finding(1003)


def domains(website: str, names: Iterable[str], entity: Entity | None) -> Iterator[Finding]:
    """Find domains that are black-listed (1064), or filed by this entity (1039) or another (1005).

    `website` is the name of the website that they are for.
    """
    for name in names:
        read = read_domain(name)
        if read is None:
            continue
        if ListedDomain.objects.filter(name=read.registrable).exists():
            yield Finding(1064, f"“{website}”的“{name}”")
        filed = Domain.objects.filter(registrable=read.registrable, cancelled_at__isnull=True)
        for owner in filed.values_list("service__entity_id", flat=True)[:1]:
            same = entity is not None and owner == entity.pk
            yield Finding(1039 if same else 1005, name)


def home_page(given: AnyService, *, other_than: int = 0) -> Iterator[Finding]:
    """Find a home page that another website has filed (1021)."""
    filed = Service.objects.filter(cancelled_at__isnull=True, home_url=given.home_url or "")
    if given.home_url and filed.exclude(pk=other_than).exists():
        yield Finding(1021)


def addresses(accesses: Iterable[AnyAccess], provider: Provider) -> Iterator[Finding]:
    """Find addresses that the provider has not filed as its own (1063)."""
    ranges = [part for each in accesses for part in each.ip_ranges if part.first <= part.last]
    foreign = [part for part in ranges if not _is_filed(part, provider)]
    if foreign:
        yield Finding(1063, "、".join(f"{part.first}-{part.last}" for part in foreign))


def password(given: str | None, entity: Entity) -> Iterator[Finding]:
    """Find a filing password (ICPmm) that is wrong (1018); one that is absent is not asked for."""
    if given is not None and not filing_password_matches(given, entity.password_hash):
        yield Finding(1018)


def domain_things(services: Iterable[AnyService]) -> tuple[Thing, ...]:
    """Return the claims to the domains of websites, each once."""
    read = (read_domain(each.name) for service in services for each in service.domains)
    names = dict.fromkeys(name.registrable for name in read if name)
    return tuple(Thing(ClaimKind.DOMAIN, name) for name in names)


def canonical(number: str) -> str:
    """Return a filing number as the administration writes it; anything else stays as it is."""
    try:
        return icp_number.validate(number)
    except NumberError:
        return number


def accesses_of(provider: Provider, services: Sequence[int]) -> dict[int, list[Access]]:
    """Return a provider's accesses in force by service."""
    found: dict[int, list[Access]] = {}
    for access in Access.objects.filter(
        provider=provider, service_id__in=services, cancelled_at__isnull=True
    ):
        found.setdefault(access.service_id, []).append(access)
    return found


def has_access(provider: Provider, entity: Entity) -> bool:
    """Return whether a provider connects any website of an entity."""
    return Access.objects.filter(
        provider=provider, service__entity=entity, cancelled_at__isnull=True
    ).exists()


def _is_filed(part: AnyRange, provider: Provider) -> bool:
    """Return whether a provider's filed ranges together hold every address of a range."""
    first, last = int(part.first), int(part.last)
    filed = IpFiling.objects.filter(
        provider__unit_id=provider.unit_id,
        sort__in=_USABLE,
        deleted_at__isnull=True,
        first__lte=last,
        last__gte=first,
    ).order_by("first")
    spans = list(filed.values_list("first", "last"))
    return covers(spans, first, last)


def covers(spans: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    """Return whether spans in the order of their beginnings leave no gap from `first` to `last`.

    >>> covers([(1, 5), (6, 9)], 2, 8), covers([(1, 5), (7, 9)], 2, 8)
    (True, False)
    """
    reached = first - 1
    for start, end in spans:
        if start > reached + 1:
            return False
        reached = max(reached, end)
    return reached >= last
