"""From which address a request comes, so that attempts are counted for each visitor by itself."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the visitor's IP address; OPENBEIAN_TRUSTED_PROXIES says how far to believe.

    Each proxy appends to X-Forwarded-For whom it heard, so of what is written there only the last
    entries, one for each proxy of ours, are ours; a visitor may have written those before. A
    request that did not come through all of them counts for whoever handed it to us.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    trusted: int = settings.OPENBEIAN_TRUSTED_PROXIES
    named = request.headers.get("X-Forwarded-For", "").split(",")
    if not trusted or len(named) < trusted:
        return peer
    return _address(named[-trusted].strip()) or peer


def _address(word: str) -> str | None:
    """Return an address without a port; None for what is no address."""
    for candidate in (word, _host(word)):
        try:
            return str(ip_address(candidate))
        except ValueError:
            continue
    return None


def _host(word: str) -> str:
    try:
        return urlsplit(f"//{word}").hostname or ""
    except ValueError:
        return ""
