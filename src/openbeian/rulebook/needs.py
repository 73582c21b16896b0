"""Works out which documents are to be handed in, and for what."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from openbeian.declaration.values import Declaration
from openbeian.rulebook.conditions import decide
from openbeian.rulebook.facts import Subject
from openbeian.rulebook.results import DocumentNeed
from openbeian.rulebook.rules import Scope
from openbeian.rulebook.values import DocumentKind, Edition, Form, Holder, Procedure

_SCOPES = {
    Holder.ENTITY: Scope.DECLARATION,
    Holder.SERVICE: Scope.SERVICE,
    Holder.INDUSTRY: Scope.INDUSTRY,
}


class Book(Protocol):
    """What the needs ask of the rulebook."""

    documents: dict[str, DocumentKind]


def needs(
    book: Book, subjects: Iterable[Subject], edition: Edition, procedure: Procedure
) -> Iterator[DocumentNeed]:
    """Yield what an edition asks for in a procedure, in the order of the document list."""
    looked_at = list(subjects)
    for kind in book.documents.values():
        if kind.procedure != procedure or kind.category is not None:
            continue
        for subject in looked_at:
            if subject.scope is _SCOPES[kind.holder] and _concerns(kind, subject):
                yield from _need(book, kind, subject, edition)


def given(declaration: Declaration) -> Mapping[str, bool]:
    """Return the paths of the documents that a declaration has files for."""
    held = [("entity", declaration.entity.documents)]
    held += [(f"services[{each.id}]", each.documents) for each in declaration.services]
    return {
        f"{path}.documents[{document.kind}]": bool(document.files)
        for path, documents in held
        for document in documents
    }


def document_subjects(
    found: Iterable[DocumentNeed],
    handed_in: Mapping[str, bool],
    outdated: Collection[str],
    whole: Subject,
) -> Iterator[Subject]:
    """Yield the files that are needed as something that rules look at."""
    for need in (each for each in found if each.form is Form.FILE):
        path = f"{need.subject}.documents[{need.kind}]"
        facts = {
            **whole.facts,
            "document.kind": need.kind,
            "document.required": need.required,
            "document.given": handed_in.get(path, False),
            "document.out_of_date": path in outdated,
            "document.title": need.title,
            "document.hint": need.hint,
            "document.source": need.source,
            "document.as_of": need.as_of,
        }
        yield Subject(Scope.DOCUMENT, path, facts)


def _concerns(kind: DocumentKind, subject: Subject) -> bool:
    """Return whether the document is one of this kind of entity."""
    organisation = subject.facts.get("entity.individual") is False
    return (
        "any" in kind.entity_kinds
        or subject.facts["entity.kind"] in kind.entity_kinds
        or ("other_organisation" in kind.entity_kinds and organisation)
    )


def _need(
    book: Book, kind: DocumentKind, subject: Subject, edition: Edition
) -> Iterator[DocumentNeed]:
    requirement = kind.required[edition]
    asked = decide(requirement.when, subject.facts, {})
    if asked is False or requirement.evidence is None:
        return
    holder = subject.path or "entity"
    if kind.holder is Holder.INDUSTRY:
        holder = holder.partition(".")[0]
        kind = book.documents[f"{kind.id}_{subject.facts['industry.id']}"]
    yield DocumentNeed(
        kind=kind.id,
        subject=holder,
        title=kind.text,
        hint=kind.hint,
        required=asked is True,
        formats=kind.accepts.formats if kind.accepts else (),
        max_bytes=kind.accepts.max_bytes if kind.accepts else 0,
        source=requirement.evidence.source,
        as_of=requirement.evidence.as_of,
        founding_item=requirement.item,
        form=kind.form,
    )
