"""Reads `entity_kinds.yaml`."""

from openbeian.datafiles import Row
from openbeian.rulebook.files.parts import by_id, per_edition
from openbeian.rulebook.values import EntityKind, Standing, StandingCell


def read_kinds(file: Row) -> dict[str, EntityKind]:
    """Return the kinds of entity by id."""
    return by_id(file, "kinds", _kind)


def _kind(row: Row) -> EntityKind:
    return EntityKind(
        id=row.text("id"),
        text=row.own_words(),
        definition=row.words("definition"),
        nature_ids=row.list_of("nature_ids", int),
        certificate_type_ids=row.list_of("certificate_type_ids", int),
        foreign=row.truth("foreign"),
        filing=per_edition(row, "filing", _cell),
        licence=per_edition(row, "licence", _cell),
        note=row.maybe_words("note"),
        evidence=row.evidence(),
    )


def _cell(row: Row) -> StandingCell:
    return StandingCell(
        value=Standing(row.choice("value", tuple(Standing))),
        basis=row.words("basis"),
        evidence=row.evidence(),
    )
