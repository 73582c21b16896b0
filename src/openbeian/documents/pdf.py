"""PDF files: looked through without running anything, and drawn page by page for the viewer."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from openbeian.documents.refusals import (
    ActiveContent,
    Encrypted,
    HiddenContent,
    TooManyPages,
    Unreadable,
)

MAX_PAGES = 100
# What all object streams of a file may unpack to, together.
MAX_UNPACKED = 64 * 1024 * 1024
# Long enough never to occur by chance in compressed data, so they are looked for everywhere; an
# action needs one of them whatever else it uses (ISO 32000-1, 12.6.4).
_ANYWHERE = re.compile(
    rb"/(JavaScript|OpenAction|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|Rendition)"
    rb"(?![A-Za-z0-9])"
)
# Short names are meaningful only where objects are written, not inside stream data.
_IN_OBJECTS = re.compile(rb"/(JS|AA|XFA)(?![A-Za-z0-9])")
# An array after /OpenAction is a place in the document to show first: harmless and common.
_OPENS_AT_PLACE = re.compile(rb"/OpenAction\s*\[")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
# What an object stream unpacks to: pairs of whole numbers, then the objects.
_NUMBERS_FIRST = re.compile(rb"\s*\d+\s+\d+\s")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def _spelled(name: bytes) -> re.Pattern[bytes]:
    """Match a name in every spelling: each character as it is or as `#4A`."""
    return re.compile(
        b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % (code, code, code) for code in name) + rb"(?![\w#])"
    )


_OBJECT_STREAM = re.compile(_spelled(b"ObjStm").pattern + rb".*?stream\r?\n", re.DOTALL)

# PDFium is not thread-safe: one document at a time in this process.
_one_at_a_time = Lock()


def pages(content: bytes) -> int:
    """Return the number of pages of a PDF that is fit to be kept.

    Raises HiddenContent, Encrypted, TooManyPages, ActiveContent, Unreadable.
    """
    if not content.startswith(b"%PDF-") or not content.rstrip(b"\0\t\n\f\r ").endswith(b"%%EOF"):
        raise HiddenContent
    if zipfile.is_zipfile(BytesIO(content)):
        raise HiddenContent
    count = _count(content)
    _refuse_active(content)
    return count


def first_page(content: bytes, *, width: int) -> Image.Image:
    """Return the first page of a PDF drawn at most `width` pixels wide and four times as high.

    Raises Unreadable.
    """
    with _opened(content) as document:
        document.init_forms()  # so that what was typed into the fields of a form is seen
        page = document[0]
        across, down = page.get_size()
        scale = min(width / max(across, 1), 4 * width / max(down, 1))
        drawn: Image.Image = page.render(scale=scale).to_pil()
        return drawn.convert("RGB")


def _count(content: bytes) -> int:
    with _opened(content) as document:
        if pdfium_c.FPDF_GetSecurityHandlerRevision(document) != -1:
            raise Encrypted
        if len(document) > MAX_PAGES:
            raise TooManyPages(limit=MAX_PAGES)
        if pdfium_c.FPDFDoc_GetAttachmentCount(document) > 0:
            raise ActiveContent(found="/EmbeddedFile")
        for index in range(len(document) or 1):  # a document without pages fails like a torn one
            document[index].close()
        return len(document)


@contextmanager
def _opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    with _one_at_a_time:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as fault:
            raise (Encrypted if _is_locked(content, fault) else Unreadable) from fault
        try:
            yield document
        except pdfium.PdfiumError as fault:
            raise Unreadable from fault
        finally:
            document.close()


def _is_locked(content: bytes, fault: pdfium.PdfiumError) -> bool:
    """Tell a lock from damage; PDFium may still hold the error of an earlier file."""
    return fault.err_code == pdfium_c.FPDF_ERR_PASSWORD and b"/Encrypt" in _unescaped(content)


def _refuse_active(content: bytes) -> None:
    objects = [_STREAM.sub(b" ", content), *_object_streams(content)]
    for text in [content, *objects]:
        _refuse(_ANYWHERE, text)
    for text in objects:
        _refuse(_IN_OBJECTS, text)


def _refuse(pattern: re.Pattern[bytes], text: bytes) -> None:
    plain = _OPENS_AT_PLACE.sub(b" ", _unescaped(text))
    if found := pattern.search(plain):
        raise ActiveContent(found=found[0].decode())


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Yield what the compressed object streams hold; one that cannot be looked into is refused."""
    left = MAX_UNPACKED
    for start in _OBJECT_STREAM.finditer(content):
        unpacker = zlib.decompressobj()
        try:
            text = unpacker.decompress(content[start.end() :], left)
        except zlib.error as fault:
            raise Unreadable from fault
        left -= len(text)
        if not unpacker.eof or not _NUMBERS_FIRST.match(text):
            raise Unreadable
        yield text


def _unescaped(text: bytes) -> bytes:
    """Spell out `#4A`-style characters, by which a name can hide."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), text)
