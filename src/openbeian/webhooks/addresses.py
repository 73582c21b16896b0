"""Where a message may go: no address from which somebody could reach into the provider's network.

A name is resolved once, every address that it has must be allowed, and the connection is made to
one of those; so a name that resolves differently a moment later gains nothing.
"""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from openbeian.errors import DomainError
from openbeian.text import Text

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"https": 443, "http": 80}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class UrlUnfit(DomainError):
    """An address that is none, or that messages are not sent to."""

    code = "webhooks.url_unfit"
    message = Text(
        "Messages go to https://host/path, without a user, a fragment, or a host inside the "
        "provider's own network.",
        "接收地址应为https://主机/路径，不得含用户信息和片段，且主机不得位于内部网络。",
    )


@dataclass(frozen=True, slots=True)
class Target:
    """A parsed address: `path` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, without what may be a secret in the path."""
        named = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == _PORTS[self.scheme]
        return f"{self.scheme}://{named}" + ("" if usual else f":{self.port}")


def read(url: str) -> Target:
    """Return an address as parsed, without resolving its host. Raises UrlUnfit."""
    if not (url.isascii() and url.isprintable() and " " not in url and "\\" not in url):
        raise UrlUnfit
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise UrlUnfit from fault
    fits = parts.hostname and not parts.fragment and "@" not in parts.netloc and port != 0
    if parts.scheme not in _schemes() or not fits:
        raise UrlUnfit
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname or "", port or _PORTS[parts.scheme], path)


def resolve(target: Target) -> str:
    """Return an address to connect to. Raises UrlUnfit where one is not allowed; OSError."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except UnicodeError as fault:  # a label that no name can have
        raise UrlUnfit from fault
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not all(is_allowed(ipaddress.ip_address(one)) for one in addresses):
        raise UrlUnfit
    return addresses[0]


def is_allowed(address: Address) -> bool:
    """Whether a message may go to an address: a public one, or one that the settings name."""
    if any(address in network for network in _allowed_networks()):
        return True
    return all(one.is_global and not one.is_multicast for one in _meant(address))


def _meant(address: Address) -> Iterable[Address]:
    """Yield an address and those that it stands for on the way."""
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        for inner in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())):
            if inner is not None:
                yield inner
        if address in _NAT64:
            yield ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)


def _allowed_networks() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(text) for text in settings.OPENBEIAN_WEBHOOK_NETWORKS]


def _schemes() -> frozenset[str]:
    if settings.OPENBEIAN_MODE == "production":
        return frozenset({"https"})
    return frozenset({"https", "http"})
