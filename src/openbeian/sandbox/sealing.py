"""Passwords and AES keys at rest: AES-GCM under the sandbox's own key.

The interface hashes the password together with a random string of the caller's, so the
administration has to know the password itself and cannot keep a mere hash of it.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from openbeian.errors import DomainError
from openbeian.text import Text

_NONCE = 12


class NotOpened(DomainError):
    """What is kept was sealed under another key or for another purpose."""

    code = "sandbox.not_opened"
    message = Text(
        "The kept secret does not open with OPENBEIAN_SANDBOX_KEY. Set the password anew.",
        "已保存的口令无法以OPENBEIAN_SANDBOX_KEY解密，请重新设置口令。",
    )


def seal(content: bytes, *, purpose: str) -> bytes:
    """Return content sealed for a purpose, such as `provider:5:password`."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(settings.SANDBOX_KEY).encrypt(nonce, content, purpose.encode())


def unseal(sealed: bytes, *, purpose: str) -> bytes:
    """Return what was sealed for a purpose; raises NotOpened."""
    cipher = AESGCM(settings.SANDBOX_KEY)
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
    except InvalidTag:
        raise NotOpened from None
