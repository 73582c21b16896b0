"""A frozen Declaration as its applicant reads it again, section by section."""

from collections.abc import Iterator

from openbeian.declaration.diff import flatten
from openbeian.declaration.fields import SECTION_TITLES, Section, field_at
from openbeian.declaration.paths import PathUnreadable
from openbeian.declaration.values import Declaration
from openbeian.text import Text
from openbeian.ui import declared
from openbeian.ui.components import SummaryRow


def sections(
    declaration: Declaration, *, masked: bool = True
) -> tuple[tuple[Text, tuple[SummaryRow, ...]], ...]:
    """Return the sections of the form with what was declared; documents are not facts.

    Personal numbers are `masked` where the page need not show them whole.
    """
    found: dict[Section, list[SummaryRow]] = {section: [] for section in Section}
    for section, row in _rows(declaration, masked=masked):
        found[section].append(row)
    return tuple((SECTION_TITLES[section], tuple(rows)) for section, rows in found.items() if rows)


def _rows(declaration: Declaration, *, masked: bool) -> Iterator[tuple[Section, SummaryRow]]:
    for path, flat in flatten(declaration).items():
        try:
            field = field_at(path)
        except PathUnreadable:  # a fact of ours that the form does not ask for
            continue
        if flat and not declared.is_document(path):
            hidden = masked and declared.is_personal(path)
            shown = declared.mask(flat) if hidden else flat
            said = declared.words(path, shown)
            yield field.section, SummaryRow(declared.short_label(path), said)
