"""The one way from received bytes to bytes that may be kept."""

from collections.abc import Collection
from dataclasses import dataclass

import filetype

from openbeian.documents import chamber
from openbeian.documents.refusals import Empty, TooLarge, TypeNotAccepted
from openbeian.documents.sizes import megabytes

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"

# what a file may be, by its content -> what it is kept as
ACCEPTED = {
    JPEG: JPEG,
    PNG: PNG,
    "image/heic": JPEG,
    "image/webp": JPEG,
    PDF: PDF,
}
_WORDS = {JPEG: "JPEG / HEIC / WebP", PNG: "PNG", PDF: "PDF"}


@dataclass(frozen=True, slots=True)
class Clean:
    """Content that may be kept: its media type, its bytes and its number of pages."""

    media_type: str
    content: bytes
    pages: int


def clean(
    content: bytes,
    *,
    max_bytes: int,
    kept_as: Collection[str] = (JPEG, PNG, PDF),
    guest: str = "",
) -> Clean:
    """Return what of an upload is kept; `kept_as` narrows the media types that are acceptable.

    The type is read from the content; a name or a header proves nothing. Images are written
    anew, PDFs are looked through and kept as they are unless something in them is out of order.
    All of that happens in a chamber, which `guest` shares with nobody else. What is returned is
    at most `max_bytes` long as well. Raises a DocumentRefused.
    """
    if not content:
        raise Empty
    if len(content) > max_bytes:
        raise TooLarge(limit=megabytes(max_bytes))
    received = filetype.guess_mime(content)
    target = ACCEPTED.get(received)
    if target not in kept_as or target is None:
        raise TypeNotAccepted(accepted=accepted_words(kept_as))
    if target == PDF:
        told, anew = chamber.ask("paper", content, guest=guest, max_bytes=max_bytes)
        return Clean(PDF, anew or content, int(told["pages"]))
    keep_png = int(target == PNG)
    _, anew = chamber.ask("picture", content, guest=guest, keep_png=keep_png, max_bytes=max_bytes)
    return Clean(target, anew, 1)


def accepted_words(kept_as: Collection[str], between: str = " / ") -> str:
    """Return the accepted formats as people call them, with what stands between two of them.

    >>> accepted_words(["image/png", "application/pdf"])
    'PNG / PDF'
    """
    return between.join(words for media_type, words in _WORDS.items() if media_type in kept_as)
