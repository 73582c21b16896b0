"""Edit a draft: change fields, attach and detach documents."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.cases.moving import Facts, check, set_deadline
from openbeian.declaration.draft import Draft, Raw, many, merged
from openbeian.declaration.fields import reopened_with
from openbeian.declaration.findings import blocking
from openbeian.declaration.paths import PathUnreadable, lies_under
from openbeian.errors import DomainError
from openbeian.filings import kinds
from openbeian.filings.findings import findings_in, forms_to_sign
from openbeian.filings.fixed import is_fixed, open_in
from openbeian.filings.models import Filing
from openbeian.filings.queries import open_corrections
from openbeian.filings.sealing import open_draft, seal_draft
from openbeian.filings.services.access import lock
from openbeian.filings.services.papers import (
    NoSuchDocument,
    TooManyFiles,
    is_document,
    require_fit,
    title_of,
)
from openbeian.procedure.filing import EDIT, State
from openbeian.text import Text

__all__ = [
    "FieldNotOpen",
    "NoSuchDocument",
    "TooManyFiles",
    "attach",
    "detach",
    "edit",
    "is_open",
    "open_fields",
]


class FieldNotOpen(DomainError):
    """The field stays as it is: nobody asked to correct it, or a change cannot alter it."""

    code = "filing.field_not_open"
    message = Text(
        "This cannot be changed now. The list of tasks shows what can.",
        "该项内容目前不可修改，可修改的内容见任务列表。",
    )


@transaction.atomic(durable=True)
def edit(*, filing_id: UUID, actor: Actor, changes: Draft, at: datetime) -> Filing:
    """Lay changed fields over the draft; nothing else is touched.

    Two people may fill in different pages at a time. Raises NoSuchFiling, MoveNotAllowed,
    FieldNotOpen, NoSuchDocument, TooManyFiles, PathUnreadable, DraftTooLarge.
    """
    filing = lock(filing_id, actor)
    check(EDIT, filing, actor)
    draft = open_draft(filing)
    after = merged(draft, changes)
    changed = sorted(path for path in {*draft, *after} if draft.get(path) != after.get(path))
    if changed:
        _require_open(filing, draft, changed, at)
        require_fit(filing.organisation_id, after, changed)
        _store(filing, after, at)
        record(
            kinds.OF_MOVE["edit"],
            subject=filing.subject,
            actor=actor,
            at=at,
            facts={"fields": list(changed)},
        )
    return filing


@transaction.atomic(durable=True)
def attach(*, filing_id: UUID, actor: Actor, path: str, sha256: str, at: datetime) -> Filing:
    """Add an uploaded file to a document such as `entity.documents[business_licence]`.

    Attaching the same file again changes nothing. Raises NoSuchFiling, MoveNotAllowed,
    FieldNotOpen, NoSuchDocument, TooManyFiles, PathUnreadable, DraftTooLarge.
    """
    filing, draft = _opened(filing_id, actor, path, at)
    files = many(draft, path)
    if sha256 not in files:
        after = merged(draft, {path: [*files, sha256]})
        require_fit(filing.organisation_id, after, [path])
        _store(filing, after, at)
        facts: Facts = {"document": title_of(path), "sha256": sha256}
        record(kinds.DOCUMENT_ATTACHED, subject=filing.subject, actor=actor, at=at, facts=facts)
    return filing


@transaction.atomic(durable=True)
def detach(*, filing_id: UUID, actor: Actor, path: str, sha256: str, at: datetime) -> Filing:
    """Take a file off a document; the file itself is kept.

    Raises NoSuchFiling, MoveNotAllowed, FieldNotOpen, PathUnreadable.
    """
    filing, draft = _opened(filing_id, actor, path, at)
    files = many(draft, path)
    if sha256 in files:
        rest: Raw = [file for file in files if file != sha256]
        _store(filing, merged(draft, {path: rest}), at)
        facts: Facts = {"document": title_of(path), "sha256": sha256}
        record(kinds.DOCUMENT_DETACHED, subject=filing.subject, actor=actor, at=at, facts=facts)
    return filing


def open_fields(filing: Filing, at: datetime) -> frozenset[str] | None:
    """Return the paths that may be changed, or None where every field may.

    A change leaves what the administration would not take anew. For a correction, open is what was
    asked for, what depends on it, the forms that are signed for it, and whatever a rule now finds
    blocking: a correction may call for another document, and a certificate may run out meanwhile.
    """
    return _open_fields(filing, open_draft(filing), at)


def is_open(path: str, opened: frozenset[str] | None) -> bool:
    """Return whether a path is among open fields, or within one."""
    return opened is None or any(lies_under(path, prefix) for prefix in opened)


def _open_fields(filing: Filing, draft: Draft, at: datetime) -> frozenset[str] | None:
    if filing.state_now is not State.CORRECTION_REQUESTED:
        return open_in(filing.kind_now, draft)
    asked = {
        path for correction in open_corrections(filing) for path in reopened_with(correction.field)
    }
    declaration, findings = findings_in(filing, draft, at)
    signed = forms_to_sign(filing, declaration)
    opened = asked | signed | {finding.field for finding in blocking(findings)}
    return frozenset(path for path in opened if not is_fixed(filing.kind_now, path))


def _require_open(filing: Filing, draft: Draft, changed: Iterable[str], at: datetime) -> None:
    opened = _open_fields(filing, draft, at)
    if not all(is_open(path, opened) for path in changed):
        raise FieldNotOpen


def _opened(
    filing_id: UUID, actor: Actor, path: str, at: datetime
) -> tuple[Filing, dict[str, Raw]]:
    """Return an application whose document at this path may be changed, and its draft."""
    filing = lock(filing_id, actor)
    check(EDIT, filing, actor)
    if not is_document(path):
        raise PathUnreadable(path=path)
    draft = open_draft(filing)
    _require_open(filing, draft, [path], at)
    return filing, draft


def _store(filing: Filing, draft: Draft, at: datetime) -> None:
    seal_draft(filing, draft)
    filing.edited_at = at
    filing.moved_at = max(filing.moved_at, at)  # whoever works on a draft keeps it from expiring
    set_deadline(filing)
    filing.save()
