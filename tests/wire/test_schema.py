"""Tag for tag and bound for bound, our declarations say what the published schemas say."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from lxml import etree

from openbeian.wire.elements import Content, Element, OneOf, elements_of
from openbeian.wire.kinds import HIGHEST_IPV4, LONG, Day, Ipv4, Meaning, Octets, Truth, Whole, Words
from openbeian.wire.messages import DOWNLOADS, UPLOADS
from wire.schemas import FOLDER, needs_schemas

XS = "{http://www.w3.org/2001/XMLSchema}"
ENDLESS = sys.maxsize

type Bounds = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one element: how often it stands there, and what bounds its value has."""

    least: int
    most: int
    bounds: Bounds | None


def ours(declared: type[Any], at: str = "") -> Iterator[tuple[str, Said]]:
    """Yield what a message declares, by path."""
    for each in elements_of(declared).values():
        path = f"{at}/{each.outer}"
        if each.wrapper:
            yield path, Said(each.least, 1, None)
            path = f"{path}/{each.tag}"
            yield path, Said(1, each.most or ENDLESS, bounds(each.content))
        else:
            most = (each.most or ENDLESS) if each.repeats else 1
            yield path, Said(each.least, most, bounds(each.content))
        yield from inside(each, path)


def inside(declared: Element, path: str) -> Iterator[tuple[str, Said]]:
    content = declared.content
    messages = content.messages if isinstance(content, OneOf) else (content,)
    for message in messages:
        if isinstance(message, type):
            yield from ours(message, path)


def bounds(content: Content) -> Bounds | None:
    return BOUNDS[type(content)](content) if type(content) in BOUNDS else None


BOUNDS = {
    Words: lambda kind: ("string", kind.least, kind.most),
    Whole: lambda kind: ("long", kind.least, kind.most),
    Ipv4: lambda kind: ("long", kind.least, HIGHEST_IPV4),
    Meaning: lambda kind: ("long", min(kind.codes), max(kind.codes)),
    Truth: lambda _: ("long", 0, 1),
    Octets: lambda _: ("string", 1, ENDLESS),
    Day: lambda _: ("string", 10, 10),
}


def published(node: etree._Element, at: str = "") -> Iterator[tuple[str, Said]]:
    """Yield what the schema says of everything inside an element, by path."""
    for child in node.iterfind(f"{XS}complexType/*"):
        yield from within(child, at)


def within(group: etree._Element, at: str) -> Iterator[tuple[str, Said]]:
    for each in group:
        if each.tag == f"{XS}element":
            path = f"{at}/{each.get('name')}"
            most = each.get("maxOccurs", "1")
            yield (
                path,
                Said(
                    int(each.get("minOccurs", "1")),
                    ENDLESS if most == "unbounded" else int(most),
                    facets(each),
                ),
            )
            yield from published(each, path)
        elif each.tag in {f"{XS}choice", f"{XS}sequence"}:
            yield from within(each, at)


def facets(node: etree._Element) -> Bounds | None:
    if node.find(f"{XS}complexType") is not None:
        return None
    restriction = node.find(f"{XS}simpleType/{XS}restriction")
    if restriction is None:
        return "string", 0, ENDLESS
    found = {each.tag.removeprefix(XS): int(each.get("value")) for each in restriction}
    if restriction.get("base") == "xs:string":
        return "string", found.get("minLength", 0), found.get("maxLength", ENDLESS)
    return "long", found.get("minInclusive", -LONG), found.get("maxInclusive", LONG)


def published_at(name: str, place: str) -> dict[str, Said]:
    """Return what a schema says of the record at a place."""
    node = etree.parse(FOLDER / f"{name}.xsd").getroot().find(f"{XS}element")
    for tag in place.split("/"):
        step = f"{XS}complexType//{XS}element[@name='{tag}']"
        node = next(each for each in node.iterfind(step) if parent_of(each) is node)
    return dict(published(node))


def parent_of(node: etree._Element) -> etree._Element:
    """Return the element that an element of the schema stands in."""
    return next(node.iterancestors(f"{XS}element"))


# Where the schemas contradict their own notes, or give room to codes that have no meaning.
CONTRADICTIONS = {
    "ICP/ZXSJ/Zxxx/Zxlb": ("long", 0, 2),
    "JCDM/Jcdm_xx/Fjytlx_dms/Fjzjlx/Ssdxlx": ("long", 0, 1),
    "ICP/BGBA/Bgxx/Wz_xx/Wz_Bz": ("string", 1, 1024),
    "ICP/XZBA/Baxx/Fj/Fjxx/Fjssdx/Ssdxlx": ("long", 1, 2),
    "ICP/XZWZ/Xzxx/Fj/Fjxx/Fjssdx/Ssdxlx": ("long", 1, 2),
    "ICP/XZJR/Xzxx/Fj/Fjxx/Fjssdx/Ssdxlx": ("long", 1, 2),
    "ICP/BGBA/Bgxx/Fj/Fjxx/Fjssdx/Ssdxlx": ("long", 1, 2),
    "ICP/XZHYD/Fjxx/Fjssdx/Ssdxlx": ("long", 1, 2),
    "IP/HCJG/Jgxx/Yj/Yjlx": ("long", 1, 2),
    "IP/HCJG/Jgxx/Ct/Ctlx": ("long", 1, 2),
    "IP/HCJG/Jgxx/Wb/Wblx": ("long", 1, 2),
}

PLACES = [("upload", place) for place in UPLOADS] + [("download", place) for place in DOWNLOADS]


@needs_schemas
@pytest.mark.parametrize(("name", "place"), PLACES, ids=[place for _, place in PLACES])
def test_our_declarations_say_what_the_published_schemas_say(name, place):
    declared = dict(ours((UPLOADS | DOWNLOADS)[place]))
    said = published_at(name, place)
    differing = {
        f"{place}{path}": (declared.get(path), said.get(path))
        for path in declared.keys() | said.keys()
        if declared.get(path) != said.get(path)
    }
    expected = {path: found for path, found in CONTRADICTIONS.items() if path in differing}
    assert {path: mine.bounds for path, (mine, _) in differing.items() if mine} == expected
    assert differing.keys() == expected.keys()


@needs_schemas
def test_each_contradiction_is_one():
    for path, bounds_of_ours in CONTRADICTIONS.items():
        name, place = next((n, p) for n, p in PLACES if path.startswith(f"{p}/"))
        assert published_at(name, place)[path.removeprefix(place)].bounds != bounds_of_ours


def test_a_tag_is_compared_with_its_bounds():
    found = dict(ours(UPLOADS["ICP/ZXBA/Zx_xx"]))
    assert found["/Zxlybz"] == Said(0, 1, ("string", 1, 1000))
    assert found["/Zxlb"] == Said(1, 1, ("long", 0, 2))
