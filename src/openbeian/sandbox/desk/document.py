"""An order's message as an officer reads it: sections of labels and values, and its attachments."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openbeian.sandbox.desk.labels import label, named
from openbeian.sandbox.keeping import taken
from openbeian.sandbox.models import Order
from openbeian.text import Text
from openbeian.ui.components import SummaryRow, Words
from openbeian.wire.elements import Element, elements_of
from openbeian.wire.messages import UPLOADS

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a message: an entity, a website, a person, with what it says of each."""

    title: Words
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within a message; only pictures are shown as such."""

    content: bytes

    @property
    def type(self) -> str:
        """The media type under which it is safe to send."""
        if self.content.startswith(_JPEG):
            return "image/jpeg"
        return "image/png" if self.content.startswith(_PNG) else "application/octet-stream"


def message_of(order: Order) -> Any:
    """Return the message of an order."""
    return taken(UPLOADS[order.place], order.document, order.place)


def sections(message: object, title: Words) -> Iterator[Section]:
    """Yield the parts of a message in the order of the file, without those that say nothing."""
    inside = [(each, value) for each, value in _filled(message)]
    rows = tuple(_row(each, value) for each, value in inside if not _is_nested(value))
    if rows:
        yield Section(title, rows)
    for each, value in inside:
        for part in value if isinstance(value, tuple) else (value,):
            if _is_message(part):
                yield from sections(part, label(each.path))


def attachments(message: object) -> list[Attachment]:
    """Return every file within a message, in the order of the file."""
    found: list[Attachment] = []
    for _, value in _filled(message):
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, bytes):
                found.append(Attachment(part))
            elif _is_message(part):
                found += attachments(part)
    return found


def _filled(message: object) -> Iterator[tuple[Element, Any]]:
    for each in elements_of(type(message)).values():
        value = getattr(message, each.name)
        if value is not None and value != ():
            yield each, value


def _row(element: Element, value: Any) -> SummaryRow:
    parts = value if isinstance(value, tuple) else (value,)
    shown = tuple(_shown(element.tag, part) for part in parts)
    return SummaryRow(label(element.path), shown if len(shown) > 1 else shown[0])


def _shown(tag: str, value: object) -> Words:
    if isinstance(value, bytes):
        kilobytes = max(1, len(value) // 1024)
        return Text(f"A file of {kilobytes} KB, below", f"文件（{kilobytes} KB），见下方")
    return named(tag, value)


def _is_nested(value: Any) -> bool:
    return _is_message(value[0] if isinstance(value, tuple) else value)


def _is_message(value: object) -> bool:
    return hasattr(value, "__dataclass_fields__")
