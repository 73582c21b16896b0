"""Reads a form as a person or a program finds it: words, pages, and where the ink is."""

import io
import re
from functools import cache

import pypdf
import pypdfium2 as pdfium


@cache
def pages(form: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(form)).pages]


def words(form: bytes) -> str:
    """Return the text of a whole form without spaces and line ends."""
    return re.sub(r"\s", "", "".join(pages(form)))


def overflow(form: bytes, *, left: float = 56, right: float = 545) -> list[str]:
    """Return the characters that stand outside the margins, in points from the left edge."""
    outside = []
    with pdfium.PdfDocument(form) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                start, _, end, _ = text.get_charbox(index)
                if end > start and (start < left or end > right):
                    outside.append(text.get_text_range(index, 1))
    return outside


def metadata(form: bytes) -> str:
    return pypdf.PdfReader(io.BytesIO(form)).trailer["/Root"]["/Metadata"].get_data().decode()
