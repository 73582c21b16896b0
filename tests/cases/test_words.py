"""Free words are kept as they were meant, and nothing that no database can store."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.cases.words import WordsTooLong, kept
from openbeian.errors import DomainError


class Missing(DomainError):
    """The words are missing."""

    code = "club.words_missing"


@pytest.mark.parametrize(
    ("typed", "as_kept"),
    [
        pytest.param("  请更正。\n", "请更正。", id="blanks around"),
        pytest.param("一\r\n二\n三\t四", "一\n二\n三\t四", id="lines and tabs"),
        pytest.param("a\x00b\x1bc", "abc", id="control characters"),
        pytest.param("half \ud800 a sign", "half  a sign", id="half a character"),
        pytest.param("全角　空格", "全角　空格", id="ideographic space"),
        pytest.param("𠮷·阿卜杜拉", "𠮷·阿卜杜拉", id="rare characters of names"),
    ],
)
def test_words_are_kept(typed, as_kept):
    assert kept(typed, missing=Missing) == as_kept


@pytest.mark.parametrize("typed", ["", " \n\t", "\x00", "\ud800"])
def test_nothing_is_missing(typed):
    with pytest.raises(Missing):
        kept(typed, missing=Missing)


def test_the_limit_counts_what_is_kept():
    assert kept(" 12345 ", missing=Missing, limit=5) == "12345"
    with pytest.raises(WordsTooLong) as refusal:
        kept("123456", missing=Missing, limit=5)
    assert "5" in refusal.value.text.zh


@given(st.text(st.characters(codec=None), max_size=50))
def test_whatever_is_kept_can_be_stored_and_is_stable(typed):
    try:
        once = kept(typed, missing=Missing)
    except Missing:
        return
    assert "\0" not in once
    assert once.encode()
    assert kept(once, missing=Missing) == once
