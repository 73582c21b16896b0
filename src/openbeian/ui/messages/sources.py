"""The sentences that the program shows, read from its Python and templates."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2]
TEMPLATE_SUFFIXES = {".html", ".txt"}
# function -> positions of (context, sentence, plural) among its arguments
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_LITERAL = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(({_LITERAL}(?:, {_LITERAL})*)")
_ONE = re.compile(_LITERAL)


class Sentence(NamedTuple):
    """What a translator sees: a context or nothing, the English, its plural or nothing."""

    context: str
    english: str
    plural: str


def all_sentences(package: Path = PACKAGE) -> set[Sentence]:
    """Return every sentence of the package; a plural form wins over the bare singular."""
    found: dict[tuple[str, str], Sentence] = {}
    for path in sorted(package.rglob("*")):
        for sentence in of_file(path):
            key = sentence.context, sentence.english
            found[key] = max(found.get(key, sentence), sentence)
    return set(found.values())


def of_file(path: Path) -> Iterable[Sentence]:
    """Return the sentences of one file; nothing for files that have none by their nature."""
    if path.suffix == ".py" and "migrations" not in path.parts:
        return of_python(path.read_text("utf-8"))
    if path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts:
        return of_template(path.read_text("utf-8"))
    return ()


def of_python(source: str) -> Iterator[Sentence]:
    """Yield the sentences of a module's gettext calls.

    >>> list(of_python('x = _("Draft")'))
    [Sentence(context='', english='Draft', plural='')]
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (name := _called(node.func)) in CALLS:
            words = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
            yield from _sentence(name, words)


def of_template(source: str) -> Iterator[Sentence]:
    """Yield the sentences of a template's tags and of `_("…")` in them.

    >>> list(of_template('{% translate "until" context "a date" %}'))
    [Sentence(context='a date', english='until', plural='')]
    """
    for name, arguments in _CALL.findall(templatize(source)):
        yield from _sentence(name, [ast.literal_eval(word) for word in _ONE.findall(arguments)])


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _sentence(name: str, words: Sequence[object]) -> Iterator[Sentence]:
    """Yield the sentence of a call, or nothing where a part of it is not written out."""
    places = CALLS[name]
    parts = ["" if at is None else words[at] if at < len(words) else None for at in places]
    if all(isinstance(part, str) for part in parts):
        yield Sentence(*map(str, parts))
