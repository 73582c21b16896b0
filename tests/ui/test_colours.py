"""Colours can be told apart by everybody, in both schemes: at least 4.5 to 1, controls 3 to 1."""

import re
from pathlib import Path

import pytest

from openbeian.ui import vendoring

TOKENS = (Path(vendoring.__file__).parent / "static" / "ui" / "tokens.css").read_text("utf-8")
LIGHT, DARK, _print = (
    dict(re.findall(r"--ob-([\w-]+): (#[0-9a-f]{6});", part))
    for part in re.split(r"@media \(prefers-color-scheme: dark\)|@media print", TOKENS)
)
TEXT = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "slate-tint"),
    ("ink", "jade-tint"),
    ("ink", "amber-tint"),
    ("ink", "seal-tint"),
    ("ink", "focus-tint"),
    ("slate", "paper"),
    ("slate", "surface"),
    ("slate", "slate-tint"),
    ("jade", "paper"),
    ("jade", "surface"),
    ("jade", "jade-tint"),
    ("jade-deep", "paper"),
    ("on-jade", "jade"),
    ("on-jade", "jade-deep"),
    ("amber-ink", "amber-tint"),
    ("amber-ink", "paper"),
    ("seal", "paper"),
    ("seal", "surface"),
    ("seal", "seal-tint"),
    ("seal-deep", "paper"),
    ("on-seal", "seal"),
]
SHAPES = [("edge", "paper"), ("edge", "surface"), ("focus", "paper"), ("amber", "paper")]


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), TEXT, ids="-on-".join)
def test_words_can_be_read(scheme, words, ground) -> None:
    assert contrast(scheme[words], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES, ids="-on-".join)
def test_shapes_can_be_seen(scheme, shape, ground) -> None:
    assert contrast(scheme[shape], scheme[ground]) >= 3


def test_the_colours_are_those_of_the_house() -> None:
    assert (LIGHT["ink"], LIGHT["paper"], LIGHT["line"]) == ("#1c2127", "#fbfaf7", "#d9d5cc")
    assert (LIGHT["jade"], LIGHT["amber"], LIGHT["seal"]) == ("#1f6f5c", "#9a6700", "#b3261e")
    assert LIGHT["slate"] == "#5b6672"
