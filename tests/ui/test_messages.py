"""The catalogue knows every sentence that the program shows, and says what is missing."""

import io
import json
import runpy
from pathlib import Path

import polib
import pytest

from openbeian.ui import messages
from openbeian.ui.messages.sources import Sentence, of_file, of_python, of_template

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
from django.utils import translation

LABEL = _("Name of the club")
COUNT = ngettext("{n} racket", "{n} rackets", 2)
WHEN = pgettext("a date", "until")
OTHER = translation.gettext("Tennis " "court")
UNKNOWN = _(LABEL)
TOO_FEW = ngettext("alone")
CALLED = [print][0]("no sentence")
"""
TEMPLATE = """
{% load i18n %}{% translate "Book a court" %} {% translate "until" context "a time" %}
{% blocktranslate count n=rackets|length trimmed %}
  {{ n }} racket
{% plural %}
  {{ n }} rackets
{% endblocktranslate %}
<p title="{{ _("Court") }}">{% button _("Play") %}</p>
{% blocktranslate with name=club.name %}Welcome to {{ name }}, 100% clay{% endblocktranslate %}
"""


def test_sentences_are_found_in_python() -> None:
    assert set(of_python(PYTHON)) == {
        Sentence("", "Name of the club", ""),
        Sentence("", "{n} racket", "{n} rackets"),
        Sentence("a date", "until", ""),
        Sentence("", "Tennis court", ""),
    }


def test_sentences_are_found_in_templates() -> None:
    assert set(of_template(TEMPLATE)) == {
        Sentence("", "Book a court", ""),
        Sentence("a time", "until", ""),
        Sentence("", "%(n)s racket", "%(n)s rackets"),
        Sentence("", "Court", ""),
        Sentence("", "Play", ""),
        Sentence("", "Welcome to %(name)s, 100%% clay", ""),
    }


@pytest.mark.parametrize(
    "name",
    ["club/migrations/0001_first.py", "club/static/club.html", "club/templates/club.svg"],
)
def test_other_files_have_no_sentences(tmp_path, name) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text('_("{% translate "x" %}")')
    assert list(of_file(path)) == []


@pytest.fixture
def club(tmp_path) -> Path:
    """A package with one module and one template."""
    templates = tmp_path / "club" / "templates"
    templates.mkdir(parents=True)
    (tmp_path / "club" / "forms.py").write_text('_("Name")\n_("{n} racket")\n')
    (templates / "club.html").write_text('{% load i18n %}{% translate "Court" context "tennis" %}')
    return tmp_path / "club"


@pytest.fixture
def catalogue(club) -> Path:
    return club / "locale" / "django.po"


def test_new_sentences_are_added_untranslated_in_order(club, catalogue) -> None:
    assert messages.extract(club, catalogue) == ["Name", "{n} racket", "Court"]
    entries = polib.pofile(str(catalogue))
    assert [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in entries] == [
        ("tennis", "Court", ""),
        (None, "Name", ""),
        (None, "{n} racket", ""),
    ]
    assert messages.extract(club, catalogue) == []


def test_collecting_twice_changes_nothing(club, catalogue) -> None:
    messages.extract(club, catalogue)
    first = catalogue.read_bytes()
    messages.extract(club, catalogue)
    assert catalogue.read_bytes() == first


def test_everything_that_is_missing_is_named(club, catalogue) -> None:
    messages.extract(club, catalogue)
    (club / "views.py").write_text('_("Book")')
    (club / "forms.py").write_text('_("Name")')
    assert messages.check(club, catalogue) == [
        "not collected: Book",
        "shown nowhere: {n} racket",
        "not translated: Court",
        "not translated: Name",
        "not translated: {n} racket",
        "django.mo is older than django.po: compile it",
    ]


def test_a_complete_catalogue_has_nothing_to_say(club, catalogue) -> None:
    messages.extract(club, catalogue)
    words = {"Name": "名称", "{n} racket": "{n}支球拍", "Court": {"tennis": "球场"}}
    assert messages.fill(words, catalogue) == []
    messages.compile(catalogue)
    assert messages.check(club, catalogue) == []
    compiled = polib.mofile(str(catalogue.with_suffix(".mo")))
    assert compiled.find("Name").msgstr == "名称"


def test_a_translation_for_nothing_is_reported(club, catalogue) -> None:
    messages.extract(club, catalogue)
    assert messages.fill({"Net": "球网", "Court": "法院"}, catalogue) == ["Net", "Court"]


def test_a_lost_placeholder_is_found(club, catalogue) -> None:
    messages.extract(club, catalogue)
    messages.fill({"{n} racket": "球拍"}, catalogue)
    assert "other placeholders than ['{n}']: 球拍" in messages.check(club, catalogue)


def test_a_sentence_that_gets_a_plural_keeps_its_words(club, catalogue) -> None:
    messages.extract(club, catalogue)
    messages.fill({"{n} racket": "{n}支球拍"}, catalogue)
    (club / "views.py").write_text('ngettext("{n} racket", "{n} rackets", 2)')
    assert messages.extract(club, catalogue) == ["{n} racket"]
    entry = polib.pofile(str(catalogue)).find("{n} racket")
    assert (entry.msgid_plural, entry.msgstr_plural) == ("{n} rackets", {0: "{n}支球拍"})
    assert messages.fill({"{n} racket": "{n}支拍"}, catalogue) == []
    assert polib.pofile(str(catalogue)).find("{n} racket").msgstr_plural == {0: "{n}支拍"}


def test_what_is_shown_no_more_can_be_dropped(club, catalogue) -> None:
    messages.extract(club, catalogue)
    (club / "forms.py").unlink()
    assert messages.prune(club, catalogue) == ["Name", "{n} racket"]
    assert [entry.msgid for entry in polib.pofile(str(catalogue))] == ["Court"]


def test_guesses_are_not_translations(club, catalogue) -> None:
    messages.extract(club, catalogue)
    messages.fill({"Name": "名称"}, catalogue)
    text = catalogue.read_text().replace('msgid "Name"', '#, fuzzy\nmsgid "Name"')
    catalogue.write_text(text)
    assert "fuzzy or obsolete: Name" in messages.check(club, catalogue)


@pytest.fixture
def on_the_club(club, catalogue, monkeypatch) -> Path:
    """Point the command line at the club."""
    for function in (messages.extract, messages.prune, messages.check):
        monkeypatch.setattr(function, "__defaults__", (club, catalogue))
    for function in (messages.fill, messages.compile):
        monkeypatch.setattr(function, "__defaults__", (catalogue,))
    return club


def test_the_command_line_goes_all_the_way(on_the_club, monkeypatch, capsys) -> None:
    assert messages.main(["collect"]) == 0
    assert messages.main(["check"]) == 1
    words = {"Name": "名称", "{n} racket": "{n}支球拍", "Court": {"tennis": "球场"}, "Net": "网"}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(words)))
    assert messages.main(["fill"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "not in the catalogue: Net"
    assert messages.main(["check"]) == 0
    (on_the_club / "forms.py").unlink()
    assert messages.main(["prune"]) == 0
    assert capsys.readouterr().out.splitlines() == ["dropped: Name", "dropped: {n} racket"]
    assert messages.main(["check"]) == 0


@pytest.mark.parametrize("arguments", [[], ["translate"]])
def test_an_unknown_action_is_refused_by_name(arguments, capsys) -> None:
    assert messages.main(arguments) == 2
    assert "one of extract" in capsys.readouterr().err


def test_it_runs_as_a_module(monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.argv", ["messages", "translate"])
    with pytest.raises(SystemExit, match="2"):
        runpy.run_module("openbeian.ui.messages", run_name="__main__")
    assert "one of extract" in capsys.readouterr().err
