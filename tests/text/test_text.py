"""Words for people are always in both languages."""

import pytest

from openbeian.errors import DomainError
from openbeian.text import Text

PAIR = Text("{n} days", "{n}天")


@pytest.mark.parametrize(("en", "zh"), [("", "天"), ("days", "")], ids=["english", "chinese"])
def test_neither_language_may_be_missing(en: str, zh: str) -> None:
    with pytest.raises(ValueError, match="both languages"):
        Text(en, zh)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "{n} days"), ("en-GB", "{n} days"), ("zh-hans", "{n}天"), ("zh_CN.UTF-8", "{n}天")],
)
def test_the_words_follow_the_language(language: str, words: str) -> None:
    assert PAIR.within(language) == words


def test_facts_are_filled_into_both_languages() -> None:
    assert PAIR.format(n=20) == Text("20 days", "20天")


def test_a_refusal_says_its_code_and_its_facts() -> None:
    class TooMany(DomainError):
        code = "test.too_many"
        message = Text("{n} are too many.", "{n}个过多。")

    refusal = TooMany(n=3)
    assert refusal.text == Text("3 are too many.", "3个过多。")
    assert str(refusal) == "test.too_many: 3 are too many."
