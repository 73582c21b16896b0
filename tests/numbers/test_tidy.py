"""Mending what people paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.numbers import tidy


@given(st.text())
def test_mending_twice_changes_nothing(text):
    once = tidy.plain(text, drop="-()")
    assert tidy.plain(once, drop="-()") == once


@pytest.mark.parametrize("char", "²½①Ⅻ٣१𝟏ﬁ")
def test_only_width_is_folded_and_no_meaning_changed(char):
    assert tidy.plain(f"1{char}") == f"1{char}"


@pytest.mark.parametrize("dash", "-－‐‑‒–—―−⁃")
def test_every_dash_becomes_a_hyphen(dash):
    assert tidy.plain(f"B2{dash}1") == "B2-1"


def test_no_more_than_a_thousand_characters_are_looked_at():
    assert tidy.plain("1" * 1000) == "1" * 1000
    with pytest.raises(tidy.TooLong):
        tidy.plain("1" * 1001)


@pytest.mark.parametrize(
    ("char", "name"),
    [("A", "A"), ("А", "А (U+0410)"), ("\u202e", "U+202E"), ("\ud800", "U+D800"), ("\n", "U+000A")],
    ids=["Latin", "Cyrillic", "override", "surrogate", "line feed"],
)
def test_a_character_is_named_so_that_it_can_be_found(char, name):
    assert tidy.name_of(char) == name


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None)]
    + [(text, None) for text in ("", "-1", "+1", "1.0", " 1", "٤", "１", "²")],
)
def test_a_natural_number_is_written_in_plain_digits(text, number):
    assert tidy.natural(text) == number
