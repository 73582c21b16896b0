"""Signatures of Standard Webhooks: `v1,` and the base64 of HMAC-SHA256 over id, time and body.

A secret reads `whsec_` and the base64 of its octets. While a secret is being exchanged a message
carries one signature by each, with a blank between them.
"""

import base64
import hmac
import secrets
from collections.abc import Collection

PREFIX = "whsec_"
_OCTETS = 32


def new_secret() -> str:
    """Return a fresh secret of 32 random octets."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_OCTETS)).decode()


def signatures(given: Collection[str], *, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the header `webhook-signature` of a message, by each of these secrets."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join(_signature(secret, signed) for secret in given)


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
