"""Interprets rules: holds each against what it looks at, and puts what holds into findings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openbeian.declaration.findings import Finding
from openbeian.rulebook.conditions import Truth, decide, facts_used
from openbeian.rulebook.facts import Subject
from openbeian.rulebook.rules import Rule, RuleVersion, Scope
from openbeian.rulebook.values import Edition
from openbeian.rulebook.wording import fill, fill_words, plain
from openbeian.text import Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rule held against one subject: it holds, or the facts do not settle it (None)."""

    rule: Rule
    version: RuleVersion
    subject: Subject
    truth: Truth

    @property
    def demand(self) -> Text:
        """What the rule asks, in positive words."""
        return fill(self.rule.demand, self.version.parameters, self.subject.facts)

    def finding(self, *, blocking: bool) -> Finding:
        """Return the rule's words on the field, with the facts that triggered it."""
        evidence, values = self.version.evidence, (self.version.parameters, self.subject.facts)
        used = facts_used(self.rule.when)
        return Finding(
            rule=self.rule.id,
            field=".".join(filter(None, (self.subject.path, self.rule.field))),
            message=fill(self.rule.message, *values),
            remedy=fill(self.rule.remedy, *values),
            source=fill_words(evidence.source, "en", *values),
            as_of=fill_words(evidence.as_of, "en", *values),
            blocking=blocking,
            because={
                name: plain(self.subject.facts[name]) for name in used if name in self.subject.facts
            },
        )


def outcomes(
    rules: Iterable[Rule], subjects: Iterable[Subject], edition: Edition, on: date
) -> Iterator[Outcome]:
    """Yield each rule in force with each subject of its scope, unless it does not hold there."""
    by_scope: dict[Scope, list[Subject]] = {}
    for subject in subjects:
        by_scope.setdefault(subject.scope, []).append(subject)
    for rule in rules:
        version = rule.version(edition, on)
        if version is None:
            continue
        for subject in by_scope.get(rule.scope, ()):
            truth = decide(rule.when, subject.facts, version.parameters)
            if truth is not False:
                yield Outcome(rule, version, subject, truth)
