"""Edit a draft: change fields, attach and detach documents."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.cases.moving import check, set_deadline
from openbeian.declaration.draft import Draft, Raw, many, merged, words
from openbeian.declaration.fields import reopened_with
from openbeian.documents.models import Document
from openbeian.errors import DomainError
from openbeian.filings import kinds
from openbeian.filings.models import Correction, Filing
from openbeian.filings.sealing import open_draft, seal_draft
from openbeian.filings.services.access import lock
from openbeian.procedure.filing import EDIT, State
from openbeian.text import Text

MOST_FILES_PER_DOCUMENT = 10


class FieldNotOpen(DomainError):
    """A correction opens only the fields that were asked for and those that depend on them."""

    code = "filing.field_not_open"
    message = Text(
        "Only the fields that we asked you to correct can be changed now.",
        "目前仅可修改被要求更正的内容。",
    )


class NoSuchDocument(DomainError):
    """The file is not among those that the organisation uploaded."""

    code = "filing.document_unknown"
    message = Text("There is no such file. Upload it again.", "未找到该文件，请重新上传。")


class TooManyFiles(DomainError):
    """A document has too many files."""

    code = "filing.too_many_files"
    message = Text(
        "A document has at most {limit} files. Remove one first.",
        "每项材料最多{limit}个文件，请先移除一个。",
    )


@transaction.atomic(durable=True)
def edit(*, filing_id: UUID, actor: Actor, changes: Draft, at: datetime) -> Filing:
    """Lay changed fields over the draft; nothing else is touched.

    Two people may fill in different pages at a time. Raises NoSuchFiling, MoveNotAllowed,
    FieldNotOpen, PathUnreadable.
    """
    filing = lock(filing_id, actor)
    check(EDIT, filing, actor)
    draft = open_draft(filing)
    after = merged(draft, changes)
    changed = sorted(path for path in {*draft, *after} if draft.get(path) != after.get(path))
    if changed:
        _require_open(filing, changed)
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
    FieldNotOpen, NoSuchDocument, TooManyFiles, PathUnreadable.
    """
    filing = lock(filing_id, actor)
    check(EDIT, filing, actor)
    _require_open(filing, [path])
    if not Document.objects.filter(organisation_id=filing.organisation_id, sha256=sha256).exists():
        raise NoSuchDocument
    draft = open_draft(filing)
    files = many(draft, path)
    if sha256 not in files:
        if len(files) >= MOST_FILES_PER_DOCUMENT:
            raise TooManyFiles(limit=MOST_FILES_PER_DOCUMENT)
        _store(filing, merged(draft, {path: [*files, sha256]}), at)
        facts = {"document": path, "sha256": sha256}
        record(kinds.DOCUMENT_ATTACHED, subject=filing.subject, actor=actor, at=at, facts=facts)
    return filing


@transaction.atomic(durable=True)
def detach(*, filing_id: UUID, actor: Actor, path: str, sha256: str, at: datetime) -> Filing:
    """Take a file off a document; the file itself is kept. Raises as `attach`."""
    filing = lock(filing_id, actor)
    check(EDIT, filing, actor)
    _require_open(filing, [path])
    draft = open_draft(filing)
    files = many(draft, path)
    if sha256 in files:
        rest: Raw = [file for file in files if file != sha256]
        _store(filing, merged(draft, {path: rest}), at)
        facts = {"document": path, "sha256": sha256}
        record(kinds.DOCUMENT_DETACHED, subject=filing.subject, actor=actor, at=at, facts=facts)
    return filing


def open_fields(filing: Filing) -> frozenset[str] | None:
    """Return the paths open for correction, or None where every field is open."""
    if filing.state_now is not State.CORRECTION_REQUESTED:
        return None
    asked = Correction.objects.filter(filing=filing, answered_version=None)
    return frozenset(path for correction in asked for path in reopened_with(correction.field))


def _require_open(filing: Filing, changed: Iterable[str]) -> None:
    opened = open_fields(filing)
    if opened is not None and not opened.issuperset(changed):
        raise FieldNotOpen


def _store(filing: Filing, draft: Draft, at: datetime) -> None:
    seal_draft(filing, draft)
    filing.title = words(draft, "entity.name")[:255]
    filing.domain = words(draft, "services[1].domains[1].name").lower()[:253]
    filing.province = words(draft, "province")[:6]
    filing.edited_at = at
    filing.moved_at = max(filing.moved_at, at)  # whoever works on a draft keeps it from expiring
    set_deadline(filing)
    filing.save()
