"""Reads `documents.yaml`: what is handed in, and when each edition asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from openbeian.datafiles import Row
from openbeian.rulebook import conditions
from openbeian.rulebook.files.parts import by_id, per_edition, vocabulary, words_of
from openbeian.rulebook.values import (
    DocumentKind,
    Form,
    Holder,
    PreapprovalCategory,
    Requirement,
    UploadLimit,
)
from openbeian.text import Text

_PROCEDURES = ("filing", "licence", "psb", "duty")


@dataclass(frozen=True, slots=True)
class Documents:
    """Everything the file holds, by id."""

    uploads: dict[str, UploadLimit]
    groups: dict[str, Text]
    suppliers: dict[str, Text]
    faults: dict[str, Text]
    kinds: dict[str, DocumentKind]


def read_documents(file: Row) -> Documents:
    """Return the file's content."""
    uploads = by_id(file, "uploads", _upload)
    return Documents(
        uploads=uploads,
        groups=vocabulary(file, "groups"),
        suppliers=vocabulary(file, "suppliers"),
        faults=vocabulary(file, "faults"),
        kinds=by_id(file, "documents", lambda row: _kind(row, uploads)),
    )


def approval_documents(
    kinds: Mapping[str, DocumentKind], categories: Mapping[str, PreapprovalCategory]
) -> dict[str, DocumentKind]:
    """Return the kinds held by an industry once more for each industry: `preapproval_news`."""
    own = {}
    for kind in kinds.values():
        if kind.holder is Holder.INDUSTRY:
            for category in categories.values():
                title = Text(
                    f"{kind.text.en}: {category.text.en}", f"{kind.text.zh}：{category.text.zh}"
                )
                identity = f"{kind.id}_{category.id}"
                own[identity] = replace(kind, id=identity, text=title, category=category.id)
    return own


def _upload(row: Row) -> UploadLimit:
    return UploadLimit(
        id=row.text("id"), formats=row.list_of("formats", str), max_bytes=row.whole("max_bytes")
    )


def _kind(row: Row, uploads: Mapping[str, UploadLimit]) -> DocumentKind:
    _limits(row)
    form = Form(row.choice("form", tuple(Form)))
    accepts = row.maybe_text("accepts")
    if (accepts in uploads) is not (form is Form.FILE):
        row.fault("a file names what its upload takes, and nothing else does")
    remaining, age = _validity(row)
    return DocumentKind(
        id=row.text("id"),
        formerly=words_of(row, "formerly"),
        text=row.own_words(),
        hint=row.words("hint"),
        group=row.text("group"),
        supplied_by=row.text("supplied_by"),
        procedure=row.choice("procedure", _PROCEDURES),
        holder=Holder(row.choice("subject", tuple(Holder))),
        category=None,
        form=form,
        accepts=uploads.get(accepts or ""),
        entity_kinds=row.list_of("entity_kinds", str),
        application_kinds=row.list_of("application_kinds", str),
        required=per_edition(row, "required", _requirement),
        attachment_purpose=row.maybe_whole("attachment_purpose"),
        min_remaining_days=remaining,
        max_age_days=age,
        common_faults=words_of(row, "common_faults"),
        states=words_of(row, "states"),
    )


def _requirement(row: Row) -> Requirement:
    on_request = row.peek("when") == "on_request"
    if on_request:
        row.text("when")
    when = conditions.NEVER if on_request else conditions.read(row, "when")
    item = row.maybe_whole("item")
    evidence = row.evidence() if on_request or when != conditions.NEVER else None
    return Requirement(when=when, on_request=on_request, item=item, evidence=evidence)


def _validity(row: Row) -> tuple[int | None, int | None]:
    if not row.has("validity"):
        return None, None
    validity = row.row("validity")
    validity.own_words()
    days = validity.maybe_whole("min_remaining_days"), validity.maybe_whole("max_age_days")
    validity.close()
    return days


def _limits(row: Row) -> None:
    """Other providers' and the administration's limits are kept for reference and only checked."""
    rows = list(row.rows("provider_limits", "source")) if row.has("provider_limits") else []
    if row.has("administration_limits"):
        rows.append(row.row("administration_limits"))
    for limit in rows:
        limit.list_of("types", str)
        for size in ("min_kb", "max_kb", "max_files"):
            limit.maybe_whole(size)
        limit.text("source")
        limit.text("as_of")
        limit.close()
    row.maybe_words("note")
