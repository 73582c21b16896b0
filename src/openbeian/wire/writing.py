"""Writes one message as XML elements, as its fields declare them."""

from collections.abc import Sequence
from typing import Any

from lxml import etree

from openbeian.wire.elements import Content, Element, OneOf, elements_of
from openbeian.wire.errors import MissingElement, TooManyElements


def write(message: object, tag: str, at: str) -> etree._Element:
    """Return a message as an element; raises MessageRefused for what the interface cannot carry.

    `at` is the path of the element, for the refusal.
    """
    node = etree.Element(tag)
    for declared in elements_of(type(message)).values():
        value = getattr(message, declared.name)
        if declared.repeats:
            _write_all(node, declared, value, f"{at}/{declared.path}")
        elif value is not None:
            node.append(_write(declared.content, declared.tag, value, f"{at}/{declared.tag}"))
    return node


def _write_all(node: etree._Element, declared: Element, values: Sequence[Any], at: str) -> None:
    if len(values) < declared.least:
        raise MissingElement(path=at)
    if declared.most is not None and len(values) > declared.most:
        raise TooManyElements(path=at, most=declared.most)
    place = etree.SubElement(node, declared.wrapper) if declared.wrapper and values else node
    for number, value in enumerate(values, 1):
        place.append(_write(declared.content, declared.tag, value, f"{at}[{number}]"))


def _write(content: Content, tag: str, value: Any, at: str) -> etree._Element:
    if isinstance(content, type | OneOf):
        return write(value, tag, at)
    node = etree.Element(tag)
    node.text = content.write(value, at)
    return node
