"""Reads a file record by record, and keeps no more than one of them in memory."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from openbeian.wire.errors import (
    ForbiddenMarkup,
    MissingElement,
    NotExactlyOne,
    NotSpoken,
    NotXml,
    RecordTooLarge,
    TooDeep,
    TooLarge,
    TooManyElements,
    TooManyRecords,
    UnknownAttribute,
    UnknownElement,
    WrongVersion,
)
from openbeian.wire.formats import UNIT, Format
from openbeian.wire.kinds import id_number
from openbeian.wire.messages import UNSPOKEN, VERSION
from openbeian.wire.reading import (
    INSTANCE,
    letters,
    read,
    refuse_attributes,
    refuse_stray_text,
)

DEEPEST = 16


class Parsing:
    """One pass through a file: iterate for the records, then ask for the unit that sent them.

    The iteration raises MessageRefused at the first thing that the interface does not have.
    """

    def __init__(self, source: BinaryIO, layout: Format) -> None:
        self._layout = layout
        self._events = _events(_Source(source, layout.limits.octets, layout.root))
        self._times: Counter[str] = Counter()
        self._records = 0
        self.unit_id: int | None = None

    def __iter__(self) -> Iterator[Any]:
        try:
            yield from self._root(next(self._events)[1])
            list(self._events)  # refuses whatever follows the root
        except etree.XMLSyntaxError as error:
            raise NotXml(path=self._layout.root, line=error.lineno) from error

    def _root(self, root: etree._Element) -> Iterator[Any]:
        _check_document(root, self._layout.root)
        yield from self._inside(root, "")
        if self._layout.names_unit and not self._records:
            raise MissingElement(path=self._layout.root)
        if self._layout.names_unit and self.unit_id is None:
            raise MissingElement(path=UNIT)

    def _inside(self, parent: etree._Element, at: str) -> Iterator[Any]:
        """Yield the records within an element that holds nothing but elements."""
        while (event := next(self._events))[0] == "start":
            node = event[1]
            place = f"{at}/{node.tag}" if at else str(node.tag)
            self._check_times(place)
            yield from self._child(node, place)
            refuse_stray_text(parent, at or self._layout.root)
            del parent[: parent.index(node)]  # read and done with
        refuse_stray_text(parent, at or self._layout.root)

    def _child(self, node: etree._Element, place: str) -> Iterator[Any]:
        if place in self._layout.places:
            yield self._record(node, place)
        elif self._layout.is_unit(place):
            self.unit_id = id_number.read(letters(self._whole(node, place), place), place)
        elif self._layout.is_container(place):
            refuse_attributes(node, place)
            yield from self._inside(node, place)
        elif place in UNSPOKEN:
            raise NotSpoken(path=place)
        else:
            raise UnknownElement(path=place)

    def _record(self, node: etree._Element, place: str) -> Any:
        self._records += 1
        if self._records > self._layout.limits.records:
            raise TooManyRecords(path=place, most=self._layout.limits.records)
        path = f"{place}[{self._times[place]}]"
        return read(self._layout.places[place], self._whole(node, path), path)

    def _whole(self, node: etree._Element, path: str) -> etree._Element:
        """Take in everything up to the end of an element, and return it."""
        depth = elements = 1
        while depth:
            starts = next(self._events)[0] == "start"
            depth += 1 if starts else -1
            elements += starts
            if depth > DEEPEST:
                raise TooDeep(path=path, most=DEEPEST)
            if elements > self._layout.limits.elements:
                raise RecordTooLarge(path=path, most=self._layout.limits.elements)
        return node

    def _check_times(self, place: str) -> None:
        self._times[place] += 1
        sections = [seen for seen in self._times if "/" not in seen]
        if len(sections) > 1:
            raise NotExactlyOne(path=self._layout.root, choices=", ".join(sections))
        if self._times[place] > 1 and not self._layout.may_repeat(place):
            raise TooManyElements(path=place, most=1)


def _events(source: "_Source") -> Iterator[tuple[str, etree._Element]]:
    """Yield the start and the end of every element; nothing outside the file is ever fetched."""
    return iter(
        etree.iterparse(
            source,
            events=("start", "end"),
            attribute_defaults=False,
            dtd_validation=False,
            load_dtd=False,
            no_network=True,
            resolve_entities=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
    )


def _check_document(root: etree._Element, expected: str) -> None:
    about: Any = root.getroottree().docinfo
    if about.internalDTD is not None:
        raise ForbiddenMarkup(path=expected)
    if root.tag != expected:
        raise UnknownElement(path=root.tag)
    _check_root_attributes(root)


def _check_root_attributes(root: etree._Element) -> None:
    if root.get("version") != VERSION:
        raise WrongVersion(path=root.tag, version=VERSION)
    for name in map(str, root.attrib):
        if name != "version" and not name.startswith(INSTANCE):
            raise UnknownAttribute(path=f"{root.tag}/@{name}")


class _Source:
    """Gives bytes out, up to the most that a file may have."""

    def __init__(self, source: BinaryIO, most: int, path: str) -> None:
        self._source = source
        self._most = most
        self._left = most
        self._path = path

    def read(self, size: int) -> bytes:
        octets = self._source.read(size)
        self._left -= len(octets)
        if self._left < 0:
            raise TooLarge(path=self._path, most=self._most)
        return octets
