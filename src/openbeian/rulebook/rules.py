"""Rules and deadlines as values: dated versions per edition, each with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from openbeian import workdays
from openbeian.datafiles import Evidence
from openbeian.rulebook.conditions import Condition, Facts
from openbeian.rulebook.values import Edition, Procedure
from openbeian.text import Text
from openbeian.workdays import Due


class Scope(StrEnum):
    """What a rule looks at, one after the other; each scope adds facts to the wider one's."""

    DECLARATION = "declaration"
    SERVICE = "service"
    DOMAIN = "domain"
    INDUSTRY = "industry"
    PERSON = "person"
    TEXT = "text"
    DOCUMENT = "document"


class Stage(StrEnum):
    """When a rule speaks: at the first questions, or on a declaration."""

    ELIGIBILITY = "eligibility"
    DECLARATION = "declaration"


class Unit(StrEnum):
    """How a deadline is counted; hours are shown as whole days."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"


class Dated(Protocol):
    """A version of something: one edition's, from a day up to another."""

    @property
    def edition(self) -> Edition: ...
    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A rule as one edition has it from `since` up to, not including, `until`."""

    edition: Edition
    since: date | None
    until: date | None
    blocking: bool
    parameters: Facts
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: where `when` holds, `field` of what it looks at has a finding.

    `demand` says in positive words what the rule asks; texts and the source may name facts and
    parameters in braces. `difference` is the id of the editions' difference it belongs to.
    """

    id: str
    concerns: str
    scope: Scope
    stages: tuple[Stage, ...]
    procedure: Procedure
    field: str
    when: Condition
    demand: Text
    message: Text
    remedy: Text
    difference: str | None
    versions: tuple[RuleVersion, ...]

    def version(self, edition: Edition, on: date) -> RuleVersion | None:
        """Return what the edition has on a day, or None where it does not state the rule."""
        return in_force(self.versions, edition, on)


@dataclass(frozen=True, slots=True)
class DeadlineVersion:
    """A deadline as one edition has it; `after` names what it is counted from.

    `province_key` names the provincial rule whose number replaces `most`.
    """

    edition: Edition
    since: date | None
    until: date | None
    least: int
    most: int
    unit: Unit
    after: str
    province_key: str | None
    text: Text
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A deadline's versions; those in the calendar follow each other from submission on."""

    id: str
    title: Text
    procedure: Procedure
    in_calendar: bool
    versions: tuple[DeadlineVersion, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as it holds on a day: at most `most` units after `after`."""

    id: str
    title: Text
    text: Text
    unit: Unit
    least: int
    most: int
    after: str
    evidence: Evidence

    def due(self, start: date) -> Due:
        """Return the last day, counted from a day that is not itself counted."""
        if self.unit is Unit.WORKING_DAYS:
            return workdays.add_workdays(start, self.most)
        days = -(-self.most // 24) if self.unit is Unit.HOURS else self.most
        return Due(start + timedelta(days=days), provisional=False)


def in_force[V: Dated](versions: Iterable[V], edition: Edition, on: date) -> V | None:
    """Return the version that an edition has on a day, or None."""
    for version in versions:
        begun = version.since is None or version.since <= on
        ended = version.until is not None and version.until <= on
        if version.edition == edition and begun and not ended:
            return version
    return None
