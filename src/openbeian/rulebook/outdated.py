"""Which signed forms went out of date: what they state was changed since they were handed in."""

from collections.abc import Iterator, Mapping

from openbeian.declaration import paths
from openbeian.declaration.diff import diff
from openbeian.declaration.values import Declaration
from openbeian.rulebook.values import DocumentKind, Holder


def outdated(
    kinds: Mapping[str, DocumentKind], before: Declaration | None, now: Declaration
) -> frozenset[str]:
    """Return the paths of the forms whose files are those of `before` and state its answers."""
    if before is None:
        return frozenset()
    changed = _changed(before, now)
    return frozenset(path for path in _stating(kinds, changed, now) if path not in changed)


def stating_changes(
    kinds: Mapping[str, DocumentKind], before: Declaration, now: Declaration
) -> frozenset[str]:
    """Return the paths of the forms that state what was changed, handed in again or not."""
    return frozenset(_stating(kinds, _changed(before, now), now))


def _changed(before: Declaration, now: Declaration) -> frozenset[str]:
    return frozenset(change.field for change in diff(before, now))


def _stating(
    kinds: Mapping[str, DocumentKind], changed: frozenset[str], now: Declaration
) -> Iterator[str]:
    websites = [f"services[{service.id}]" for service in now.services]
    for kind in kinds.values():
        for owner in ["entity"] if kind.holder is Holder.ENTITY else websites:
            if any(is_stated(field, by=kind, of=owner) for field in changed):
                yield f"{owner}.documents[{kind.id}]"


def is_stated(field: str, *, by: DocumentKind, of: str) -> bool:
    """Return whether the form of an owner states a field; a website's states no other website."""
    others = of != "entity" and field.startswith("services[")
    if others and not paths.lies_under(field, of):
        return False
    pattern = paths.pattern_of(field)
    return any(paths.lies_under(pattern, stated) for stated in by.states)
