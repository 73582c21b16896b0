"""Reads `deadlines.yaml`."""

from openbeian.datafiles import Row
from openbeian.rulebook.files.parts import by_id, check_versions, period
from openbeian.rulebook.rules import DeadlineRule, DeadlineVersion, Unit
from openbeian.rulebook.values import Procedure

EVENTS = (
    "submission",
    "number_received",
    "connection",
    "licence_application",
    "change",
    "question",
)


def read_deadlines(file: Row) -> dict[str, DeadlineRule]:
    """Return the time limits by id, in the file's order."""
    return by_id(file, "deadlines", _deadline)


def _deadline(row: Row) -> DeadlineRule:
    rule = DeadlineRule(
        id=row.text("id"),
        title=row.own_words(),
        procedure=Procedure(row.choice("procedure", tuple(Procedure))),
        in_calendar=row.truth("in_calendar"),
        versions=tuple(_version(version) for version in row.rows("versions", "edition")),
    )
    check_versions(row, rule.versions)
    return rule


def _version(row: Row) -> DeadlineVersion:
    edition, since, until = period(row)
    version = DeadlineVersion(
        edition=edition,
        since=since,
        until=until,
        least=row.whole("least"),
        most=row.whole("most"),
        unit=Unit(row.choice("unit", tuple(Unit))),
        after=row.text("after"),
        province_key=row.maybe_text("province_key"),
        text=row.words("text"),
        evidence=row.evidence(),
    )
    row.close()
    return version
