"""Opens and seals what an application holds: the draft, and each frozen Declaration."""

import json

from openbeian import rulebook, vault
from openbeian.declaration import canonical
from openbeian.declaration.draft import Draft, Raw, words
from openbeian.declaration.values import Declaration
from openbeian.errors import DomainError
from openbeian.filings.models import DeclarationVersion, Filing
from openbeian.text import Text

LARGEST_DRAFT = 256 * 1024


class DraftTooLarge(DomainError):
    """A draft holds more than any honest application."""

    code = "filing.draft_too_large"
    message = Text(
        "The application holds more than {limit} kB of text. Shorten what was entered.",
        "填报内容超过{limit}kB，请精简后保存。",
    )


def seal_draft(filing: Filing, draft: Draft) -> None:
    """Put a draft, and its search projection, into an application that the caller stores.

    Raises DraftTooLarge.
    """
    # escaped, so that even half a character that somebody sent has a form
    raw = json.dumps(dict(draft), sort_keys=True).encode()
    if len(raw) > LARGEST_DRAFT:
        raise DraftTooLarge(limit=LARGEST_DRAFT // 1024)
    filing.draft_sealed = vault.seal(raw, context=f"filings.draft:{filing.pk}")
    filing.title = _title(_shown(words(draft, "entity.name"), 255), words(draft, "entity.kind"))
    filing.domain = _shown(words(draft, "services[1].domains[1].name").lower(), 253)
    filing.province = _shown(words(draft, "province"), 6)


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


def project(filing: Filing, declaration: Declaration) -> None:
    """Make a Declaration, in its canonical spelling, the search projection of an application."""
    filing.title = _title(declaration.entity.name, declaration.entity.kind)
    filing.domain = declaration.services[0].domains[0].name
    filing.province = declaration.province


def _title(name: str, entity_kind: str) -> str:
    """Return the name in clear for an organisation, its first sign alone for a person."""
    kind = rulebook.default().kinds.get(entity_kind)
    return f"{name[:1]}**" if name and kind is not None and kind.individual else name


def _version_context(filing_id: object, number: int) -> str:
    return f"filings.version:{filing_id}:{number}"


def _shown(typed: str, limit: int) -> str:
    """Return what was typed without what no database can store."""
    return "".join(sign for sign in typed if sign.isprintable())[:limit]
