"""Every sentence of the founding document is mapped to where it is and what proves it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "founding-document.md"
ORIGINAL = ROOT.parent / "shared" / "design" / "founding-document.txt"
ROW = re.compile(r"\| (?P<number>\d+) \| (?P<quote>.+?) \| (?P<where>`.+?) \| (?P<proof>`.+?) \|")
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def rows():
    return [match for line in PAGE.read_text("utf-8").splitlines() if (match := ROW.match(line))]


def plain(text):
    """Leave letters and digits alone: blanks, bullets, list numbers and quotation marks differ."""
    return re.sub(r"[\W_]+", "", re.sub(r"^\s*\d+\.\s", "", text, flags=re.MULTILINE)).lower()


def named(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_the_rows_are_numbered_without_a_gap():
    numbers = [int(row["number"]) for row in rows()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 50


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["number"])
def test_what_a_row_names_exists(row):
    for path in named(row["where"]):
        assert (ROOT / path).exists(), path
    for proof in named(row["proof"]):
        path, _, test = proof.partition("::")
        assert (ROOT / path).exists(), path
        assert not test or test in functions(ROOT / path), proof


def functions(path):
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the founding document does not lie beside us")
def test_no_sentence_is_left_out():
    left = plain(ORIGINAL.read_text("utf-8"))
    parts = [row["quote"] for row in rows()] + HEADING.findall(PAGE.read_text("utf-8"))
    for part in sorted(map(plain, parts), key=len, reverse=True):
        left = left.replace(part, "\n")
    assert left.split() == []
