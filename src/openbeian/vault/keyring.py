"""The keys in force: the first of `OPENBEIAN_KEYS` seals, every one of them opens."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from openbeian.errors import DomainError
from openbeian.text import Text

KEY_BYTES = 32
_KEY_ID = re.compile(r"[A-Za-z0-9_.-]{1,32}", re.ASCII)


class KeysUnfit(DomainError):
    """`OPENBEIAN_KEYS` holds no key, a key of the wrong size, or a name twice."""

    code = "vault.keys_unfit"
    message = Text(
        "The encryption keys are not usable (key '{key_id}'). At least one is needed, each of "
        "32 bytes, with an id of its own of 1 to 32 letters, digits, dots or dashes.",
        "加密密钥不可用（密钥“{key_id}”）。至少需要一个密钥；每个密钥长 32 字节，"
        "编号不得重复，由 1 至 32 个字母、数字、点或短横线组成。",
    )


class KeyUnknown(DomainError):
    """The data was sealed with a key that is no longer on the ring."""

    code = "vault.key_unknown"
    message = Text(
        "The data is encrypted with the key {key_id}, which is not among the configured keys.",
        "数据由密钥 {key_id} 加密，该密钥不在当前配置中。",
    )


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Ciphers by key id; `current` names the one that seals."""

    current: str
    ciphers: Mapping[str, AESGCM]

    def cipher(self, key_id: str) -> AESGCM:
        """Return the cipher of a key. Raises KeyUnknown."""
        if key_id not in self.ciphers:
            raise KeyUnknown(key_id=key_id)
        return self.ciphers[key_id]


def new_key() -> bytes:
    """Return a fresh random key of 32 bytes."""
    return AESGCM.generate_key(bit_length=8 * KEY_BYTES)


def ring() -> KeyRing:
    """Return the key ring of the settings in force. Raises KeysUnfit."""
    return _ring(tuple((key_id, bytes(key)) for key_id, key in settings.OPENBEIAN_KEYS))


@lru_cache(maxsize=4)
def _ring(keys: tuple[tuple[str, bytes], ...]) -> KeyRing:
    ciphers: dict[str, AESGCM] = {}
    for key_id, key in keys:
        if not _KEY_ID.fullmatch(key_id) or len(key) != KEY_BYTES or key_id in ciphers:
            raise KeysUnfit(key_id=key_id)
        ciphers[key_id] = AESGCM(key)
    if not ciphers:
        raise KeysUnfit(key_id="")
    return KeyRing(current=keys[0][0], ciphers=ciphers)
