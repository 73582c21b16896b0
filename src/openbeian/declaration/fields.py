"""The catalogue of what can be declared: one row per field, read by forms, checks, diffs and PDFs.

Labels follow the administrations' wording; the order is that of the form.
"""

import re
from functools import cache

from openbeian.declaration import paths
from openbeian.declaration.field import SECTION_TITLES, Field, Kind, Section
from openbeian.declaration.fields_of_entity import ENTITY, person
from openbeian.declaration.fields_of_service import ACCESS, FILES, PHOTO, SERVICE
from openbeian.declaration.paths import PathUnreadable
from openbeian.text import Text

__all__ = [
    "FIELDS",
    "SECTION_TITLES",
    "Field",
    "Kind",
    "Section",
    "by_pattern",
    "field_at",
    "reopened_with",
    "section_of",
]

FIELDS: tuple[Field, ...] = (
    *ENTITY,
    *person(
        "entity.leader",
        Section.ENTITY_LEADER,
        Text("person in charge of the entity", "主体负责人"),
    ),
    *SERVICE,
    *person(
        "services[*].leader",
        Section.SERVICE_LEADER,
        Text("webmaster", "网站负责人"),
    ),
    PHOTO,
    *ACCESS,
    *FILES,
)


# rows that travel to the administration under a number; all other keys are words
NUMBERED_ROWS = frozenset({"services", "domains", "access"})
_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


@cache
def by_pattern() -> dict[str, Field]:
    """Return the catalogue by pattern."""
    return {field.pattern: field for field in FIELDS}


def field_at(path: str) -> Field:
    """Return the field that a concrete path belongs to; raises PathUnreadable.

    >>> field_at("services[1].name").label.en
    'Name of the website'
    """
    field = by_pattern().get(paths.pattern_of(path))
    if field is None or not all(_is_row(name, key) for name, key in paths.steps(path)):
        raise PathUnreadable(path=path)
    return field


def section_of(path: str) -> Section:
    """Return the section in which a path is filled in: a field, or the part that it names.

    An operator's rule may find a fault with a part that is no field of its own.
    """
    try:
        return field_at(path).section
    except PathUnreadable:
        pattern = paths.pattern_of(path)
        within = (field for field in FIELDS if paths.lies_under(field.pattern, pattern))
        return next((field.section for field in within), Section.ENTITY)


def _is_row(name: str, key: str | None) -> bool:
    return key is None or name not in NUMBERED_ROWS or bool(_ROW_NUMBER.fullmatch(key))


def reopened_with(path: str) -> tuple[str, ...]:
    """Return the paths that a correction of this path opens as well, itself first."""
    opened = [path]
    for path_open in opened:
        for pattern in field_at(path_open).reopens:
            other = paths.fill(pattern, paths.keys(path_open))
            if other not in opened:
                opened.append(other)
    return tuple(opened)
