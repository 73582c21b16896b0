"""What signs people in is sealed where it is kept: secrets of second factors, and sessions.

Whoever holds only the database can neither make somebody's codes nor read those that were mailed.
"""

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.signing import JSONSerializer

from openbeian import vault

AUTHENTICATOR = "mfa.authenticator.data"
SESSION = "sessions.session.session_data"


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Lets allauth keep the secrets of second factors sealed."""

    def encrypt(self, text: str) -> str:
        """Seal a TOTP secret or the seed of recovery codes; it fits in JSON."""
        return base64.b64encode(vault.seal(text.encode(), context=AUTHENTICATOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed. Raises SealBroken, KeyUnknown."""
        sealed = base64.b64decode(encrypted_text)
        return vault.open_sealed(sealed, context=AUTHENTICATOR).decode()


class SealedSerializer:
    """Seals a session's payload; one that does not open counts as an empty session."""

    def dumps(self, obj: Any) -> bytes:
        """Return the sealed JSON of a session."""
        return vault.seal(JSONSerializer().dumps(obj), context=SESSION)

    def loads(self, data: bytes) -> Any:
        """Open what `dumps` sealed. Raises SealBroken, KeyUnknown."""
        return JSONSerializer().loads(vault.open_sealed(data, context=SESSION))
