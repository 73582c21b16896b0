"""A draft: raw words by field path, whole or half-filled, as a person typed them."""

from collections.abc import Iterator, Mapping

from openbeian.declaration import paths
from openbeian.declaration.fields import FIELDS, Field, Kind, field_at
from openbeian.numbers.tidy import natural

type Raw = str | list[str]
type Draft = Mapping[str, Raw]

FIRST = "1"


def keys_under(draft: Draft, prefix: str) -> tuple[str, ...]:
    """Return the keys that a draft uses for a list such as `services`, at least the first.

    >>> keys_under({"services[2].name": "甲", "services[1].name": "乙"}, "services")
    ('1', '2')
    >>> keys_under({}, "services[1].domains")
    ('1',)
    """
    found = set()
    for path in draft:
        if path.startswith(f"{prefix}["):
            found.add(path[len(prefix) + 1 :].partition("]")[0])
    return tuple(sorted(found, key=_numerically)) or (FIRST,)


def _numerically(key: str) -> tuple[int, str]:
    number = natural(key)
    return (0, key) if number is None else (number, "")


def words(draft: Draft, path: str) -> str:
    """Return one field as a single trimmed line, empty where nothing was typed."""
    raw = draft.get(path, "")
    return (raw if isinstance(raw, str) else ",".join(raw)).strip()


def many(draft: Draft, path: str) -> tuple[str, ...]:
    """Return one field as the words chosen in it."""
    raw = draft.get(path, [])
    chosen = raw.split(",") if isinstance(raw, str) else raw
    return tuple(word.strip() for word in chosen if word.strip())


def asked(draft: Draft) -> Iterator[tuple[str, Field]]:
    """Yield every field that this draft must or may answer, as (path, field), in form order.

    Files are not among them: which documents are wanted is the rulebook's word.
    """
    for field in FIELDS:
        if field.kind is not Kind.FILES:
            for path in _concrete(draft, field.pattern):
                yield path, field


def _concrete(draft: Draft, pattern: str) -> Iterator[str]:
    head, star, rest = pattern.partition("[*]")
    if not star:
        yield pattern
        return
    for key in _list_keys(draft, head):
        yield from _concrete(draft, f"{head}[{key}]{rest}")


def _list_keys(draft: Draft, prefix: str) -> tuple[str, ...]:
    if prefix.endswith(".preapprovals"):
        return many(draft, f"{prefix.removesuffix('.preapprovals')}.industries")
    return keys_under(draft, prefix)


def merged(draft: Draft, changes: Draft) -> dict[str, Raw]:
    """Return the draft with changes laid over it; raises PathUnreadable for an unknown field.

    An emptied field is removed, so that a draft holds nothing but what was said.
    """
    result = dict(draft)
    for path, raw in changes.items():
        field_at(path)
        if raw in ("", []):
            result.pop(path, None)
        else:
            result[path] = raw
    return result


def without(draft: Draft, prefix: str) -> dict[str, Raw]:
    """Return the draft without everything under a prefix."""
    return {path: raw for path, raw in draft.items() if not paths.lies_under(path, prefix)}
