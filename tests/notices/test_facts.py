"""Facts come as plain JSON and are shown as a person reads them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.notices.facts import Shape, clean, fits, shown

RIGHT = {
    "a text": (Shape.WORDS, "证件照片不清晰"),
    "a text in both languages": (Shape.WORDS, {"en": "Unreadable", "zh": "不清晰"}),
    "several texts": (Shape.WORDS, ["沪ICP备2026047949号-1", "沪ICP备2026047949号-2"]),
    "a day": (Shape.DAY, "2028-02-29"),
    "a moment": (Shape.MOMENT, "2026-11-25T06:05:00+00:00"),
    "none": (Shape.COUNT, 0),
    "twenty": (Shape.COUNT, 20),
    "items": (Shape.ITEMS, [{"field": "a", "what": {"en": "b", "zh": "乙"}, "remedy": "c"}]),
    "a flag": (Shape.FLAG, False),
}
WRONG = {
    "an empty text": (Shape.WORDS, "  "),
    "a text of invisible characters": (Shape.WORDS, "\u202e\u200b"),
    "a number for a text": (Shape.WORDS, 7),
    "one language": (Shape.WORDS, {"en": "Unreadable"}),
    "a third language": (Shape.WORDS, {"en": "a", "zh": "b", "de": "c"}),
    "an empty translation": (Shape.WORDS, {"en": "a", "zh": ""}),
    "no texts": (Shape.WORDS, []),
    "an empty text among texts": (Shape.WORDS, ["a", ""]),
    "texts within texts": (Shape.WORDS, [["a"]]),
    "no text": (Shape.WORDS, None),
    "a day that is none": (Shape.DAY, "2027-02-29"),
    "a day in other digits": (Shape.DAY, "20270228"),
    "a day with a time": (Shape.DAY, "2027-02-28T00:00:00"),
    "a day as a number": (Shape.DAY, 20270228),
    "a moment without a zone": (Shape.MOMENT, "2026-11-25T06:05:00"),
    "a moment that is none": (Shape.MOMENT, "tomorrow"),
    "a moment as a number": (Shape.MOMENT, 1),
    "fewer than none": (Shape.COUNT, -1),
    "a truth for a number": (Shape.COUNT, True),
    "a number in words": (Shape.COUNT, "20"),
    "no items": (Shape.ITEMS, []),
    "an item without a remedy": (Shape.ITEMS, [{"field": "a", "what": "b"}]),
    "an item with more": (Shape.ITEMS, [{"field": "a", "what": "b", "remedy": "c", "x": "d"}]),
    "an item with an empty word": (Shape.ITEMS, [{"field": "a", "what": "", "remedy": "c"}]),
    "an item that is a text": (Shape.ITEMS, ["a"]),
    "a text for items": (Shape.ITEMS, "a"),
    "a number for a flag": (Shape.FLAG, 1),
}


@pytest.mark.parametrize(("shape", "value"), RIGHT.values(), ids=RIGHT.keys())
def test_a_fact_of_its_shape_fits(shape, value) -> None:
    assert fits(shape, value)


@pytest.mark.parametrize(("shape", "value"), WRONG.values(), ids=WRONG.keys())
def test_a_fact_of_another_shape_does_not(shape, value) -> None:
    assert not fits(shape, value)


@pytest.mark.parametrize(
    ("shape", "value", "english", "chinese"),
    [
        (Shape.WORDS, {"en": " Unreadable ", "zh": "不清晰"}, "Unreadable", "不清晰"),
        (Shape.WORDS, "王\r\n示例", "王\n示例", "王\n示例"),
        (Shape.WORDS, ["a", "b"], "a, b", "a、b"),
        (Shape.DAY, "2026-01-09", "9 January 2026", "2026年1月9日"),
        (
            Shape.MOMENT,
            "2026-11-24T22:05:00+00:00",
            "06:05 on 25 November 2026 (Beijing time)",
            "2026年11月25日06:05（北京时间）",
        ),
        (Shape.COUNT, 20, 20, 20),
        (Shape.FLAG, True, True, True),
    ],
    ids=["translated", "lines", "list", "day", "moment", "count", "flag"],
)
def test_a_fact_is_shown_in_the_persons_language(shape, value, english, chinese) -> None:
    assert shown(shape, value, "en") == english
    assert shown(shape, value, "zh-hans") == chinese


@given(st.text(st.characters()))
def test_cleaned_text_has_no_control_characters_and_stays_so(words) -> None:
    cleaned = clean(words)
    kinds = {unicodedata.category(mark) for mark in cleaned if mark != "\n"}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert clean(cleaned) == cleaned
    cleaned.encode()


@given(
    shape=st.sampled_from(Shape),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    ),
)
def test_whatever_fits_can_be_shown_and_nothing_else_is_a_crash(shape, value) -> None:
    if fits(shape, value):
        for language in ("en", "zh-hans"):
            assert shown(shape, value, language) is not None
