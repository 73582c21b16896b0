"""Reads `preapprovals.yaml`."""

from openbeian.datafiles import Row
from openbeian.rulebook.files.parts import by_id, each, per_edition
from openbeian.rulebook.values import (
    ApprovalStatus,
    PreapprovalCategory,
    PreapprovalCell,
    ProvinceNote,
)


def read_preapprovals(file: Row) -> dict[str, PreapprovalCategory]:
    """Return the industries by id."""
    return by_id(file, "categories", _category)


def _category(row: Row) -> PreapprovalCategory:
    keywords = row.row("keywords")
    documented = keywords.list_of("zh_documented", str)
    suggested = keywords.list_of("zh_suggested", str) + keywords.list_of("en_suggested", str)
    keywords.close()
    return PreapprovalCategory(
        id=row.text("id"),
        administration_id=row.maybe_whole("administration_id"),
        op_id=row.maybe_whole("op_id"),
        wechat_type=row.maybe_whole("wechat_type"),
        text=row.own_words(),
        authority=row.words("authority"),
        editions=per_edition(row, "editions", _cell),
        keywords_documented=documented,
        keywords_suggested=suggested,
        note=row.words("note"),
        approval_validity_years=row.maybe_whole("approval_validity_years"),
        province_notes=tuple(_note(note) for note in each(row, "province_notes")),
    )


def _cell(row: Row) -> PreapprovalCell:
    return PreapprovalCell(
        status=ApprovalStatus(row.choice("status", tuple(ApprovalStatus))),
        document=row.maybe_text("document"),
        high_failure=row.truth("high_failure"),
        approval=row.maybe_words("approval"),
        basis=row.maybe_words("basis"),
        wording=row.maybe_text("wording"),
        evidence=row.evidence(),
    )


def _note(row: Row) -> ProvinceNote:
    return ProvinceNote(
        province=row.text("province"), text=row.own_words(), evidence=row.evidence()
    )
