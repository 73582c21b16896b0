"""Which files a document of an application may hold: the organisation's own, of a known kind."""

import re
from collections.abc import Iterable
from uuid import UUID

from openbeian import rulebook
from openbeian.declaration.draft import Draft, many
from openbeian.declaration.fields import Kind, field_at
from openbeian.declaration.paths import PathUnreadable, keys
from openbeian.documents.queries import several
from openbeian.errors import DomainError
from openbeian.text import Text

MOST_FILES_PER_DOCUMENT = 10
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


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


def is_document(path: str) -> bool:
    """Return whether a field holds files; raises PathUnreadable."""
    return field_at(path).kind is Kind.FILES


def title_of(path: str) -> Text:
    """Return the name of the document that a path is about; its id where no rule names it now."""
    kind = keys(path)[-1]
    known = rulebook.default().documents.get(kind)
    return known.text if known else Text(kind, kind)


def require_fit(organisation_id: UUID, draft: Draft, paths: Iterable[str]) -> None:
    """Raise unless the documents among these paths hold files that they may hold.

    Raises PathUnreadable, NoSuchDocument, TooManyFiles.
    """
    documents = [path for path in paths if is_document(path)]
    for path in documents:
        if keys(path)[-1] not in rulebook.default().documents:
            raise PathUnreadable(path=path)
        if len(many(draft, path)) > MOST_FILES_PER_DOCUMENT:
            raise TooManyFiles(limit=MOST_FILES_PER_DOCUMENT)
    wanted = {sha256 for path in documents for sha256 in many(draft, path)}
    if not all(_SHA256.fullmatch(sha256) for sha256 in wanted):
        raise NoSuchDocument
    if wanted - several(organisation_id=organisation_id, hashes=wanted).keys():
        raise NoSuchDocument
