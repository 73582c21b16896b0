"""Writes the answers of methods, and faults, as SOAP 1.1 messages."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
CLIENT, SERVER = "Client", "Server"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def answer(method: str, reply: str, namespace: str) -> bytes:
    """Return a message in which a method answers a string."""
    return _message(
        f"<m:{method}Response xmlns:m={quoteattr(namespace)}><return>",
        escape(reply, {"\r": "&#13;"}),
        f"</return></m:{method}Response>",
    )


def fault(side: str, words: str) -> bytes:
    """Return a message that says which side is at fault, `CLIENT` or `SERVER`, and why."""
    return _message(
        f"<soap:Fault><faultcode>soap:{side}</faultcode><faultstring>",
        escape(words),
        "</faultstring></soap:Fault>",
    )


def _message(*inside: str) -> bytes:
    return "".join(_around(inside)).encode("utf-8")


def _around(inside: tuple[str, ...]) -> Iterator[str]:
    yield f'{_DECLARATION}<soap:Envelope xmlns:soap="{ENVELOPE}"><soap:Body>'
    yield from inside
    yield "</soap:Body></soap:Envelope>"
