"""Websites: their codes, domains, addresses on the network and home page, each for itself."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Protocol
from urllib.parse import urlsplit

from openbeian.numbers import domain_name, host_name
from openbeian.numbers.domain_name import DomainName
from openbeian.numbers.errors import NumberError
from openbeian.sandbox.checks.findings import Finding
from openbeian.sandbox.checks.persons import in_table
from openbeian.wire.messages.change import ChangedDomain, ChangedIpRange, ChangedService
from openbeian.wire.messages.filing import NewDomain, NewIpRange, NewService

type AnyService = NewService | ChangedService
type AnyRange = NewIpRange | ChangedIpRange


class AnyAccess(Protocol):
    """How and where a website is connected, in any message."""

    @property
    def server_place_ids(self) -> tuple[int, ...]: ...

    @property
    def method_ids(self) -> tuple[int, ...]: ...

    @property
    def ip_ranges(self) -> Sequence[AnyRange]: ...


def website(given: AnyService, on: date) -> Iterator[Finding]:
    """Find what is wrong with a website as such; who else has filed it is not asked here."""
    yield from _codes("service_contents", given.content_ids, 1034, on)
    yield from _codes("languages", given.language_ids, 1066, on)
    yield from _codes("preapproval_types", [p.type_id for p in given.preapprovals], 1033, on)
    yield from _domains(given.domains)
    yield from _home_page(given)
    for each in given.access:
        yield from access(each, on)
    if _same_access_twice(given.access):
        yield Finding(1029)


def access(given: AnyAccess, on: date) -> Iterator[Finding]:
    """Find what is wrong with an access: its codes, and its ranges of addresses."""
    yield from _codes("server_places", given.server_place_ids, 1036, on)
    yield from _codes("access_methods", given.method_ids, 1035, on)
    if any(each.first > each.last for each in given.ip_ranges):
        yield Finding(1006)
    elif any(_overlap(one, other) for one, other in combinations(given.ip_ranges, 2)):
        yield Finding(1024)


def read_domain(name: str) -> DomainName | None:
    """Return the parts of a domain, or None where it can be none."""
    try:
        return domain_name.parse(name)
    except NumberError:
        return None


def _codes(table: str, given: Sequence[int], code: int, on: date) -> Iterator[Finding]:
    unknown = [str(each) for each in given if not in_table(table, each, on)]
    if unknown:
        yield Finding(code, "、".join(unknown))


def _domains(given: Sequence[NewDomain | ChangedDomain]) -> Iterator[Finding]:
    seen = set()
    for each in given:
        read = read_domain(each.name)
        if read is None:
            yield Finding(1004, each.name)
        elif read.ascii in seen:
            yield Finding(1039, each.name)
        else:
            seen.add(read.ascii)


def _home_page(given: AnyService) -> Iterator[Finding]:
    """Find a home page that is no address (1022), or lies under none of the domains (1041)."""
    if given.home_url is None:
        return
    host = _host(given.home_url)
    if host is None:
        yield Finding(1022)
        return
    names = [read.ascii for each in given.domains if (read := read_domain(each.name))]
    if not any(host == name or host.endswith(f".{name}") for name in names):
        yield Finding(1041)


def _host(address: str) -> str | None:
    """Return the host of a web address in ASCII; the scheme may be left out."""
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host = parts.hostname
        if parts.scheme not in {"http", "https"} or not host:
            return None
        return host_name.to_ascii(host)
    except (ValueError, NumberError):
        return None


def _same_access_twice(accesses: Sequence[AnyAccess]) -> bool:
    found = [frozenset((part.first, part.last) for part in each.ip_ranges) for each in accesses]
    return len(set(found)) < len(found)


def _overlap(one: AnyRange, other: AnyRange) -> bool:
    return one.first <= other.last and other.first <= one.last
