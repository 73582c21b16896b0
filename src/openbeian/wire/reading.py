"""Reads one message from XML elements, refusing whatever its fields do not declare.

The order of elements never carries a meaning in the interface, so it is not asked for: the
published schema itself lets most messages come in any order.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from openbeian.wire.elements import Content, Element, OneOf, elements_of
from openbeian.wire.errors import (
    MissingElement,
    NotExactlyOne,
    StrayText,
    TooManyElements,
    UnknownAttribute,
    UnknownElement,
)

INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
_NIL = f"{INSTANCE}nil"


def read[T](message: type[T], node: etree._Element, at: str) -> T:
    """Return the message that an element holds; raises MessageRefused.

    `at` is the path of the element, for the refusal.
    """
    elements = elements_of(message)
    found = _children(node, elements, at)
    values = {each.name: _field(each, found.get(each.outer, ()), at) for each in elements.values()}
    return message(**values)


def refuse_stray_text(node: etree._Element, at: str) -> None:
    """Raise StrayText where letters stand between the children of an element."""
    if any((words or "").strip() for words in (node.text, *(child.tail for child in node))):
        raise StrayText(path=at)


def _children(
    node: etree._Element, elements: Mapping[str, object], at: str
) -> dict[str, list[etree._Element]]:
    refuse_stray_text(node, at)
    refuse_attributes(node, at)
    found: dict[str, list[etree._Element]] = {}
    for child in node:
        if child.tag not in elements:
            raise UnknownElement(path=f"{at}/{child.tag}")
        found.setdefault(child.tag, []).append(child)
    return found


def refuse_attributes(node: etree._Element, at: str) -> None:
    """Raise UnknownAttribute where an element has any attribute."""
    for name in map(str, node.attrib):
        raise UnknownAttribute(path=f"{at}/@{name}")


def _field(declared: Element, nodes: Sequence[etree._Element], at: str) -> Any:
    path = f"{at}/{declared.path}"
    if declared.repeats:
        return _repeated(declared, _unwrapped(declared, nodes, at), path)
    if len(nodes) > 1:
        raise TooManyElements(path=path, most=1)
    if nodes and not _is_nil(declared, nodes[0]):
        return _content(declared.content, nodes[0], path)
    if declared.least:
        raise MissingElement(path=path)
    return None


def _unwrapped(
    declared: Element, nodes: Sequence[etree._Element], at: str
) -> Sequence[etree._Element]:
    if not declared.wrapper or not nodes:
        return nodes
    if len(nodes) > 1:
        raise TooManyElements(path=f"{at}/{declared.wrapper}", most=1)
    inside = _children(nodes[0], {declared.tag: declared}, f"{at}/{declared.wrapper}")
    if not inside:
        raise MissingElement(path=f"{at}/{declared.path}")
    return inside[declared.tag]


def _repeated(declared: Element, nodes: Sequence[etree._Element], path: str) -> tuple[Any, ...]:
    if len(nodes) < declared.least:
        raise MissingElement(path=path)
    if declared.most is not None and len(nodes) > declared.most:
        raise TooManyElements(path=path, most=declared.most)
    return tuple(
        _content(declared.content, node, f"{path}[{number}]")
        for number, node in enumerate(nodes, 1)
    )


def _content(content: Content, node: etree._Element, at: str) -> Any:
    if isinstance(content, OneOf):
        return _choice(content, node, at)
    if isinstance(content, type):
        return read(content, node, at)
    return content.read(letters(node, at), at)


def letters(node: etree._Element, at: str) -> str:
    """Return what stands between the tags of an element that holds one value."""
    for child in node:
        raise UnknownElement(path=f"{at}/{child.tag}")
    refuse_attributes(node, at)
    return node.text or ""


def _choice(choice: OneOf[Any], node: etree._Element, at: str) -> Any:
    tags = {tag: message for message in choice.messages for tag in elements_of(message)}
    found = _children(node, tags, at)
    if len(found) != 1:
        raise NotExactlyOne(path=at, choices=", ".join(tags))
    return read(tags[next(iter(found))], node, at)


def _is_nil(declared: Element, node: etree._Element) -> bool:
    """Whether an element that may be absent says that it is (xsi:nil), as code tables do."""
    empty = not len(node) and not node.text
    says_so = len(node.attrib) == 1 and node.get(_NIL) in {"true", "1"}
    return not declared.least and empty and says_so
