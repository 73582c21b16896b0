"""What an application of a kind cannot say anew, since the administration would not take it."""

from collections.abc import Iterator

from openbeian.declaration.draft import Draft, asked, keys_under
from openbeian.declaration.paths import lies_under, pattern_of
from openbeian.procedure.filing_kinds import FilingKind

# codes 1045 and 1046 of the interface, and the rule of one domain for a website
_OF_A_CHANGE = (
    "province",
    "entity.kind",
    "entity.certificate.type_id",
    "entity.certificate.number",
    "services[*].kind",
    "services[*].domains",
)


def is_fixed(kind: FilingKind, path: str) -> bool:
    """Return whether an application of this kind leaves a field as it is registered."""
    if kind.cancels:
        return True
    pattern = pattern_of(path)
    return kind is FilingKind.CHANGE and any(lies_under(pattern, each) for each in _OF_A_CHANGE)


def open_in(kind: FilingKind, draft: Draft) -> frozenset[str] | None:
    """Return the paths that a draft of this kind may change; None where all are open.

    No row is added by a change: websites and accesses have applications of their own.
    """
    if not kind.flags:
        return None
    return frozenset(path for path in _paths(draft) if not is_fixed(kind, path))


def _paths(draft: Draft) -> Iterator[str]:
    yield from (path for path, _ in asked(draft))
    yield "entity.documents"
    for key in keys_under(draft, "services"):
        yield f"services[{key}].preapprovals"
        yield f"services[{key}].documents"
