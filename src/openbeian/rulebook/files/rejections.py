"""Reads `rejections.yaml`."""

from dataclasses import dataclass

from openbeian.datafiles import Row
from openbeian.rulebook.files.parts import by_id, vocabulary
from openbeian.rulebook.values import Rejection
from openbeian.text import Text

_TARGETS = ("field", "document", "service", "order", "account", "access")


@dataclass(frozen=True, slots=True)
class Rejections:
    """Everything the file holds, by id."""

    groups: dict[str, Text]
    raised_by: dict[str, Text]
    reasons: dict[str, Rejection]


def read_rejections(file: Row) -> Rejections:
    """Return the file's content."""
    return Rejections(
        groups=vocabulary(file, "groups"),
        raised_by=vocabulary(file, "raised_by"),
        reasons=by_id(file, "reasons", _reason),
    )


def _reason(row: Row) -> Rejection:
    return Rejection(
        id=row.text("id"),
        group=row.text("group"),
        title=row.words("title"),
        cause=row.words("cause"),
        remedy=row.words("remedy"),
        target=row.choice("target", _TARGETS),
        fields=row.list_of("fields", str),
        raised_by=row.list_of("raised_by", str),
        blocking=row.truth("blocking"),
        administration_codes=row.list_of("administration_codes", int),
        evidence=row.evidence(),
    )
