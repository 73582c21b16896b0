"""The Chinese catalogue of the interface: collected, checked and compiled without gettext's tools.

`python -m openbeian.ui.messages ACTION`, where the action is

- `extract`: adds what is new, to be translated
- `fill`: reads translations from standard input as JSON, `{"Draft": "草稿"}`, or with a context
  `{"until": {"a date": "截止"}}`
- `prune`: drops what no page shows any more
- `compile`: writes django.mo, which is kept in the repository
- `collect`: extract and compile
- `check`: says what is missing; exit code 1 if anything is
"""

import fcntl
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import polib

from openbeian.ui.messages.sources import PACKAGE, Sentence, all_sentences

CATALOGUE = PACKAGE / "ui" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
HEADER = {
    "Project-Id-Version": "openbeian",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

type Words = Mapping[str, str | Mapping[str, str]]
"""English -> Chinese, or English -> context -> Chinese."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def extract(package: Path = PACKAGE, catalogue: Path = CATALOGUE) -> list[str]:
    """Add what the package says and the catalogue lacks, untranslated; return the new sentences."""
    with _held(catalogue):
        entries = _read(catalogue)
        new = sorted(all_sentences(package) - set(map(_sentence_of, entries)))
        known = {(entry.msgctxt or "", entry.msgid): entry for entry in entries}
        for sentence in new:
            old = known.get((sentence.context, sentence.english))
            if old is not None:
                entries.remove(old)
            entries.append(_entry(sentence, old))
        _write(entries, catalogue)
    return [sentence.english for sentence in new]


def fill(words: Words, catalogue: Path = CATALOGUE) -> list[str]:
    """Set translations by English sentence; return those that the catalogue does not have."""
    with _held(catalogue):
        entries = _read(catalogue)
        missing = [line for english, said in words.items() for line in _set(entries, english, said)]
        _write(entries, catalogue)
    return missing


def prune(package: Path = PACKAGE, catalogue: Path = CATALOGUE) -> list[str]:
    """Drop the entries that nothing shows any more; return them."""
    with _held(catalogue):
        entries = _read(catalogue)
        shown = all_sentences(package)
        dropped = [entry for entry in entries if _sentence_of(entry) not in shown]
        for entry in dropped:
            entries.remove(entry)
        _write(entries, catalogue)
    return [entry.msgid for entry in dropped]


def compile(catalogue: Path = CATALOGUE) -> None:  # noqa: A001 - the verb of the trade
    """Write the binary catalogue that Django reads."""
    with _held(catalogue):
        _binary(catalogue).write_bytes(_read(catalogue).to_binary())


def check(package: Path = PACKAGE, catalogue: Path = CATALOGUE) -> list[str]:
    """Return what is wrong with the catalogue, one line each; nothing if all is well."""
    entries = _read(catalogue)
    ours = set(map(_sentence_of, entries))
    shown = all_sentences(package)
    lines = [f"not collected: {sentence.english}" for sentence in sorted(shown - ours)]
    lines += [f"shown nowhere: {sentence.english}" for sentence in sorted(ours - shown)]
    lines += [line for entry in entries for line in _faults(entry)]
    compiled = _binary(catalogue)
    if not compiled.exists() or compiled.read_bytes() != entries.to_binary():
        lines.append(f"{compiled.name} is older than {catalogue.name}: compile it")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Run one action; `collect` is extract and compile."""
    action = arguments[0] if arguments else ""
    if action not in ACTIONS:
        sys.stderr.write(f"messages: one of {', '.join(ACTIONS)}\n")
        return 2
    lines = ACTIONS[action]()
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if action == "check" and lines else 0


def _extract_action() -> list[str]:
    return [f"to be translated: {sentence}" for sentence in extract()]


def _prune_action() -> list[str]:
    dropped = prune()
    compile()
    return [f"dropped: {sentence}" for sentence in dropped]


def _fill_action() -> list[str]:
    missing = fill(json.load(sys.stdin))
    compile()
    return [f"not in the catalogue: {sentence}" for sentence in missing]


def _compile_action() -> list[str]:
    compile()
    return []


def _collect_action() -> list[str]:
    return _extract_action() + _compile_action()


ACTIONS: dict[str, Callable[[], list[str]]] = {
    "extract": _extract_action,
    "fill": _fill_action,
    "prune": _prune_action,
    "compile": _compile_action,
    "collect": _collect_action,
    "check": check,
}


def _read(catalogue: Path) -> polib.POFile:
    if catalogue.exists():
        return polib.pofile(str(catalogue), encoding="utf-8", wrapwidth=100)
    entries = polib.POFile(encoding="utf-8", wrapwidth=100)
    entries.metadata = dict(HEADER)
    return entries


def _write(entries: polib.POFile, catalogue: Path) -> None:
    """Write the catalogue in the order of its sentences, whole or not at all."""
    entries.metadata = dict(HEADER)
    entries.sort(key=lambda entry: (entry.msgid.casefold(), entry.msgid, entry.msgctxt or ""))
    draft = catalogue.with_suffix(".draft")
    draft.write_text(f"{entries}\n", "utf-8")
    draft.replace(catalogue)


def _entry(sentence: Sentence, old: polib.POEntry | None) -> polib.POEntry:
    """Return an entry for a sentence, keeping the words of one that had no plural before."""
    words = old.msgstr if old is not None else ""
    if sentence.plural:
        return polib.POEntry(
            msgctxt=sentence.context or None,
            msgid=sentence.english,
            msgid_plural=sentence.plural,
            msgstr_plural={0: words},
        )
    return polib.POEntry(msgctxt=sentence.context or None, msgid=sentence.english, msgstr=words)


def _set(entries: polib.POFile, english: str, said: str | Mapping[str, str]) -> Iterator[str]:
    """Set one sentence's translation, or one for each context; yield what is not there."""
    by_context = {"": said} if isinstance(said, str) else said
    for context, chinese in by_context.items():
        entry = entries.find(english, msgctxt=context or None)
        if entry is None:
            yield english
        elif entry.msgid_plural:
            entry.msgstr_plural = {0: chinese}
        else:
            entry.msgstr = chinese


def _sentence_of(entry: polib.POEntry) -> Sentence:
    return Sentence(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _faults(entry: polib.POEntry) -> Iterator[str]:
    words = entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
    if entry.obsolete or entry.fuzzy:
        yield f"fuzzy or obsolete: {entry.msgid}"
    if not words:
        yield f"not translated: {entry.msgid}"
        return
    wanted = set(_PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    if set(_PLACEHOLDER.findall(words)) != wanted:
        yield f"other placeholders than {sorted(wanted)}: {words}"


def _binary(catalogue: Path) -> Path:
    return catalogue.with_suffix(".mo")


@contextmanager
def _held(catalogue: Path) -> Iterator[None]:
    """Let one process at a time change the catalogue."""
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(catalogue.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
