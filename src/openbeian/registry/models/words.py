"""Words that somebody in office wrote, sealed for the place where they stand."""

from openbeian import vault


def seal_words(words: str, context: str) -> bytes:
    """Return words sealed for a place; no words stay nothing."""
    return vault.seal(words.encode(), context=context) if words else b""


def open_words(sealed: bytes | memoryview, context: str) -> str:
    """Return what `seal_words` sealed for the same place."""
    return vault.open_sealed(bytes(sealed), context=context).decode() if sealed else ""
