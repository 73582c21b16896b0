"""A frozen Declaration as its applicant reads it again: by section, personal numbers masked."""

from collections.abc import Iterator

from openbeian.declaration.diff import flatten
from openbeian.declaration.fields import SECTION_TITLES, Section, field_at
from openbeian.declaration.paths import PathUnreadable
from openbeian.declaration.values import Declaration
from openbeian.text import Text
from openbeian.ui import declared
from openbeian.ui.components import SummaryRow


def sections(declaration: Declaration) -> tuple[tuple[Text, tuple[SummaryRow, ...]], ...]:
    """Return the sections of the form with what was declared; documents are not facts."""
    found: dict[Section, list[SummaryRow]] = {section: [] for section in Section}
    for section, row in _rows(declaration):
        found[section].append(row)
    return tuple((SECTION_TITLES[section], tuple(rows)) for section, rows in found.items() if rows)


def _rows(declaration: Declaration) -> Iterator[tuple[Section, SummaryRow]]:
    for path, flat in flatten(declaration).items():
        try:
            field = field_at(path)
        except PathUnreadable:  # a fact of ours that the form does not ask for
            continue
        if flat and not declared.is_document(path):
            shown = declared.mask(flat) if declared.is_personal(path) else flat
            said = declared.words(path, shown)
            yield field.section, SummaryRow(declared.short_label(path), said)
