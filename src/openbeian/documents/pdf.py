"""PDF files: looked through without running anything, and drawn page by page for the viewer.

Runs inside a chamber only. Two programs that were written independently read each file: qpdf,
which tells every object, and PDFium, which is what draws it; where they disagree it is refused.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pikepdf import ObjectStreamMode
from PIL import Image

from openbeian.documents import pdf_objects
from openbeian.documents.refusals import (
    ActiveContent,
    DocumentRefused,
    Encrypted,
    HiddenContent,
    TooLarge,
    TooManyPages,
    Unreadable,
)
from openbeian.documents.sizes import megabytes

MAX_PAGES = 100


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """A PDF that is fit to be kept; `written_anew` is empty where it is kept as it came."""

    pages: int
    written_anew: bytes = b""


def looked_through(content: bytes, *, max_bytes: int) -> LookedThrough:
    """Return the number of pages of a PDF that is fit to be kept, and how to keep it.

    A file in perfect order stays as it is, so that signatures in it stay valid. One in which the
    parser had to guess might mean something else to another program: it is written anew from
    what was seen here. Raises HiddenContent, Encrypted, TooManyPages, ActiveContent,
    TooDemanding, TooLarge, Unreadable, MemoryError.
    """
    if not content.startswith(b"%PDF-") or not content.rstrip(b"\0\t\n\f\r ").endswith(b"%%EOF"):
        raise HiddenContent
    if zipfile.is_zipfile(BytesIO(content)):
        raise HiddenContent
    with _parsed(content) as document:
        in_order = _is_harmless_and_in_order(document)
        pdf_objects.refuse_spelled_out(content)
        pages = _count(document)
        pdf_objects.refuse_too_much(document)
        anew = b"" if in_order else _written(document)
    if len(anew) > max_bytes:
        raise TooLarge(limit=megabytes(max_bytes))
    _refuse_undrawable(anew or content, pages)
    return LookedThrough(pages, anew)


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


@contextmanager
def _parsed(content: bytes) -> Iterator[pikepdf.Pdf]:
    try:
        with pikepdf.open(
            BytesIO(content), inherit_page_attributes=False, conversion_mode="explicit"
        ) as document:
            yield document
    except pikepdf.PasswordError as fault:
        raise Encrypted from fault
    except (DocumentRefused, MemoryError):
        raise
    except Exception as fault:  # whatever a strange file makes of the parser means the same
        raise Unreadable from fault


def _count(document: pikepdf.Pdf) -> int:
    pages = len(document.pages)
    if pages > MAX_PAGES:
        raise TooManyPages(limit=MAX_PAGES)
    if not pages:
        raise Unreadable
    return pages


def _is_harmless_and_in_order(document: pikepdf.Pdf) -> bool:
    """Return whether every object was read without a guess. Raises Encrypted, ActiveContent."""
    if document.is_encrypted:
        raise Encrypted
    pdf_objects.refuse_active(document)
    return not document.get_warnings()


def _written(document: pikepdf.Pdf) -> bytes:
    """Write a document anew: what nothing refers to, and what stood between objects, is gone.

    Raises Unreadable where even that is not in order.
    """
    out = BytesIO()
    document.save(out, object_stream_mode=ObjectStreamMode.disable, deterministic_id=True)
    with _parsed(out.getvalue()) as again:
        if not _is_harmless_and_in_order(again):
            raise Unreadable
    return out.getvalue()


def _refuse_undrawable(content: bytes, pages: int) -> None:
    """Have the program that will draw a file agree with what was found in it."""
    with _opened(content) as document:
        if pdfium_c.FPDF_GetSecurityHandlerRevision(document) != -1:
            raise Encrypted
        if pdfium_c.FPDFDoc_GetAttachmentCount(document) > 0:
            raise ActiveContent(found="/EmbeddedFile")
        if pdfium_c.FPDFDoc_GetJavaScriptActionCount(document) > 0:
            raise ActiveContent(found="/JavaScript")
        if len(document) != pages:
            raise Unreadable
        for index in range(pages):
            document[index].close()


@contextmanager
def _opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        raise Unreadable from fault
    try:
        yield document
    except pdfium.PdfiumError as fault:
        raise Unreadable from fault
    finally:
        document.close()
