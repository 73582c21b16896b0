"""What every kind of event of the house promises, whichever room declares it."""

import string

import pytest

from openbeian.audit import kinds
from openbeian.vault import names_personal_data

HOUSE = [kind for kind in kinds.every() if not kind.name.startswith("club:")]


def test_the_rooms_registered_their_kinds_at_the_start():
    assert {"outbox:effect:given_up", "outbox:effect:retried"} <= {kind.name for kind in HOUSE}


@pytest.mark.parametrize("kind", HOUSE, ids=lambda kind: kind.name)
def test_no_personal_fact_is_kept_in_clear(kind):
    assert [key for key in kind.clear if names_personal_data(key)] == []


@pytest.mark.parametrize("kind", HOUSE, ids=lambda kind: kind.name)
def test_the_chinese_sentence_is_chinese_and_the_english_one_is_not(kind):
    words = "".join(text for text, *_ in string.Formatter().parse(kind.sentence.zh))
    assert any("\u4e00" <= letter <= "\u9fff" for letter in words)
    assert kind.sentence.en.isascii() or not any(
        "\u4e00" <= letter <= "\u9fff" for letter in kind.sentence.en
    )
