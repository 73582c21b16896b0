"""What a data file travels in: zip, hash, AES-CBC where agreed, base64; and the way back.

Interface specification V3.0, section 3: `beianInfo` is base64(AES(zip(XML))) or, unencrypted,
base64(zip(XML)); `beianInfoHash` is base64(MD5(zip)). On receipt base64 → decrypt → hash → unzip,
and the first step that fails decides the code. MD5 and CBC are the interface's choice: they
find damage, and prove nothing about the sender.

The specification does not say whether its 50 MB count the XML or the zip; the XML is held to it,
so that a file fits either way.
"""

import base64
import binascii
import hashlib
import hmac
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from openbeian.wire.envelope_refusals import (
    CompressionUnknown,
    EncryptionUnknown,
    EnvelopeRefused,
    FileTooLarge,
    HashMismatch,
    HashUnknown,
    KeysUnusable,
    NotDecrypted,
)
from openbeian.wire.envelope_zip import PIECE, unzipped, zipped

ENTRY_NAME = "beianinfo.xml"
MOST_BYTES = 50 * 1024 * 1024
PLAIN, AES = 0, 1
MD5 = 0
ZIP = 0

_BLOCK = 16


@dataclass(frozen=True, slots=True)
class Keys:
    """The AES key (16, 24 or 32 bytes) and IV (16 bytes) that an administration gave out.

    Raises KeysUnusable.
    """

    key: bytes = field(repr=False)
    iv: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) not in {16, 24, 32} or len(self.iv) != _BLOCK:
            raise KeysUnusable


@dataclass(frozen=True, slots=True)
class Markings:
    """What is written on the envelope: the hash in base64 and the kinds of algorithm."""

    hash: str
    encrypt_algorithm: int = PLAIN
    hash_algorithm: int = MD5
    compression_format: int = ZIP


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sealed data file: `content` is the interface's `beianInfo`."""

    content: str
    markings: Markings


def seal(
    xml: bytes,
    *,
    keys: Keys | None = None,
    name: str = ENTRY_NAME,
    most_bytes: int = MOST_BYTES,
) -> Envelope:
    """Return a data file in its envelope, encrypted where keys are given.

    The same arguments always give the same envelope. Raises FileTooLarge.
    """
    sink = io.BytesIO()
    markings = seal_into(sink, (xml,), keys=keys, name=name, most_bytes=most_bytes)
    return Envelope(sink.getvalue().decode("ascii"), markings)


def seal_into(
    sink: BinaryIO,
    pieces: Iterable[bytes],
    *,
    keys: Keys | None = None,
    name: str = ENTRY_NAME,
    most_bytes: int = MOST_BYTES,
) -> Markings:
    """Write a file that comes in pieces into its envelope: `sink` receives the base64 text.

    Holds no more than a piece in memory. Raises FileTooLarge.
    """
    digest = hashlib.md5(usedforsecurity=False)
    packed = _hashed(zipped(pieces, name=name, most_bytes=most_bytes), digest)
    sink.writelines(_encoded(packed if keys is None else _encrypted(packed, keys)))
    return Markings(
        base64.b64encode(digest.digest()).decode("ascii"), PLAIN if keys is None else AES
    )


def unseal(envelope: Envelope, *, keys: Keys | None = None, most_bytes: int = MOST_BYTES) -> bytes:
    """Return the data file of an envelope; raises EnvelopeRefused, which carries the code."""
    content = envelope.content
    pieces = (content[at : at + PIECE] for at in range(0, len(content), PIECE))
    with unsealed(
        pieces, envelope.markings, scratch=io.BytesIO(), keys=keys, most_bytes=most_bytes
    ) as file:
        return file.read()


@contextmanager
def unsealed(
    pieces: Iterable[str],
    markings: Markings,
    *,
    scratch: BinaryIO,
    keys: Keys | None = None,
    most_bytes: int = MOST_BYTES,
) -> Iterator[io.BufferedReader]:
    """Open an envelope that comes in pieces of base64 text, and give its file as a stream.

    The zip is laid down in `scratch`, an empty seekable file of the caller's, and proved whole
    before the first byte is given out. Raises EnvelopeRefused.
    """
    _check_algorithms(markings, keys)
    encrypted = markings.encrypt_algorithm == AES
    packed = _decoded(pieces, NotDecrypted if encrypted else HashMismatch)
    if keys is not None and encrypted:
        packed = _decrypted(packed, keys)
    _lay_down(scratch, packed, markings.hash, most_bytes)
    with unzipped(scratch, most_bytes=most_bytes) as file:
        yield file


def _check_algorithms(markings: Markings, keys: Keys | None) -> None:
    """Refuse what was not agreed; a file in the clear is taken even where keys were given out."""
    known = {PLAIN} if keys is None else {PLAIN, AES}
    if markings.encrypt_algorithm not in known:
        raise EncryptionUnknown(number=markings.encrypt_algorithm)
    if markings.hash_algorithm != MD5:
        raise HashUnknown(number=markings.hash_algorithm)
    if markings.compression_format != ZIP:
        raise CompressionUnknown(number=markings.compression_format)


def _lay_down(scratch: BinaryIO, packed: Iterable[bytes], expected: str, most_bytes: int) -> None:
    """Write the zip into the scratch file and compare its hash."""
    digest = hashlib.md5(usedforsecurity=False)
    left = most_bytes + most_bytes // 1000 + 1024  # what a zip may be larger than its content
    for piece in _hashed(packed, digest):
        left -= len(piece)
        if left < 0:
            raise FileTooLarge(limit=most_bytes)
        scratch.write(piece)
    received = "".join(expected.split()).encode("ascii", "replace")
    if not hmac.compare_digest(base64.b64encode(digest.digest()), received):
        raise HashMismatch


def _hashed(pieces: Iterable[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece


def _encrypted(pieces: Iterable[bytes], keys: Keys) -> Iterator[bytes]:
    encryptor, padder = _cipher(keys).encryptor(), PKCS7(_BLOCK * 8).padder()
    for piece in pieces:
        yield encryptor.update(padder.update(piece))
    yield encryptor.update(padder.finalize()) + encryptor.finalize()


def _decrypted(pieces: Iterable[bytes], keys: Keys) -> Iterator[bytes]:
    decryptor, unpadder = _cipher(keys).decryptor(), PKCS7(_BLOCK * 8).unpadder()
    for piece in pieces:
        yield unpadder.update(decryptor.update(piece))
    try:
        yield unpadder.update(decryptor.finalize()) + unpadder.finalize()
    except ValueError:
        raise NotDecrypted from None


def _cipher(keys: Keys) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(keys.key), modes.CBC(keys.iv))


def _encoded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        waiting = rest + piece
        whole = len(waiting) - len(waiting) % 3
        yield binascii.b2a_base64(waiting[:whole], newline=False)
        rest = waiting[whole:]
    yield binascii.b2a_base64(rest, newline=False)


def _decoded(pieces: Iterable[str], damaged: type[EnvelopeRefused]) -> Iterator[bytes]:
    """Yield what base64 text stands for; line breaks are allowed, anything else is `damaged`.

    No code is reserved for text that is no base64: it is refused as the next step would be.
    """
    rest = ""
    for piece in pieces:
        waiting = rest + "".join(piece.split())
        # the last four signs may hold the padding, so they wait until the end is known
        whole = max(len(waiting) - 1, 0) // 4 * 4
        yield _from_base64(waiting[:whole], damaged, padded=False)
        rest = waiting[whole:]
    yield _from_base64(rest, damaged, padded=True)


def _from_base64(text: str, damaged: type[EnvelopeRefused], *, padded: bool) -> bytes:
    """Decode strictly: only the one spelling that encodes to these bytes is accepted."""
    try:
        content = binascii.a2b_base64(text)
    except ValueError:
        raise damaged from None
    spelled = binascii.b2a_base64(content, newline=False).decode("ascii")
    if spelled != text or (not padded and "=" in text):
        raise damaged
    return content
