"""From a form's content to PDF: the templates, the typefaces and what keeps the bytes equal."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Final

import pylopdf_fonts_zh_cn as fonts
import typst

from openbeian.forms.glyphs import GETA, drawable
from openbeian.forms.sheet import Section, rows
from openbeian.forms.words import chinese_date
from openbeian.text import Text

TEMPLATES = Path(__file__).parent / "templates"

# Archival and tagged: it opens unchanged in years, and a screen reader follows its tables.
STANDARD: Final = "a-2a"


def typeset(
    template: str,
    *,
    title: Text,
    reference: str,
    on: date,
    sections: Sequence[Section],
    **words: str,
) -> bytes:
    """Return the PDF/A-2a of a template of `templates/` filled with sections and words.

    The same content gives the same bytes: the only date inside is `on`. Content travels as JSON
    and reaches the page as plain text; markup in it is printed, never obeyed.
    """
    content = {
        "title": _both(title),
        "reference": drawable(reference),
        "date": chinese_date(on),
        "on": {"year": on.year, "month": on.month, "day": on.day},
        "sections": [_section(section) for section in sections],
        **{name: drawable(word) for name, word in words.items()},
    }
    missing = GETA in json.dumps(content, ensure_ascii=False)
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_typefaces(),
        ignore_system_fonts=True,
        sys_inputs={"form": json.dumps({**content, "missing": missing})},
        pdf_standards=[STANDARD],
        timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
    )


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _section(section: Section) -> dict[str, object]:
    return {
        "title": _both(section.title),
        "rows": [
            [
                {**_both(cell.label), "value": drawable(cell.value), "check": cell.check}
                for cell in row
            ]
            for row in rows(section.cells)
        ],
    }


@cache
def _typefaces() -> typst.Fonts:
    folder = fonts.serif_path().parent
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
