"""Reads `editions.yaml`: where the founding document and current regulation differ."""

from dataclasses import dataclass

from openbeian.datafiles import Row
from openbeian.rulebook import conditions
from openbeian.rulebook.files.parts import by_id, vocabulary, words_of
from openbeian.rulebook.values import Difference, Edition
from openbeian.text import Text


@dataclass(frozen=True, slots=True)
class Differences:
    """The relations' names and the points by id."""

    relations: dict[str, Text]
    points: dict[str, Difference]


def read_editions(file: Row) -> Differences:
    """Return the file's content."""
    return Differences(
        relations=vocabulary(file, "relations"), points=by_id(file, "points", _point)
    )


def _point(row: Row) -> Difference:
    for edition in Edition:
        row.raw(edition)
    row.maybe_text("unit")
    return Difference(
        id=row.text("id"),
        topic=row.text("topic"),
        relation=row.text("relation"),
        text=row.own_words(),
        quote=row.maybe_text("quote"),
        effective_from=row.maybe_day("effective_from"),
        when=conditions.read(row, "when"),
        see=words_of(row, "see"),
        evidence=row.evidence(),
    )
