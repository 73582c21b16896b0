"""Checks what the files say of each other: ids, facts, parameters, field paths."""

from collections.abc import Collection, Iterable

from openbeian import codes
from openbeian.datafiles import STAND_IN, Faults
from openbeian.declaration import paths
from openbeian.declaration.fields import by_pattern
from openbeian.rulebook import conditions, wording
from openbeian.rulebook.facts import available
from openbeian.rulebook.files.contents import Contents
from openbeian.rulebook.files.deadlines import EVENTS
from openbeian.rulebook.files.provinces import TYPES
from openbeian.rulebook.rules import Rule, RuleVersion, Scope
from openbeian.rulebook.values import DocumentKind, Holder, ProvinceRule

_ANY_KINDS = ("any", "other_organisation")
_DOCUMENT_LISTS = ("minor_proof", "commitment_letter", "extra_documents")
_SCOPES = {
    Holder.ENTITY: Scope.DECLARATION,
    Holder.SERVICE: Scope.SERVICE,
    Holder.INDUSTRY: Scope.INDUSTRY,
}


def _stated() -> frozenset[str]:
    """Return what a form can state: every field of the catalogue, and every part of it."""
    parts = [pattern.split(".") for pattern in by_pattern()]
    return frozenset(
        ".".join(each[:length]) for each in parts for length in range(1, len(each) + 1)
    )


def check_references(contents: Contents, faults: Faults) -> None:
    """Note everything that points to what is not there."""
    Checker(contents, faults).check()


class Checker:
    """Checks one set of contents."""

    def __init__(self, contents: Contents, faults: Faults) -> None:
        self._all = contents
        self._faults = faults
        self._keys = tuple(contents.provinces.keys)

    def check(self) -> None:
        """Check every file."""
        self._kinds()
        self._provinces()
        self._preapprovals()
        for document in self._all.documents.kinds.values():
            self._document(document)
        self._rejections()
        self._glossary()
        self._editions()
        for rule in self._all.rules.rules.values():
            self._rule(rule)
        self._deadlines()

    def _known(
        self, where: str, what: str, names: Iterable[object], known: Collection[object]
    ) -> None:
        for name in names:
            if name not in known and name != STAND_IN:
                self._faults.add(where, f"there is no {what} {name}")

    def _codes(self, where: str, table: str, ids: Iterable[object]) -> None:
        known = [row.id for row in codes.table(table).all_rows]
        self._known(where, f"code of {table}", ids, known)

    def _kinds(self) -> None:
        for kind in self._all.kinds.values():
            where = f"entity_kinds.yaml: {kind.id}"
            self._codes(where, "entity_natures", kind.nature_ids)
            self._codes(where, "certificate_types", kind.certificate_type_ids)

    def _provinces(self) -> None:
        fileable = {row.columns["province_code"] for row in codes.table("server_places").all_rows}
        given = self._all.provinces.provinces
        self._known("provinces.yaml", "province with code", fileable, given)
        self._known("provinces.yaml", "server place for", given, fileable)
        rules = [rule for province in given.values() for rule in province.rules]
        for province in given.values():
            if province.abbreviation_filing not in province.abbreviation_variants:
                where = f"provinces.yaml: {province.id}"
                self._faults.add(where, "the filing abbreviation is not among the variants")
        seen: set[str] = set()
        for rule in (*self._all.provinces.national, *rules):
            where = f"provinces.yaml: {rule.id}"
            if rule.id in seen:
                self._faults.add(where, "the id is given twice")
            seen.add(rule.id)
            self._province_rule(where, rule)

    def _province_rule(self, where: str, rule: ProvinceRule) -> None:
        key = self._all.provinces.keys.get(rule.key)
        if key is None:
            self._faults.add(where, f"there is no key {rule.key}")
            return
        if type(rule.value) not in [TYPES.get(name) for name in key.type.split(" or ")]:
            self._faults.add(where, f"the value is not of the type {key.type}")
        elif rule.key in _DOCUMENT_LISTS and isinstance(rule.value, list):
            self._known(where, "document", rule.value, self._all.documents.kinds)

    def _preapprovals(self) -> None:
        ids = {province.id for province in self._all.provinces.provinces.values()}
        for category in self._all.preapprovals.values():
            where = f"preapprovals.yaml: {category.id}"
            if category.administration_id is not None:
                self._codes(where, "preapproval_types", [category.administration_id])
            for cell in category.editions.values():
                kind = [] if cell.document is None else [cell.document]
                self._known(where, "document", kind, self._all.document_kinds)
            noted = [note.province for note in category.province_notes]
            self._known(where, "province", noted, ids)

    def _document(self, document: DocumentKind) -> None:
        where = f"documents.yaml: {document.id}"
        self._known(where, "group", [document.group], self._all.documents.groups)
        self._known(where, "supplier", [document.supplied_by], self._all.documents.suppliers)
        self._known(where, "fault", document.common_faults, self._all.documents.faults)
        self._known(where, "kind", document.entity_kinds, [*self._all.kinds, *_ANY_KINDS])
        self._known(where, "field", document.states, _stated())
        if document.attachment_purpose is not None:
            self._codes(where, "attachment_purposes", [document.attachment_purpose])
        facts = available(_SCOPES[document.holder], self._keys)
        for requirement in document.required.values():
            self._known(where, "fact", conditions.facts_used(requirement.when), facts)
            self._known(where, "parameter", conditions.parameters_used(requirement.when), ())

    def _rejections(self) -> None:
        for reason in self._all.rejections.reasons.values():
            where = f"rejections.yaml: {reason.id}"
            self._known(where, "group", [reason.group], self._all.rejections.groups)
            self._known(where, "party", reason.raised_by, self._all.rejections.raised_by)
            for field in reason.fields:
                self._path(where, field)
                if ".documents[" in field:
                    kind = [paths.keys(field)[-1]]
                    self._known(where, "document", kind, self._all.documents.kinds)

    def _path(self, where: str, path: str) -> None:
        try:
            paths.steps(path)
        except paths.PathUnreadable as refused:
            self._faults.add(where, refused.text.en)

    def _glossary(self) -> None:
        for term in self._all.glossary.terms.values():
            where = f"glossary.yaml: {term.id}"
            self._known(where, "category", [term.category], self._all.glossary.categories)

    def _editions(self) -> None:
        files: dict[str, Collection[str]] = {
            "documents": self._all.documents.kinds,
            "entity_kinds": self._all.kinds,
            "preapprovals": self._all.preapprovals,
            "provinces": self._all.provinces.keys,
            "rejections": self._all.rejections.reasons,
            "glossary": self._all.glossary.terms,
        }
        facts = available(Scope.DECLARATION, self._keys)
        for point in self._all.differences.points.values():
            where = f"editions.yaml: {point.id}"
            self._known(where, "relation", [point.relation], self._all.differences.relations)
            self._known(where, "fact", conditions.facts_used(point.when), facts)
            self._known(where, "parameter", conditions.parameters_used(point.when), ())
            for reference in point.see:
                file, _, name = reference.partition(".")
                self._known(where, "file", [file], files)
                self._known(where, f"row in {file}:", [name] if name else [], files.get(file, ()))

    def _rule(self, rule: Rule) -> None:
        where = self._all.rules.rows[rule.id].where
        self._known(where, "topic", [rule.concerns], self._all.rules.topics)
        if rule.difference is not None:
            self._known(where, "difference", [rule.difference], self._all.differences.points)
        if rule.field:
            self._path(where, rule.field)
        facts = available(rule.scope, self._keys)
        self._known(where, "fact", conditions.facts_used(rule.when), facts)
        for version in rule.versions:
            self._version(where, rule, version, facts)

    def _version(
        self, where: str, rule: Rule, version: RuleVersion, facts: Collection[str]
    ) -> None:
        named = conditions.parameters_used(rule.when)
        self._known(where, f"parameter in {version.edition}:", named, version.parameters)
        evidence = version.evidence
        for text in (rule.demand, rule.message, rule.remedy, evidence.source, evidence.as_of):
            names = wording.places(text)
            known = {*facts, *version.parameters}
            self._known(where, f"fact or parameter in {version.edition}:", names, known)

    def _deadlines(self) -> None:
        for deadline in self._all.deadlines.values():
            where = f"deadlines.yaml: {deadline.id}"
            for version in deadline.versions:
                known = [*self._all.deadlines, *EVENTS]
                self._known(where, "event or limit", [version.after], known)
                keys = [] if version.province_key is None else [version.province_key]
                self._known(where, "key", keys, self._keys)
