"""Lays the time limits one after the other, from the day of submission."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from openbeian.rulebook.conditions import Facts
from openbeian.rulebook.results import Step
from openbeian.rulebook.rules import Deadline, DeadlineRule, DeadlineVersion, in_force
from openbeian.rulebook.values import Edition, Procedure
from openbeian.workdays import Due


def deadline_in_force(
    rule: DeadlineRule, edition: Edition, on: date, province: Facts
) -> Deadline | None:
    """Return a time limit as an edition has it on a day, with the province's own number."""
    version = in_force(rule.versions, edition, on)
    if version is None:
        return None
    return Deadline(
        id=rule.id,
        title=rule.title,
        text=version.text,
        unit=version.unit,
        least=version.least,
        most=_most(version, province),
        after=version.after,
        evidence=version.evidence,
    )


def _most(version: DeadlineVersion, province: Facts) -> int:
    own = province.get(f"province.{version.province_key}")
    return own if isinstance(own, int) else version.most


def calendar(
    rules: Mapping[str, DeadlineRule],
    procedures: Collection[Procedure],
    edition: Edition,
    on: date,
    province: Facts,
) -> Iterator[Step]:
    """Yield the steps of these procedures, if everything is submitted on a day.

    A day that follows a provisional one is provisional.
    """
    ends = {"submission": Due(on, provisional=False)}
    for rule in rules.values():
        limit = deadline_in_force(rule, edition, on, province)
        if limit is None or not rule.in_calendar or rule.procedure not in procedures:
            continue
        start = ends[limit.after]
        due = limit.due(start.date)
        ends[rule.id] = Due(due.date, start.provisional or due.provisional)
        yield Step(
            id=rule.id,
            title=limit.title,
            note=limit.text,
            due=ends[rule.id],
            source=limit.evidence.source,
            as_of=limit.evidence.as_of,
        )
