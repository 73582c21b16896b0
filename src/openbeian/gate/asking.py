"""What a request asks: its host names, wherever the asking server puts them."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from openbeian.gate.replies import BodyUnfit, DomainMissing, TooManyNames

type Environ = Mapping[str, Any]

MOST_NAMES = 10_000
_LARGEST_BODY = 4 * 1024 * 1024
_DOMAIN = "domain="


def domain(environ: Environ) -> str:
    """Return the host name in `?domain=`. Raises DomainMissing."""
    query: str = environ.get("QUERY_STRING", "")
    if query.startswith(_DOMAIN) and not ("%" in query or "&" in query or "+" in query):
        return _text(query[len(_DOMAIN) :])  # as nearly all come: alone, and not encoded
    for name, value in parse_qsl(_text(query), keep_blank_values=True, errors="replace"):
        if name == "domain":
            return value
    raise DomainMissing


def domains(environ: Environ) -> list[str]:
    """Return the host names in a body `{"domains": [...]}`. Raises BodyUnfit, TooManyNames."""
    body: bytes = environ["wsgi.input"].read(_LARGEST_BODY + 1)
    if len(body) > _LARGEST_BODY:
        raise TooManyNames(most=MOST_NAMES)
    try:
        names = json.loads(body)["domains"]
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise BodyUnfit from fault
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BodyUnfit
    if len(names) > MOST_NAMES:
        raise TooManyNames(most=MOST_NAMES)
    return names


def _header(name: str) -> Callable[[Environ], str]:
    def host(environ: Environ) -> str:
        return _text(environ.get(name, ""))

    return host


def _text(octets: str) -> str:
    """Return what WSGI hands over octet by octet as the UTF-8 that it is, where it is."""
    if octets.isascii():
        return octets
    try:
        return octets.encode("latin-1").decode()
    except UnicodeError:
        return octets


# how each server says which host is asked for; see docs/gate.md
HOST_OF: Mapping[str, Callable[[Environ], str]] = {
    "nginx": _header("HTTP_X_ORIGINAL_HOST"),
    "traefik": _header("HTTP_X_FORWARDED_HOST"),
    "envoy": _header("HTTP_HOST"),
    "caddy": domain,
}
