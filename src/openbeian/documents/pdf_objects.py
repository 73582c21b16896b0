"""The objects of a PDF, every one of them, as a parser reads them: what they can do, and how much.

Runs inside a chamber only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import DataDecodingError, Pdf, PdfError, StreamDecodeLevel

from openbeian.documents.refusals import ActiveContent, TooDemanding, Unreadable

# What everything but pictures may unpack to, together: each stream once, and once more for every
# page that shows it.
MAX_UNPACKED = 64 * 1024 * 1024
# An action needs one of these whatever else it uses (ISO 32000-1, 12.6.4); they are long enough
# never to stand anywhere by chance.
ACTIVE = (
    "JavaScript",
    "OpenAction",
    "Launch",
    "EmbeddedFile",
    "RichMedia",
    "SubmitForm",
    "ImportData",
    "Rendition",
    "GoToE",
    "GoToR",
)
# These mean something only as the name of an entry.
_ACTIVE_ENTRIES = frozenset({"/JS", "/AA", "/XFA", "/EF"})
_ACTIVE_NAMES = frozenset({f"/{name}" for name in ACTIVE} | {"/EmbeddedFiles"})
_SPELLED_OUT = re.compile(rb"/(%s)s?(?![A-Za-z0-9])" % "|".join(ACTIVE).encode())
# An array after /OpenAction is a place in the document to show first: harmless and common.
_OPENS_AT_PLACE = re.compile(rb"/OpenAction\s*\[")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
# What an object stream unpacks to: pairs of whole numbers, then the objects.
_NUMBERS_FIRST = re.compile(rb"\s*\d+\s+\d+\s")

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MAX_UNPACKED,
    png_max_memory=MAX_UNPACKED,
    run_length_max_memory=MAX_UNPACKED,
    tiff_max_memory=MAX_UNPACKED,
)


def refuse_spelled_out(text: bytes) -> None:
    """Refuse bytes in which an action is named, in whatever place. Raises ActiveContent."""
    plain = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), text)
    if found := _SPELLED_OUT.search(_OPENS_AT_PLACE.sub(b" ", plain)):
        raise ActiveContent(found=f"/{found[1].decode()}")


def refuse_active(document: Pdf) -> None:
    """Refuse a document of which any object, reachable or not, can do something by itself.

    Raises ActiveContent.
    """
    short: set[str] = set()
    for thing in (document.trailer, *document.objects):
        for name, value in _named(thing):
            if name in _ACTIVE_NAMES and not _is_place(name, value):
                raise ActiveContent(found=name.removesuffix("s"))
            if value is not None and name in _ACTIVE_ENTRIES:
                short.add(name)
    if short:
        raise ActiveContent(found=min(short))


def refuse_too_much(document: Pdf) -> None:
    """Refuse a document that unpacks to more than we look at.

    Raises TooDemanding, Unreadable where an object stream cannot be looked into, ActiveContent
    where one of them, though superseded, names an action.
    """
    budget = _Budget()
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream):
            if thing.get("/Type") == pikepdf.Name.ObjStm:
                refuse_spelled_out(_packed_objects(document, thing))
            if thing.get("/Subtype") != pikepdf.Name.Image:
                budget.spend(thing)
    for page in document.pages:
        for part in _parts(page.obj.get("/Contents")):
            budget.spend(part)


def _named(thing: Any) -> Iterator[tuple[str, Any]]:
    """Yield every name in an object: those of entries with their values, others with None.

    Objects that are referred to are not entered: they come by themselves.
    """
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Name):
            yield one.unparse().decode("ascii", "replace"), None
        elif isinstance(one, pikepdf.Array):
            waiting += filter(_is_held_here, one)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            entries = list(one.items())
            yield from entries
            waiting += (value for _, value in entries if _is_held_here(value))


def _is_held_here(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


@dataclass
class _Budget:
    left: int = MAX_UNPACKED
    sizes: dict[tuple[int, int], int] = field(default_factory=dict)

    def spend(self, stream: pikepdf.Object) -> None:
        if stream.objgen not in self.sizes:
            self.sizes[stream.objgen] = _unpacked_size(stream)
        self.left -= self.sizes[stream.objgen]
        if self.left < 0:
            raise TooDemanding


def _unpacked_size(stream: pikepdf.Object) -> int:
    try:
        return len(stream.read_bytes(StreamDecodeLevel.specialized))
    except DataDecodingError as fault:  # torn, or over the limit that was set above
        raise TooDemanding from fault
    except PdfError:  # a compression of pictures, which nobody unpacks as objects or drawing
        return len(stream.read_raw_bytes())


def _packed_objects(document: Pdf, stream: pikepdf.Object) -> bytes:
    """Return what an object stream holds; one that cannot be looked into is refused."""
    document.get_warnings()  # those so far; what is asked for is what this stream adds
    try:
        text = bytes(stream.read_bytes())
    except PdfError as fault:
        raise Unreadable from fault
    if document.get_warnings() or not _NUMBERS_FIRST.match(text):
        raise Unreadable
    return text


def _parts(contents: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """Yield the streams that a page is drawn by, as often as it names them."""
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    yield from (part for part in parts if isinstance(part, pikepdf.Stream))


def _is_place(name: str, value: object) -> bool:
    return name == "/OpenAction" and isinstance(value, pikepdf.Array)
