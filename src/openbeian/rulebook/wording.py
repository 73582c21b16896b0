"""Fills the braces in a rule's texts with facts and parameters, in each language its own words."""

import re
from collections.abc import Mapping

from openbeian.rulebook.conditions import Fact, Facts
from openbeian.text import Text

_PLACE = re.compile(r"\{([a-z][a-z0-9_.]*)\}", re.ASCII)
_NOTHING = Text("not stated", "未说明")


def places(text: Text | str) -> tuple[str, ...]:
    """Return the names in braces."""
    words = text if isinstance(text, str) else text.en + text.zh
    return tuple(_PLACE.findall(words))


def fill(text: Text, *values: Facts) -> Text:
    """Return the text with its braces filled from the first mapping that has the name."""
    return Text(fill_words(text.en, "en", *values), fill_words(text.zh, "zh", *values))


def fill_words(words: str, language: str, *values: Facts) -> str:
    """Return one language's words with their braces filled."""
    return _PLACE.sub(lambda place: _say(_find(place[1], values), language), words)


def plain(fact: Fact) -> str:
    """Return a fact as one line for a machine's eye: what a finding was triggered by."""
    if isinstance(fact, tuple):
        return ", ".join(str(item) for item in fact)
    return "none" if fact is None else str(fact).lower() if isinstance(fact, bool) else str(fact)


def _find(name: str, values: tuple[Mapping[str, Fact], ...]) -> Fact:
    return next((facts[name] for facts in values if name in facts), None)


def _say(fact: Fact, language: str) -> str:
    words = _NOTHING if fact is None else fact
    return words.within(language) if isinstance(words, Text) else plain(words)
