"""What proves who calls: the random string, the hash of the password, the filing password.

Interface specification V3.0, section 3: `pwdHash` is base64(MD5(password + randVal)), the text
in GBK; the filing password (备案密码, `ICPmm`) travels as the MD5 in 32 hexadecimal digits.
MD5 is the interface's choice, so such a hash is to be guarded like the password itself.
"""

import base64
import hashlib
import hmac
import re
import string
from collections.abc import Callable, Sequence

from openbeian.wire import gbk
from openbeian.wire.envelope_refusals import (
    FileNameRefused,
    RandValueTooShort,
    RandValueUnusable,
)

RAND_LENGTH = 20
LONGEST_FILE_NAME = 128

_SIGNS = string.digits + string.ascii_letters
_FILE_NAME = re.compile(r"[0-9A-Za-z]+(\.[0-9A-Za-z]+)?", re.ASCII)


def rand_value(choose: Callable[[Sequence[str]], str]) -> str:
    """Return a random string, its signs taken by `choose`, such as `secrets.choice`."""
    return "".join(choose(_SIGNS) for _ in range(RAND_LENGTH))


def password_hash(password: str, rand_val: str) -> str:
    """Return `pwdHash` for a password and a random string of 20 letters and digits.

    Raises RandValueTooShort (code 16), RandValueUnusable (12), Unsendable.

    >>> password_hash("1234567890", "abcdefghij0123456789")
    'QUMgJLPsboxIAO9m0EJ5+Q=='
    """
    _check_rand_value(rand_val)
    return base64.b64encode(_md5(password + rand_val)).decode("ascii")


def password_matches(received: str, password: str, rand_val: str) -> bool:
    """Return whether a received `pwdHash` is that of the password, in constant time.

    Raises what `password_hash` raises.
    """
    expected = password_hash(password, rand_val)
    return hmac.compare_digest(expected.encode("ascii"), received.strip().encode("utf-8"))


def filing_password(password: str) -> str:
    """Return the filing password (备案密码) as `ICPmm` and `bamm` carry it; raises Unsendable.

    The specification asks for hexadecimal digits and names no case; ours are small.

    >>> filing_password("123456")
    'e10adc3949ba59abbe56e057f20f883e'
    """
    return _md5(password).hex()


def filing_password_matches(received: str, stored: str) -> bool:
    """Return whether two filing passwords as they travel are the same, in constant time.

    >>> filing_password_matches("E10ADC3949BA59ABBE56E057F20F883E", filing_password("123456"))
    True
    """
    return hmac.compare_digest(
        received.strip().lower().encode("utf-8"), stored.lower().encode("utf-8")
    )


def check_file_name(name: str) -> str:
    """Return the name of a data file that keeps to the interface; raises FileNameRefused.

    Letters and digits, at most one extension, at most 128 bytes.

    >>> check_file_name("beianinfo20261124.xml")
    'beianinfo20261124.xml'
    """
    if len(name) > LONGEST_FILE_NAME or not _FILE_NAME.fullmatch(name):
        raise FileNameRefused(limit=LONGEST_FILE_NAME)
    return name


def _check_rand_value(rand_val: str) -> None:
    if len(rand_val) < RAND_LENGTH:
        raise RandValueTooShort(length=RAND_LENGTH)
    if len(rand_val) > RAND_LENGTH or not set(rand_val) <= set(_SIGNS):
        raise RandValueUnusable(length=RAND_LENGTH)


def _md5(text: str) -> bytes:
    gbk.check(text)
    return hashlib.md5(text.encode(gbk.ENCODING), usedforsecurity=False).digest()
