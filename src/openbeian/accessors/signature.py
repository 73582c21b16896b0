r"""Signature version 3 of Alibaba's interfaces, ACS3-HMAC-SHA256, as their SDKs make it.

    signature = hex(HMAC-SHA256(secret, "ACS3-HMAC-SHA256\n" + hex(SHA-256(canonical request))))

The canonical request is method, path, sorted query, the signed headers, their names, and the
SHA-256 of the body, one a line. Nothing here knows a key or a clock.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote

from openbeian.errors import DomainError
from openbeian.text import Text

ALGORITHM = "ACS3-HMAC-SHA256"
PATH = "/"
MOST_PARAMETERS = 500
# without these in it, a signature could be used for something else or once more
MUST_BE_SIGNED = frozenset(
    {
        *("host", "x-acs-action", "x-acs-content-sha256", "x-acs-date"),
        *("x-acs-signature-nonce", "x-acs-version"),
    }
)
_LONGEST_NONCE = 200
_AUTHORIZATION = re.compile(
    r"ACS3-HMAC-SHA256 Credential=([A-Za-z0-9]{1,32}), ?"
    r"SignedHeaders=([a-z0-9;-]{1,1000}), ?Signature=([0-9a-f]{64})",
    re.ASCII,
)
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


class SignatureIncomplete(DomainError):
    """What a signature of this kind consists of is missing or cannot be read."""

    code = "accessors.signature_incomplete"
    message = Text(
        "The request is not signed as ACS3-HMAC-SHA256 wants it: see {part}.",
        "请求未按ACS3-HMAC-SHA256要求签名，请检查{part}。",
    )


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: the query undecoded, the names of headers in lower case."""

    method: str
    query: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a request claims: by whom it was signed, when, for once, and with which headers."""

    key_id: str
    signed_at: datetime
    nonce: str
    signed_headers: tuple[str, ...]
    signature: str


def claim(request: Request) -> Claim:
    """Return what a request claims, not yet believed. Raises SignatureIncomplete."""
    found = _AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
    if found is None:
        raise SignatureIncomplete(part="Authorization")
    signed = tuple(found[2].split(";"))
    for name in sorted(MUST_BE_SIGNED):
        if name not in signed or not request.headers.get(name):
            raise SignatureIncomplete(part=name)
    nonce = request.headers["x-acs-signature-nonce"]
    if len(nonce) > _LONGEST_NONCE:
        raise SignatureIncomplete(part="x-acs-signature-nonce")
    return Claim(found[1], _moment(request.headers["x-acs-date"]), nonce, signed, found[3])


def is_by(request: Request, made: Claim, *, secret: str) -> bool:
    """Whether the claim of a request is true: its body is the signed one, and so is all the rest.

    Raises SignatureIncomplete for a query of too many parameters.
    """
    body = hashlib.sha256(request.body).hexdigest()
    told = request.headers["x-acs-content-sha256"].encode()
    right = sign(request, made.signed_headers, secret=secret)
    # both are compared, so that the time taken tells nothing
    return hmac.compare_digest(told, body.encode()) & hmac.compare_digest(right, made.signature)


def sign(request: Request, signed_headers: tuple[str, ...], *, secret: str) -> str:
    """Return the signature, 64 hexadecimal digits, of a request under a secret."""
    canonical = "\n".join(
        (
            request.method,
            PATH,
            _canonical_query(request.query),
            *(f"{name}:{request.headers.get(name, '').strip()}" for name in signed_headers),
            "",
            ";".join(signed_headers),
            request.headers.get("x-acs-content-sha256", ""),
        )
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return hmac.new(secret.encode(), f"{ALGORITHM}\n{digest}".encode(), "sha256").hexdigest()


def parameters(text: str) -> list[tuple[str, str]]:
    """Return the parameters of a query or form, decoded. Raises SignatureIncomplete."""
    try:
        return parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except ValueError as fault:
        raise SignatureIncomplete(part="query") from fault


def _canonical_query(text: str) -> str:
    pairs = sorted(parameters(text))
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in pairs)


def _moment(text: str) -> datetime:
    if not _DATE.fullmatch(text):
        raise SignatureIncomplete(part="x-acs-date")
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as fault:
        raise SignatureIncomplete(part="x-acs-date") from fault
