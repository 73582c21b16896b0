"""Texts are shown in the reader's language; a statutory term keeps its Chinese in English pages."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from openbeian.text import Text
from openbeian.ui.words import both, both_lazy, plain_both, plain_both_lazy, words, words_lazy

FILING = Text("ICP filing", "ICP备案")


def shown(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_an_english_reader_gets_english() -> None:
    assert words(FILING) == "ICP filing"


def test_a_chinese_reader_gets_chinese(chinese) -> None:
    assert words(FILING) == "ICP备案"


def test_a_plain_string_is_a_fact_and_stays_as_it_is() -> None:
    assert words("北辰精密仪器") == "北辰精密仪器"


def test_a_term_stands_beside_its_english() -> None:
    assert both(FILING) == 'ICP filing <span class="ob-term" lang="zh-Hans">ICP备案</span>'
    assert plain_both(FILING) == "ICP filing ICP备案"


def test_a_chinese_reader_needs_the_term_only(chinese) -> None:
    assert both(FILING) == plain_both(FILING) == "ICP备案"


def test_markup_in_a_term_is_text() -> None:
    assert "<b>" not in both(Text("<b>", "<b>"))


@pytest.mark.parametrize("lazy", [words_lazy, both_lazy, plain_both_lazy])
def test_what_is_written_once_is_read_in_both_languages(lazy) -> None:
    label = lazy(FILING)
    assert "ICP filing" in str(label)
    with translation.override("zh-hans"):
        assert str(label) == "ICP备案"


def test_without_an_active_language_words_are_english() -> None:
    with translation.override(None):
        assert words(FILING) == "ICP filing"
        assert plain_both(FILING) == "ICP filing ICP备案"
        assert str(both(FILING)).startswith("ICP filing")


@pytest.mark.parametrize(
    ("language", "written"), [("en", "8 December 2026"), ("zh-hans", "2026年12月8日")]
)
def test_a_date_is_written_as_people_write_it(language, written) -> None:
    with translation.override(language):
        assert shown("{{ it|day }}", it=date(2026, 12, 8)) == (
            f'<time datetime="2026-12-08">{written}</time>'
        )


def test_a_short_date_fits_a_narrow_place() -> None:
    assert ">8 Dec 2026<" in shown("{{ it|short_day }}", it=date(2026, 12, 8))


def test_a_moment_is_told_in_the_time_of_shanghai() -> None:
    late = datetime(2026, 12, 8, 17, 5, tzinfo=UTC)
    assert shown("{{ it|moment }}", it=late) == (
        '<time datetime="2026-12-09T01:05:00+08:00">9 December 2026, 01:05</time>'
    )
    assert "9 December 2026" in shown("{{ it|day }}", it=late)


def test_no_date_is_nothing() -> None:
    assert shown("{{ it|day }}{{ it|moment }}", it=None) == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(None, '<span class="ob-none">—</span>', id="nothing is a dash"),
        pytest.param("", '<span class="ob-none">—</span>', id="an empty answer too"),
        pytest.param(FILING, "ICP filing", id="a text in the reader's language"),
        pytest.param(("上海市", "<张江路>"), "上海市<br>&lt;张江路&gt;", id="lines, escaped"),
        pytest.param(
            date(2026, 1, 2), '<time datetime="2026-01-02">2 January 2026</time>', id="a date"
        ),
        pytest.param(0, "0", id="zero is an answer"),
    ],
)
def test_any_value_is_shown(value, expected) -> None:
    assert shown("{{ it|shown }}", it=value) == expected


def test_a_moment_among_values() -> None:
    at = datetime(2026, 12, 8, 1, 0, tzinfo=UTC)
    assert "8 December 2026, 09:00" in shown("{{ it|shown }}", it=at)


def test_filters_leave_plain_strings_alone() -> None:
    assert shown("{{ it|words }}{{ it|both }}{{ it|term }}", it="x") == "xxx"
