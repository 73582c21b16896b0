"""Opens and seals what an application holds: the draft, and each frozen Declaration."""

import json

from openbeian import vault
from openbeian.declaration import canonical
from openbeian.declaration.draft import Draft, Raw
from openbeian.declaration.values import Declaration
from openbeian.filings.models import DeclarationVersion, Filing


def seal_draft(filing: Filing, draft: Draft) -> None:
    """Put a draft into an application that the caller stores."""
    raw = json.dumps(dict(draft), ensure_ascii=False, sort_keys=True).encode()
    filing.draft_sealed = vault.seal(raw, context=f"filings.draft:{filing.pk}")


def open_draft(filing: Filing) -> dict[str, Raw]:
    """Return the draft of an application."""
    raw = vault.open_sealed(bytes(filing.draft_sealed), context=f"filings.draft:{filing.pk}")
    draft: dict[str, Raw] = json.loads(raw)
    return draft


def seal_declaration(filing: Filing, number: int, declaration: Declaration) -> bytes:
    """Return a Declaration sealed for its place in the history."""
    return vault.seal(canonical.dump(declaration), context=_version_context(filing.pk, number))


def open_declaration(version: DeclarationVersion) -> Declaration:
    """Return the Declaration that was frozen."""
    context = _version_context(version.filing_id, version.number)
    return canonical.load(vault.open_sealed(bytes(version.sealed), context=context))


def _version_context(filing_id: object, number: int) -> str:
    return f"filings.version:{filing_id}:{number}"
