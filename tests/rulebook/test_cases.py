"""The rules on cases that a clerk can read; every rule is met and not met by one of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from examples import declaration
from openbeian import rulebook
from openbeian.declaration.values import Domain, ServiceKind
from openbeian.rulebook import Answers, Edition, Procedure
from openbeian.rulebook.rules import Stage

FOLDER = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Case:
    """One case; `change` is applied to the example declaration, `answers` are first answers.

    `before` are the changes to the example that were submitted last.
    """

    case: str
    edition: Edition
    blocks: list[str]
    notes: list[str]
    day: date = TODAY
    procedure: Procedure = Procedure.FILING
    change: dict[str, Any] | None = None
    before: dict[str, Any] | None = None
    answers: dict[str, Any] | None = None
    filing: bool | None = None
    licence: bool | str | None = "not told"

    @property
    def stage(self):
        return Stage.DECLARATION if self.answers is None else Stage.ELIGIBILITY

    def findings(self):
        book = rulebook.default()
        if self.answers is None:
            return book.check(
                changed(self.change),
                edition=self.edition,
                on=self.day,
                procedure=self.procedure,
                before=None if self.before is None else changed(self.before),
            )
        result = book.eligibility(answers(self.answers), edition=self.edition, on=self.day)
        return result.reasons + result.warnings


def value_of(path, value):
    """Turn what YAML can say into what a declaration holds."""
    if path == "services[1].kind":
        return ServiceKind(value)
    if ".domains[" in path and isinstance(value, dict):
        return Domain(**value)
    return tuple(value) if isinstance(value, list) else value


def changed(change):
    return declaration(**{path: value_of(path, value) for path, value in change.items()})


def answers(given):
    return Answers(**{**given, "industries": tuple(given.get("industries", ()))})


def read_cases():
    for file in sorted(FOLDER.glob("*.yaml")):
        for row in yaml.safe_load(file.read_text(encoding="utf-8")):
            edition = Edition(row.pop("edition"))
            procedure = Procedure(row.pop("procedure", "filing"))
            yield Case(edition=edition, procedure=procedure, **row)


CASES = list(read_cases())


def found(findings, *, blocking):
    return sorted(
        f"{finding.rule} at {finding.field}" for finding in findings if finding.blocking is blocking
    )


@pytest.mark.parametrize("case", [pytest.param(case, id=case.case) for case in CASES])
def test_case(case):
    findings = case.findings()
    assert found(findings, blocking=True) == sorted(case.blocks)
    assert found(findings, blocking=False) == sorted(case.notes)


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.case) for case in CASES if case.answers is not None]
)
def test_verdict(case):
    result = rulebook.default().eligibility(
        answers(case.answers), edition=case.edition, on=case.day
    )
    assert result.filing.eligible is case.filing
    if case.licence != "not told":
        assert result.licence.eligible is case.licence


def test_the_names_of_the_cases_are_their_own():
    names = [case.case for case in CASES]
    assert sorted(set(names)) == sorted(names)


def considers(case, rule):
    """Whether the rule had a say in the case."""
    procedures = (case.procedure, Procedure.LICENCE)
    return (
        case.stage in rule.stages
        and rule.procedure in procedures
        and rule.version(case.edition, case.day) is not None
    )


def hit(case):
    return {line.split(" at ")[0] for line in (*case.blocks, *case.notes)}


@pytest.mark.parametrize("rule", list(rulebook.default().rules.values()), ids=lambda rule: rule.id)
def test_a_rule_is_met_by_one_case_and_not_by_another(rule):
    cases = [case for case in CASES if considers(case, rule)]
    assert any(rule.id in hit(case) for case in cases)
    assert any(rule.id not in hit(case) for case in cases)


@pytest.mark.parametrize("edition", list(Edition))
def test_a_rule_that_blocks_in_an_edition_is_met_there(edition):
    """A blocking version stops somebody: each is shown by a case of that edition."""
    shown = {rule for case in CASES if case.edition is edition for rule in hit(case)}
    blocking = {
        rule.id
        for rule in rulebook.default().rules.values()
        if (version := rule.version(edition, TODAY)) is not None and version.blocking
    }
    assert blocking - shown == set()
