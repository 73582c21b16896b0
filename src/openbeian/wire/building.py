"""Builds a file from records, one at a time."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, BinaryIO, Self

from lxml import etree

from openbeian.wire.errors import (
    MissingElement,
    NotExactlyOne,
    OutOfOrder,
    TooLarge,
    TooManyElements,
    TooManyRecords,
)
from openbeian.wire.formats import UNIT, Format
from openbeian.wire.gbk import ENCODING
from openbeian.wire.kinds import id_number
from openbeian.wire.messages import VERSION
from openbeian.wire.writing import write


def build(
    sink: BinaryIO, layout: Format, records: Iterable[object], *, unit_id: int | None = None
) -> int:
    """Write records to a sink as one file and return how many there were.

    Records come in the order of the file, and belong to one of its sections. Raises
    MessageRefused; what was written by then is void.
    """
    outlet = _Outlet(sink, layout)
    with etree.xmlfile(outlet, encoding=ENCODING.upper()) as file:
        file.write_declaration()
        with file.element(layout.root, version=VERSION), _Body(file, layout) as body:
            for record in records:
                body.add(record)
                file.flush()
                outlet.drain()
            body.finish(unit_id)
    outlet.drain()
    return body.total


class _Body:
    """What stands inside the root: the elements that are open, and what was written last."""

    def __init__(self, file: Any, layout: Format) -> None:
        self._file = file
        self._layout = layout
        self._open: list[tuple[str, AbstractContextManager[None]]] = []
        self._section = ""
        self._rank = -1
        self._number = 0
        self.total = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._open:
            self._open.pop()[1].__exit__(kind, error, trace)

    def add(self, record: object) -> None:
        rank, place = self._layout.place_of(record)
        self._number = self._number + 1 if rank == self._rank else 1
        self.total += 1
        self._check(rank, place)
        self._rank, self._section = rank, place.partition("/")[0]
        *parents, tag = place.split("/")
        self._move_to(parents)
        self._file.write(write(record, tag, f"{place}[{self._number}]"))

    def finish(self, unit_id: int | None) -> None:
        """Name the unit, where one asks, in the section of the records."""
        if not self.total:
            raise MissingElement(path=self._layout.root)
        if unit_id is not None:
            self._move_to([self._section])
            unit = etree.Element(UNIT)
            unit.text = id_number.write(unit_id, f"{self._section}/{UNIT}")
            self._file.write(unit)

    def _check(self, rank: int, place: str) -> None:
        section = place.partition("/")[0]
        if self._section not in {"", section}:
            raise NotExactlyOne(path=self._layout.root, choices=f"{self._section}, {section}")
        if rank < self._rank:
            raise OutOfOrder(path=place)
        if self._number > 1 and not self._layout.may_repeat(place):
            raise TooManyElements(path=place, most=1)
        if self.total > self._layout.limits.records:
            raise TooManyRecords(path=place, most=self._layout.limits.records)

    def _move_to(self, tags: Sequence[str]) -> None:
        """Close and open elements until exactly these are open."""
        shared = 0
        while shared < min(len(tags), len(self._open)) and tags[shared] == self._open[shared][0]:
            shared += 1
        while len(self._open) > shared:
            self._open.pop()[1].__exit__(None, None, None)
        for tag in tags[shared:]:
            place = self._file.element(tag)
            place.__enter__()
            self._open.append((tag, place))


class _Outlet:
    """Holds what was written until it is let out, so that no error is lost inside of lxml."""

    def __init__(self, sink: BinaryIO, layout: Format) -> None:
        self._sink = sink
        self._layout = layout
        self._left = layout.limits.octets
        self._held: list[bytes] = []

    def write(self, octets: bytes) -> int:
        self._held.append(octets)
        return len(octets)

    def drain(self) -> None:
        for octets in self._held:
            self._left -= len(octets)
            if self._left < 0:
                raise TooLarge(path=self._layout.root, most=self._layout.limits.octets)
            self._sink.write(octets)
        self._held.clear()
