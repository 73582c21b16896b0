"""Reads a call out of a SOAP message that comes in pieces; no message can make it fetch or expand.

Envelope and method are taken in any namespace, SOAP 1.1 or 1.2, for the real ones are not public.
A document type stops the reading before it can define anything.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from openbeian.sandbox.soap.refusals import (
    MessageTooLarge,
    NoSuchMethod,
    NotSoap,
    NotXml,
    ParameterMissing,
    ParameterNotWhole,
)
from openbeian.sandbox.soap.services import Method, Parameter, Service, Type

MOST_ELEMENTS = 64
_DEEPEST = 16
_METHOD, _PARAMETER = 3, 4
_WHOLE = re.compile(r"[+-]?[0-9]{1,19}", re.ASCII)
_HIGHEST = {Type.INT: 2**31 - 1, Type.LONG: 2**63 - 1}

type Arguments = Mapping[str, str | int]


def read(pieces: Iterable[bytes], service: Service, *, most_bytes: int) -> tuple[Method, Arguments]:
    """Return the method that a message calls, and its arguments by parameter. Raises NotACall."""
    call = _collected(pieces, most_bytes)
    method = service.method(call.method)
    if method is None:
        raise NoSuchMethod
    return method, {each.name: _value(each, call.values) for each in method.parameters}


def _collected(pieces: Iterable[bytes], most_bytes: int) -> "_Call":
    call = _Call()
    target: Any = call  # the stubs ask for names of arguments that we do not use
    parser: Any = etree.XMLParser(
        target=target,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # one value may be a data file; the length is bounded here
    )
    left = most_bytes
    try:
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                raise MessageTooLarge(most=most_bytes)
            parser.feed(piece)
        parser.close()
    except etree.XMLSyntaxError:
        raise NotXml from None
    if not call.method:
        raise NotSoap
    return call


def _value(parameter: Parameter, values: Mapping[str, str]) -> str | int:
    """Return an argument; a text that is absent is empty, and then refused under its own code.

    Names are compared in small letters, as some clients write ispID for ispId.
    """
    text = values.get(parameter.name.lower(), "")
    if parameter.type is Type.TEXT:
        return text
    if not text:
        raise ParameterMissing(name=parameter.name)
    digits = text.strip()
    if not _WHOLE.fullmatch(digits) or abs(int(digits)) > _HIGHEST[parameter.type]:
        raise ParameterNotWhole(name=parameter.name)
    return int(digits)


class _Call:
    """What the parser tells: the method, and each parameter's text by its name in small letters."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._elements = 0
        self._pieces: dict[str, list[str]] = {}
        self.method = ""

    @property
    def values(self) -> dict[str, str]:
        return {name: "".join(pieces) for name, pieces in self._pieces.items()}

    def start(self, tag: str, _attributes: object) -> None:
        name = etree.QName(tag).localname
        self._open.append(name)
        self._elements += 1
        if len(self._open) > _DEEPEST or self._elements > MOST_ELEMENTS:
            raise NotSoap
        if self._open[0] != "Envelope":
            raise NotSoap
        if self._open[1:2] == ["Body"]:
            self._start_in_body(name)

    def _start_in_body(self, name: str) -> None:
        if len(self._open) == _METHOD:
            if self.method:
                raise NotSoap
            self.method = name
        elif len(self._open) == _PARAMETER:
            if name.lower() in self._pieces:
                raise NotSoap
            self._pieces[name.lower()] = []
        elif len(self._open) > _PARAMETER:
            raise NotSoap

    def data(self, piece: str) -> None:
        if len(self._open) == _PARAMETER and self._open[1] == "Body":
            self._pieces[self._open[-1].lower()].append(piece)

    def end(self, _tag: str) -> None:
        self._open.pop()

    def doctype(self, *_names: object) -> None:
        raise NotXml

    def close(self) -> None:
        """Nothing to finish; the parser asks for it."""
