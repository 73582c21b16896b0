"""Reads `glossary.yaml`."""

from dataclasses import dataclass

from openbeian.datafiles import Evidence, Row
from openbeian.rulebook.files.parts import by_id, vocabulary
from openbeian.rulebook.values import Term
from openbeian.text import Text


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms by id, with one source for all."""

    evidence: Evidence
    categories: dict[str, Text]
    terms: dict[str, Term]


def read_glossary(file: Row) -> Glossary:
    """Return the file's content."""
    return Glossary(
        evidence=file.evidence(),
        categories=vocabulary(file, "categories"),
        terms=by_id(file, "terms", _term),
    )


def _term(row: Row) -> Term:
    return Term(
        id=row.text("id"),
        text=row.own_words(),
        pinyin=row.text("pinyin"),
        category=row.text("category"),
        definition=row.words("definition"),
    )
