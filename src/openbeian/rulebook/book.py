"""The rulebook: what its files hold, and what follows from them for a declaration or answers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from openbeian.declaration.findings import Finding
from openbeian.declaration.values import Declaration, Person
from openbeian.rulebook.conditions import NEVER, Fact, Facts, decide
from openbeian.rulebook.derive import Deriver
from openbeian.rulebook.engine import outcomes
from openbeian.rulebook.errors import UnknownEntry
from openbeian.rulebook.facts import Subject
from openbeian.rulebook.files.contents import Contents
from openbeian.rulebook.first_answers import FirstAnswers
from openbeian.rulebook.needs import document_subjects, given, needs
from openbeian.rulebook.outdated import is_stated, outdated, stating_changes
from openbeian.rulebook.provincial import province_facts
from openbeian.rulebook.results import Answers, DocumentNeed, Eligibility
from openbeian.rulebook.rules import Deadline, Rule, Scope, Stage
from openbeian.rulebook.timeline import deadline_in_force
from openbeian.rulebook.values import (
    Difference,
    DocumentKind,
    Edition,
    EntityKind,
    Form,
    PreapprovalCategory,
    Procedure,
    Province,
    Rejection,
    Term,
)
from openbeian.text import Text


class Rulebook:
    """Rules and facts of the field, dated, sourced, in two editions; immutable once loaded.

    `fingerprint` is the SHA-256 (hex) of the data that it was read from.
    """

    def __init__(self, contents: Contents, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.kinds = contents.kinds
        self.provinces = contents.provinces.provinces
        self.preapprovals = contents.preapprovals
        self.documents = contents.document_kinds
        self.rejections = contents.rejections.reasons
        self.terms = contents.glossary.terms
        self.differences = contents.differences.points
        self.rules = contents.rules.rules
        self.topics = contents.rules.topics
        self.deadlines = contents.deadlines
        self._sources = contents.sources
        self._provincial = contents.provinces

    def check(
        self,
        declaration: Declaration,
        *,
        edition: Edition,
        on: date,
        procedure: Procedure = Procedure.FILING,
        before: Declaration | None = None,
    ) -> tuple[Finding, ...]:
        """Return everything that the rules find in a declaration, in the order of the rules.

        `before` is the version that was submitted last: a form that was signed for it goes out of
        date when an answer that it states is changed.
        For a filing, what speaks against a commercial licence is told without blocking, if the
        declaration says that something is sold.
        """
        subjects = tuple(self._deriver(edition, on).declaration(declaration))
        whole = subjects[0]
        papers = document_subjects(
            needs(self, subjects, edition, procedure),
            given(declaration),
            outdated(self.documents, before, declaration),
            whole,
        )
        chosen = self._chosen(procedure, commercial=bool(whole.facts["commercial"]))
        return tuple(
            outcome.finding(
                blocking=outcome.version.blocking
                and (outcome.rule.procedure is procedure or outcome.rule.scope is Scope.DOCUMENT)
            )
            for outcome in outcomes(chosen, (*subjects, *papers), edition, on)
            if outcome.truth
        )

    def check_person(
        self, path: str, person: Person, *, edition: Edition, on: date
    ) -> tuple[Finding, ...]:
        """Return what the rules find in a person in charge alone, before all else is stated."""
        chosen = self._chosen(Procedure.FILING, commercial=False)
        subjects = [self._deriver(edition, on).person(path, person)]
        return tuple(
            outcome.finding(blocking=outcome.version.blocking)
            for outcome in outcomes(chosen, subjects, edition, on)
            if outcome.truth
        )

    def eligibility(self, answers: Answers, *, edition: Edition, on: date) -> Eligibility:
        """Return what first answers allow, if the application is submitted on a day."""
        subjects = tuple(self._deriver(edition, on).answers(answers))
        return FirstAnswers(self, subjects, edition, on).eligibility()

    def documents_for(
        self,
        stated: Declaration | Answers,
        *,
        edition: Edition,
        on: date,
        procedure: Procedure = Procedure.FILING,
    ) -> tuple[DocumentNeed, ...]:
        """Return the files to hand in; what is no file, such as a number, is left out."""
        subjects = self._subjects(stated, edition, on)
        found = needs(self, subjects, edition, procedure)
        return tuple(need for need in found if need.form is Form.FILE)

    def differences_of(
        self, stated: Declaration | Answers, *, edition: Edition, on: date
    ) -> tuple[Difference, ...]:
        """Return where the editions differ in what matters for a declaration or answers."""
        return self.differences_for(self._subjects(stated, edition, on)[0].facts)

    def differences_for(self, facts: Facts) -> tuple[Difference, ...]:
        """Return where the editions differ in what matters for these facts."""
        return tuple(
            point
            for point in self.differences.values()
            if point.differs and decide(point.when, facts, {})
        )

    def deadline(
        self, name: str, *, edition: Edition, on: date, province: str | None = None
    ) -> Deadline:
        """Return a time limit as it holds on a day; raises UnknownEntry.

        With the code of a province its own number is taken, where the edition knows of one.
        """
        own = {} if province is None else self.province_facts(province, individual=False, on=on)
        limit = deadline_in_force(self._find(self.deadlines, "deadlines", name), edition, on, own)
        if limit is None:
            raise UnknownEntry(list=f"deadlines ({edition})", id=name)
        return limit

    def province_facts(self, code: str, *, individual: bool, on: date) -> dict[str, Fact]:
        """Return what a province asks as facts `province.<key>`; None where nothing is known."""
        return province_facts(self._provincial, code, individual=individual, on=on)

    def stating_changes(self, before: Declaration, now: Declaration) -> frozenset[str]:
        """Return the paths of the forms that state what was changed between two versions."""
        return stating_changes(self.documents, before, now)

    def stating(self, need: DocumentNeed, fields: Iterable[str]) -> bool:
        """Return whether a document is a form that states one of these fields."""
        kind = self.document(need.kind)
        return any(is_stated(field, by=kind, of=need.subject) for field in fields)

    def entity_kind(self, name: str) -> EntityKind:
        """Return a kind of entity; raises UnknownEntry."""
        return self._find(self.kinds, "entity_kinds", name)

    def province(self, code: str) -> Province:
        """Return a province by its code of six digits; raises UnknownEntry."""
        return self._find(self.provinces, "provinces", code)

    def preapproval(self, name: str) -> PreapprovalCategory:
        """Return an industry; raises UnknownEntry."""
        return self._find(self.preapprovals, "preapprovals", name)

    def document(self, name: str) -> DocumentKind:
        """Return a kind of document, also one industry's approval; raises UnknownEntry."""
        return self._find(self.documents, "documents", name)

    def rejection(self, name: str) -> Rejection:
        """Return a coded reason for a rejection; raises UnknownEntry."""
        return self._find(self.rejections, "rejections", name)

    def glossary(self, name: str) -> Term:
        """Return a term; raises UnknownEntry."""
        return self._find(self.terms, "glossary", name)

    def difference(self, name: str) -> Difference:
        """Return one point in which the editions are compared; raises UnknownEntry."""
        return self._find(self.differences, "editions", name)

    def cited(self, citation: str) -> Text:
        """Return how a source is named to people who file, who know no research of ours."""
        return self._sources.name(citation)

    def differences_told(self) -> tuple[Difference, ...]:
        """Return every point in which the editions differ that matters to somebody who files."""
        return tuple(
            point for point in self.differences.values() if point.differs and point.when != NEVER
        )

    def difference_behind(self, name: str) -> Difference | None:
        """Return the point in which the editions differ that a rule belongs to, if it does."""
        rule = self.rules.get(name)
        if rule is None or rule.difference is None:
            return None
        point = self.differences[rule.difference]
        return point if point.differs else None

    def rule(self, name: str) -> Rule:
        """Return a rule; raises UnknownEntry."""
        return self._find(self.rules, "rules", name)

    def _deriver(self, edition: Edition, on: date) -> Deriver:
        return Deriver(self, edition, on)

    def _subjects(
        self, stated: Declaration | Answers, edition: Edition, on: date
    ) -> tuple[Subject, ...]:
        deriver = self._deriver(edition, on)
        if isinstance(stated, Answers):
            return tuple(deriver.answers(stated))
        return tuple(deriver.declaration(stated))

    def _chosen(self, procedure: Procedure, *, commercial: bool) -> Iterator[Rule]:
        """Yield the rules that speak on a declaration in a procedure."""
        filing = procedure is Procedure.FILING
        for rule in self.rules.values():
            also = rule.scope is Scope.DOCUMENT or (
                filing and commercial and rule.procedure is Procedure.LICENCE
            )
            if Stage.DECLARATION in rule.stages and (rule.procedure is procedure or also):
                yield rule

    @staticmethod
    def _find[T](rows: Mapping[str, T], file: str, name: str) -> T:
        try:
            return rows[name]
        except KeyError:
            raise UnknownEntry(list=file, id=name) from None
