"""How a message is declared: each field names its element and its bounds, once.

    @message
    class Domain:
        record_id: int = element("IspYmid", id_number)
        name: str = element("Ym", text(4, 128))
        content_ids: tuple[int, ...] = many("Fwnr/Fwnr_id", table_id(64), most=64)
        remark: str | None = optional("Bz", text(1, 1024))

A message is an immutable dataclass whose fields stand in the order of the file. `A/B` is an
element B that repeats inside one element A. Reading, writing and the tests walk this declaration;
there is no other place where a tag or a bound is written down.
"""

import dataclasses
from collections.abc import Mapping
from enum import IntEnum
from typing import Any, dataclass_transform

from openbeian.wire.kinds import Kind, Meaning

_KEY = "wire"


@dataclasses.dataclass(frozen=True, slots=True)
class OneOf[T]:
    """A choice: the element holds what exactly one of these messages declares."""

    messages: tuple[type[T], ...]


_ELEMENTS: dict[type[Any], Mapping[str, "Element"]] = {}

type Content = Kind[Any] | OneOf[Any] | type[Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Element:
    """One declared element: where it stands, what it holds, how often.

    `wrapper` is the tag around a repeated element, or empty; `most` None is without a limit;
    `name` is that of the field.
    """

    tag: str
    wrapper: str
    content: Content
    least: int
    most: int | None
    repeats: bool
    name: str = ""

    @property
    def outer(self) -> str:
        """The tag that the message itself sees."""
        return self.wrapper or self.tag

    @property
    def path(self) -> str:
        """The tags from the message to the value."""
        return f"{self.wrapper}/{self.tag}" if self.wrapper else self.tag


def element[T](tag: str, content: Kind[T] | OneOf[T] | type[T]) -> T:
    """Declare an element that must stand exactly once."""
    declared: T = _field(_single(tag, content, 1), dataclasses.MISSING)
    return declared


def optional[T](tag: str, content: Kind[T] | OneOf[T] | type[T]) -> T | None:
    """Declare an element that may be absent; the field is then None."""
    declared: T | None = _field(_single(tag, content, 0), None)
    return declared


def many[T](path: str, content: Kind[T] | type[T], *, most: int | None = None) -> tuple[T, ...]:
    """Declare an element that stands once or more."""
    declared: tuple[T, ...] = _field(_repeated(path, content, 1, most), dataclasses.MISSING)
    return declared


def several[T](path: str, content: Kind[T] | type[T], *, most: int | None = None) -> tuple[T, ...]:
    """Declare an element that stands any number of times; none at all is an empty tuple."""
    declared: tuple[T, ...] = _field(_repeated(path, content, 0, most), ())
    return declared


def one_of[A, B](first: type[A], second: type[B]) -> OneOf[A | B]:
    """Declare that an element holds what exactly one of two messages declares."""
    return OneOf((first, second))


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(element, many))
def message[T](declared: type[T]) -> type[T]:
    """Make a class of declared elements an immutable message, built by keyword."""
    built = dataclasses.dataclass(frozen=True, slots=True, kw_only=True)(declared)
    found = (
        dataclasses.replace(field.metadata[_KEY], name=field.name)
        for field in dataclasses.fields(built)  # type: ignore[arg-type] # made one just above
    )
    _ELEMENTS[built] = {each.outer: each for each in found}
    return built


def elements_of(declared: type[Any]) -> Mapping[str, Element]:
    """Return the elements of a message by the tag that it sees, in the order of the file."""
    return _ELEMENTS[declared]


def _single(tag: str, content: Any, least: int) -> Element:
    return Element(tag, "", _content(content), least, 1, repeats=False)


def _repeated(path: str, content: Any, least: int, most: int | None) -> Element:
    wrapper, _, tag = path.rpartition("/")
    return Element(tag, wrapper, _content(content), least, most, repeats=True)


def _content(declared: Any) -> Content:
    if isinstance(declared, type) and issubclass(declared, IntEnum):
        return Meaning(declared)
    content: Content = declared
    return content


def _field(declared: Element, default: Any) -> Any:
    return dataclasses.field(default=default, metadata={_KEY: declared})
