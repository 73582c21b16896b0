"""What a path is called, in which section it is mended, and what a draft says in it."""

import re

from openbeian.declaration import paths
from openbeian.declaration.draft import Draft, many, words
from openbeian.declaration.field import Field, Kind, Section
from openbeian.declaration.fields import FIELDS, SECTION_TITLES, field_at
from openbeian.declaration.paths import PathUnreadable
from openbeian.text import Text
from openbeian.ui import declared
from openbeian.ui.components import Words

YES, NO = Text("Yes", "是"), Text("No", "否")
SEVERAL = frozenset({Kind.CHOICES, Kind.NUMBERED_CHOICES})
_BETWEEN_ADDRESSES = re.compile(r"[\s,，;；]+")


def label(path: str) -> Text:
    """Return what a path is called: a field, a document, or the part in which it lies."""
    try:
        return declared.label(path)
    except PathUnreadable:
        return SECTION_TITLES[section_of(path)]


def section_of(path: str) -> Section:
    """Return the section in which a finding at this path is mended."""
    try:
        return field_at(path).section
    except PathUnreadable:  # an operator's rule may name a part that is no field of its own
        pattern = paths.pattern_of(path)
        within = (field for field in FIELDS if paths.lies_under(field.pattern, pattern))
        return next((field.section for field in within), Section.ENTITY)


def said(field: Field, path: str, draft: Draft) -> list[Words] | None:
    """Return what a draft says in a field, as a person reads it; None where it says nothing."""
    if not words(draft, path):
        return None
    if field.kind is Kind.IP_ADDRESSES:
        flat = ",".join(_BETWEEN_ADDRESSES.split(words(draft, path)))
    else:
        flat = ",".join(many(draft, path)) if field.kind in SEVERAL else words(draft, path)
    return list(declared.words(path, flat))
