"""Hypothesis strategies for every message, derived from the fields that the messages declare."""

import dataclasses
from functools import cache
from ipaddress import IPv4Address
from typing import Any

from hypothesis import strategies as st

from openbeian.wire.elements import Content, Element, OneOf, elements_of
from openbeian.wire.kinds import (
    HIGHEST_IPV4,
    Day,
    Ipv4,
    Meaning,
    Octets,
    Truth,
    Whole,
    Words,
)

# GBK's two-byte hanzi and what XML itself has to escape
LETTERS = st.sampled_from("甲乙丙备案沪京省网站示例AZaz09 .-_@;<>&\"'·—，。（）\t\n\r")
LONGEST_EXAMPLE = 12


@cache
def messages(declared: type[Any]) -> st.SearchStrategy[Any]:
    """Return the strategy that builds any instance of a message."""
    fields = {each.name: _field(each) for each in elements_of(declared).values()}
    return st.builds(declared, **fields)


def _field(declared: Element) -> st.SearchStrategy[Any]:
    one = _content(declared.content)
    if declared.repeats:
        most = min(declared.most or 2, 2)
        return st.lists(one, min_size=declared.least, max_size=most).map(tuple)
    return one if declared.least else st.none() | one


def _content(content: Content) -> st.SearchStrategy[Any]:
    if isinstance(content, OneOf):
        return st.one_of(*map(messages, content.messages))
    if isinstance(content, type):
        return messages(content)
    return VALUES[type(content)](content)


VALUES = {
    Words: lambda kind: st.text(
        LETTERS, min_size=kind.least, max_size=min(kind.most, kind.least + LONGEST_EXAMPLE)
    ),
    Whole: lambda kind: st.integers(kind.least, kind.most),
    Meaning: lambda kind: st.sampled_from(kind.codes),
    Truth: lambda _: st.booleans(),
    Day: lambda _: st.dates(),
    Ipv4: lambda kind: st.integers(kind.least, HIGHEST_IPV4).map(IPv4Address),
    Octets: lambda _: st.binary(min_size=1, max_size=9),
}


def parts_of(declared: type[Any]) -> set[type[Any]]:
    """Return a message and every message inside it."""
    found = {declared}
    for each in elements_of(declared).values():
        inner = each.content.messages if isinstance(each.content, OneOf) else (each.content,)
        for part in inner:
            if isinstance(part, type) and dataclasses.is_dataclass(part):
                found |= parts_of(part)
    return found
