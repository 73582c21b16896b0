"""Seals personal data, opens it again, and blinds it for look-up; the keys come from settings.

A `context` says where a sealed value lives, such as `accounts.user.mobile:17` (table, column, row).
It is authenticated but not stored, so a ciphertext that is moved to another row does not open.
"""

from openbeian.vault.blinding import blind
from openbeian.vault.keyring import KeysUnfit, KeyUnknown, new_key
from openbeian.vault.personal import names_personal_data
from openbeian.vault.seals import SealBroken, key_id_of, open_sealed, reseal, seal

__all__ = [
    "KeyUnknown",
    "KeysUnfit",
    "SealBroken",
    "blind",
    "key_id_of",
    "names_personal_data",
    "new_key",
    "open_sealed",
    "reseal",
    "seal",
]
