"""The glossary that people read is the one that the code uses."""

from pathlib import Path

from openbeian.rulebook import describe
from openbeian.rulebook.loader import default

PAGE = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == describe.glossary(), "run `make docs`"


def test_every_term_stands_on_the_page_once():
    rows = [line for line in describe.glossary().splitlines() if line.startswith("| ")]
    assert len(rows) - rows.count("| English | 中文 | pinyin | meaning |") == len(default().terms)
