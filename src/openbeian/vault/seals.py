"""AES-256-GCM seals: unreadable without the key, unopenable once changed or moved.

Layout of a sealed value, in bytes:

    b"OB" | version 1 | n, the length of the key id | key id (ASCII, n) | nonce (12) |
    ciphertext and tag (16)

The header is authenticated together with the context. Nonces are random, so one key must not seal
more than 2**32 values (NIST SP 800-38D, 8.3): put a new key in front of `OPENBEIAN_KEYS` long
before. The old key stays behind it until `reseal` has been over every stored value.
"""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag

from openbeian.errors import DomainError
from openbeian.text import Text
from openbeian.vault.keyring import ring

_MARK = b"OB\x01"
_NONCE_BYTES = 12
_TAG_BYTES = 16


class SealBroken(DomainError):
    """The data was damaged, changed or moved from the place that it was sealed for."""

    code = "vault.seal_broken"
    message = Text(
        "The encrypted data cannot be opened: it was changed or moved.",
        "加密数据无法打开：内容已被更改或移动。",
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    key_id: str
    header: bytes
    nonce: bytes
    ciphertext: bytes


def seal(plaintext: bytes, *, context: str) -> bytes:
    """Encrypt bytes for one place, with the first key of the ring.

    The result is at most 64 bytes longer than the plaintext. Raises KeysUnfit, and ValueError for
    an empty context: a value that belongs nowhere could be moved anywhere.
    """
    keys = ring()
    key_id = keys.current.encode("ascii")
    header = _MARK + bytes([len(key_id)]) + key_id
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = keys.cipher(keys.current).encrypt(nonce, plaintext, _bound(header, context))
    return header + nonce + sealed


def open_sealed(blob: bytes, *, context: str) -> bytes:
    """Decrypt what `seal` made for the same context. Raises SealBroken, KeyUnknown."""
    parts = _parts(blob)
    cipher = ring().cipher(parts.key_id)
    try:
        return cipher.decrypt(parts.nonce, parts.ciphertext, _bound(parts.header, context))
    except InvalidTag as fault:
        raise SealBroken from fault


def key_id_of(blob: bytes) -> str:
    """Return the id of the key that a value is sealed with. Raises SealBroken."""
    return _parts(blob).key_id


def reseal(blob: bytes, *, context: str) -> bytes:
    """Return the value under the key that seals now; unchanged if it already is.

    Raises SealBroken, KeyUnknown.
    """
    if key_id_of(blob) == ring().current:
        return blob
    return seal(open_sealed(blob, context=context), context=context)


def _bound(header: bytes, context: str) -> bytes:
    if not context:
        raise ValueError("a seal needs a context")
    return header + context.encode()


def _parts(blob: bytes) -> _Parts:
    start = len(_MARK) + 1
    if len(blob) < start or not blob.startswith(_MARK):
        raise SealBroken
    end = start + blob[len(_MARK)]
    if len(blob) < end + _NONCE_BYTES + _TAG_BYTES:
        raise SealBroken
    return _Parts(
        key_id=blob[start:end].decode("ascii", errors="replace"),
        header=blob[:end],
        nonce=blob[end : end + _NONCE_BYTES],
        ciphertext=blob[end + _NONCE_BYTES :],
    )
