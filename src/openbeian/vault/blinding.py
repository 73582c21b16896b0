"""Blind indexes: a keyed digest by which an encrypted value can be found and compared.

The digest key is derived from `OPENBEIAN_INDEX_KEY` alone, never from the sealing keys, so sealing
keys can be rotated and every look-up still finds its row. Changing the index key itself means
opening each sealed value and blinding it anew; commitments in the audit log made before the change
can then only be compared by whoever kept the old key.

Mobile numbers and certificate numbers are few enough to be guessed one by one by somebody who
holds the index key. Whoever holds only the database learns nothing.
"""

import hmac
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_INFO = b"openbeian blind index 1"


def blind(value: str, *, context: str) -> str:
    """Return HMAC-SHA256 of a canonical value, as 64 hexadecimal digits.

    Equal values in the same context are equal; in different contexts they are unrelated. The
    caller canonicalises first, with `numbers.….validate`. Raises ValueError for an empty context.
    """
    if not context:
        raise ValueError("a blind index needs a context")
    place = context.encode()
    # the length in front keeps ("ab", "c") and ("a", "bc") apart
    message = len(place).to_bytes(4, "big") + place + value.encode()
    return hmac.digest(_digest_key(bytes(settings.OPENBEIAN_INDEX_KEY)), message, "sha256").hex()


@lru_cache(maxsize=4)
def _digest_key(index_key: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(index_key)
