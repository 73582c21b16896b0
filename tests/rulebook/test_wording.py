"""Braces in texts are filled in each language with its own words."""

import pytest

from openbeian.rulebook.wording import fill, fill_words, places, plain
from openbeian.text import Text


def test_a_text_is_filled_in_both_languages_from_the_first_that_knows_the_name():
    text = Text("{kind} asks for {least} in {place}.", "{kind}须{least}（{place}）。")
    parameters = {"least": Text("RMB 1 million", "人民币100万元")}
    facts = {"kind": Text("Law", "法律"), "least": 1, "place": None}
    assert fill(text, parameters, facts) == Text(
        "Law asks for RMB 1 million in not stated.", "法律须人民币100万元（未说明）。"
    )


def test_a_name_that_nobody_knows_is_told_as_not_stated():
    assert fill_words("{a.b}", "zh") == "未说明"


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        pytest.param(None, "none", id="nothing"),
        pytest.param(True, "true", id="truth"),
        pytest.param(3, "3", id="number"),
        pytest.param(("news", 5), "news, 5", id="list"),
    ],
)
def test_a_fact_is_one_line_for_a_machine(fact, said):
    assert plain(fact) == said


def test_the_names_in_braces_are_found_in_both_languages():
    assert places(Text("{a}", "{b.c}{a}")) == ("a", "b.c", "a")
    assert places("{x} {Y} { z }") == ("x",)
