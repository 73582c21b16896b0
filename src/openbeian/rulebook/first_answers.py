"""Decides what first answers allow: filing, licence, documents, approvals, days, differences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from openbeian.rulebook.conditions import Facts
from openbeian.rulebook.engine import Outcome, outcomes
from openbeian.rulebook.facts import Subject
from openbeian.rulebook.needs import needs
from openbeian.rulebook.results import (
    Application,
    DocumentNeed,
    Eligibility,
    PreapprovalNeed,
    Step,
    Verdict,
)
from openbeian.rulebook.rules import DeadlineRule, Rule, Scope, Stage
from openbeian.rulebook.timeline import calendar
from openbeian.rulebook.values import (
    Difference,
    DocumentKind,
    Edition,
    EntityKind,
    PreapprovalCategory,
    Procedure,
    Standing,
)
from openbeian.text import Text

_TITLES = {
    Procedure.FILING: Text("ICP filing (Bei'An)", "ICP备案"),
    Procedure.LICENCE: Text(
        "ICP commercial licence (Zheng)", "增值电信业务经营许可证（ICP许可证）"
    ),
}
_DUTIES = "duty"


class Book(Protocol):
    """What the verdicts need of the rulebook."""

    kinds: dict[str, EntityKind]
    rules: dict[str, Rule]
    deadlines: dict[str, DeadlineRule]
    preapprovals: dict[str, PreapprovalCategory]
    documents: dict[str, DocumentKind]

    def differences_for(self, facts: Facts) -> tuple[Difference, ...]:
        """Return the differences that matter for these facts."""
        ...


def _day(step: Step) -> date:
    return step.due.date if step.due else date.max


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """First answers as facts, with the rulebook, the edition and the day to decide them by."""

    book: Book
    subjects: tuple[Subject, ...]
    edition: Edition
    on: date

    def eligibility(self) -> Eligibility:
        """Return everything that the answers decide."""
        filing = self._verdict(Procedure.FILING)
        licence = self._verdict(Procedure.LICENCE) if filing.eligible is not False else filing
        applications = tuple(self._applications(filing, licence))
        findings = tuple(
            outcome.finding(blocking=outcome.version.blocking)
            for procedure in (Procedure.FILING, Procedure.LICENCE)
            if procedure is Procedure.FILING or self._facts["commercial"]
            for outcome in self._outcomes(procedure)
            if outcome.truth
        )
        return Eligibility(
            edition=self.edition,
            filing=filing,
            licence=licence,
            applications=applications,
            reasons=tuple(finding for finding in findings if finding.blocking),
            warnings=tuple(finding for finding in findings if not finding.blocking),
            documents=self._documents(Procedure.FILING),
            licence_documents=self._documents(Procedure.LICENCE),
            preapprovals=tuple(self._preapprovals()),
            calendar=tuple(sorted(self._calendar(applications), key=_day)),
            differences=self.book.differences_for(self._facts),
        )

    @property
    def _facts(self) -> Facts:
        return self.subjects[0].facts

    def _outcomes(self, procedure: Procedure) -> Iterator[Outcome]:
        rules = (
            rule
            for rule in self.book.rules.values()
            if rule.procedure is procedure and Stage.ELIGIBILITY in rule.stages
        )
        return outcomes(rules, self.subjects, self.edition, self.on)

    def _verdict(self, procedure: Procedure) -> Verdict:
        found = list(self._outcomes(procedure))
        for outcome in found:
            if outcome.truth and outcome.version.blocking:
                refusal = outcome.finding(blocking=True)
                return Verdict(
                    eligible=False,
                    reason=refusal.message,
                    source=refusal.source,
                    as_of=refusal.as_of,
                    conditions=(),
                )
        conditions = [
            outcome.demand
            for outcome in found
            if outcome.rule.concerns != _DUTIES
            # What would block and is not known yet, or holds without blocking.
            and outcome.version.blocking is (outcome.truth is None)
        ]
        return self._standing(procedure, tuple(dict.fromkeys(conditions)))

    def _standing(self, procedure: Procedure, conditions: tuple[Text, ...]) -> Verdict:
        kind = self.book.kinds[str(self._facts["entity.kind"])]
        cells = kind.filing if procedure is Procedure.FILING else kind.licence
        cell = cells[self.edition]
        return Verdict(
            eligible=None if cell.value is Standing.NOT_STATED else True,
            reason=cell.basis,
            source=cell.evidence.source,
            as_of=cell.evidence.as_of,
            conditions=conditions,
        )

    def _applications(self, filing: Verdict, licence: Verdict) -> Iterator[Application]:
        if filing.eligible is not False:
            yield Application(Procedure.FILING, _TITLES[Procedure.FILING])
        if licence.eligible is not False and self._facts["commercial"]:
            yield Application(Procedure.LICENCE, _TITLES[Procedure.LICENCE])

    def _documents(self, procedure: Procedure) -> tuple[DocumentNeed, ...]:
        return tuple(needs(self.book, self.subjects, self.edition, procedure))

    def _preapprovals(self) -> Iterator[PreapprovalNeed]:
        for subject in self.subjects:
            if subject.scope is Scope.INDUSTRY:
                category = self.book.preapprovals[str(subject.facts["industry.id"])]
                cell = category.editions[self.edition]
                yield PreapprovalNeed(
                    category=category.id,
                    title=category.text,
                    authority=category.authority,
                    approval=cell.approval,
                    status=cell.status,
                    high_failure=cell.high_failure,
                    note=category.note,
                    document=cell.document,
                    source=cell.evidence.source,
                    as_of=cell.evidence.as_of,
                )

    def _calendar(self, applications: tuple[Application, ...]) -> Iterator[Step]:
        procedures = {application.procedure for application in applications}
        if procedures:
            procedures.add(Procedure.PSB)
        limits = self.book.deadlines
        return calendar(limits, procedures, self.edition, self.on, self._facts)
