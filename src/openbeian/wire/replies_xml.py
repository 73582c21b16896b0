"""The `<return>` document of an answer as plain words by element, and back.

An answer is two levels deep: elements with a value, and one group of them (`fileInfos`,
`dataSequences`, `StatusInfo`). Elements that we do not know are passed over, because newer
versions of the interface add some. The parser reads in pieces, fetches nothing, expands no
entities, and stops at a document type before that can define any.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from openbeian.wire.envelope import MOST_BYTES
from openbeian.wire.messages import VERSION
from openbeian.wire.replies_refusals import (
    ReplyAmbiguous,
    ReplyForbidden,
    ReplyIncomplete,
    ReplyNotXml,
    ReplyNumberWrong,
    ReplyTooLarge,
    ReplyUnwritable,
)

MOST_SIGNS = MOST_BYTES * 3 // 2  # one data file in base64, in lines, with room for the rest

_DEEPEST = 8
_PIECE = 256 * 1024
_NUMBER = re.compile(r"[0-9]{1,19}", re.ASCII)
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Words:
    """The values of an answer by path, such as `msg_code` or `StatusInfo/Bazt`."""

    def __init__(self, found: dict[str, list[str]]) -> None:
        self._found = found

    def has(self, path: str) -> bool:
        """Return whether an element is there."""
        return path in self._found

    def all_of(self, path: str) -> tuple[str, ...]:
        """Return the values of an element that may be repeated."""
        return tuple(self._found.get(path, ()))

    def maybe(self, path: str) -> str:
        """Return a value, empty where the element is absent; raises ReplyAmbiguous."""
        values = self.all_of(path)
        if len(values) > 1:
            raise ReplyAmbiguous(element=path)
        return values[0] if values else ""

    def text(self, path: str) -> str:
        """Return a value that must be there; raises ReplyIncomplete, ReplyAmbiguous."""
        if not self.has(path):
            raise ReplyIncomplete(element=path)
        return self.maybe(path)

    def whole(self, path: str, most: int) -> int:
        """Return a whole number of 0 to `most`; raises ReplyNumberWrong and as `text` does."""
        return number(path, self.text(path), most)


def number(path: str, text: str, most: int) -> int:
    """Return the whole number of 0 to `most` that a text is; raises ReplyNumberWrong."""
    digits = text.strip(" \t\r\n")
    if not _NUMBER.fullmatch(digits) or int(digits) > most:
        raise ReplyNumberWrong(element=path)
    return int(digits)


def words_of(reply: str) -> Words:
    """Return the values of an answer; raises ReplyNotXml, ReplyForbidden, ReplyTooLarge."""
    if len(reply) > MOST_SIGNS:
        raise ReplyTooLarge
    collector = _Collector()
    target: Any = collector  # the stubs ask for names of arguments that we do not use
    parser: Any = etree.XMLParser(  # and know no feeding
        target=target,
        encoding="utf-8",  # what a declaration inside says was true before SOAP decoded it
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # one value may be a data file; the length was bounded above
    )
    try:
        _feed(parser, reply.lstrip("\ufeff \t\r\n"))
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        raise ReplyNotXml from None
    return Words({path: ["".join(part) for part in parts] for path, parts in collector.found})


def _feed(parser: Any, reply: str) -> None:
    for at in range(0, len(reply), _PIECE):
        parser.feed(reply[at : at + _PIECE].encode("utf-8"))
    parser.close()


class _Collector:
    """What the parser tells, kept as pieces of text by path below the root."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._pieces: dict[str, list[list[str]]] = {}

    @property
    def found(self) -> Iterable[tuple[str, list[list[str]]]]:
        return self._pieces.items()

    def start(self, tag: str, _attributes: object) -> None:
        self._open.append(etree.QName(tag).localname)
        if self._open[0] != "return":
            raise ReplyNotXml
        if len(self._open) > _DEEPEST:
            raise ReplyTooLarge
        self._pieces.setdefault(self._path, []).append([])

    def data(self, piece: str) -> None:
        self._pieces[self._path][-1].append(piece)

    def end(self, _tag: str) -> None:
        self._open.pop()

    def doctype(self, *_names: object) -> None:
        raise ReplyForbidden

    def close(self) -> None:
        """Nothing to finish; the parser asks for it."""

    @property
    def _path(self) -> str:
        return "/".join(self._open[1:])


def written(code: int, message: str, more: Iterable[str] = ()) -> str:
    """Return an answer as the interface writes it; raises ReplyUnwritable."""
    parts = (*leaf("msg_code", code), *leaf("msg", message), *more)
    return "".join((f'<return version="{VERSION}">', *parts, "</return>"))


def leaf(tag: str, value: object) -> Iterator[str]:
    """Yield an element with a value, in parts; raises ReplyUnwritable."""
    text = str(value)
    if _UNWRITABLE.search(text):
        raise ReplyUnwritable(element=tag)
    yield from (f"<{tag}>", escape(text, {"\r": "&#13;"}), f"</{tag}>")


def group(tag: str, *leaves: Iterable[str]) -> Iterator[str]:
    """Yield an element that holds others, in parts."""
    yield f"<{tag}>"
    for each in leaves:
        yield from each
    yield f"</{tag}>"
