"""One grammar of field paths for forms, findings, corrections, diffs and result codes.

A path is names joined by dots; a name may carry a stable key in brackets, never a position:
`services[1].leader.mobile`, `entity.documents[business_licence]`. In a pattern the key is `*`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from openbeian.errors import DomainError
from openbeian.text import Text

# as much as a correction keeps of a path
LONGEST = 200
_STEP = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?:\[(?P<key>\*|[A-Za-z0-9_-]+)\])?", re.ASCII)


class PathUnreadable(DomainError):
    """A field path does not follow the grammar."""

    code = "declaration.path"
    message = Text("No field has the path '{path}'.", "不存在路径为“{path}”的填报项。")


type Steps = tuple[tuple[str, str | None], ...]


@lru_cache(maxsize=4096)
def steps(path: str) -> Steps:
    """Split a path into (name, key) pairs; raises PathUnreadable.

    >>> steps("services[1].leader.mobile")
    (('services', '1'), ('leader', None), ('mobile', None))
    """
    if len(path) > LONGEST:
        raise PathUnreadable(path=f"{path[:LONGEST]}…")
    found = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        if match is None:
            raise PathUnreadable(path=path)
        found.append((match["name"], match["key"]))
    return tuple(found)


def pattern_of(path: str) -> str:
    """Return the pattern that a concrete path follows.

    >>> pattern_of("services[1].domains[2].name")
    'services[*].domains[*].name'
    """
    return ".".join(name if key is None else f"{name}[*]" for name, key in steps(path))


def fill(pattern: str, keys: Iterable[str]) -> str:
    """Put keys into a pattern's stars, from left to right.

    >>> fill("services[*].domains[*].name", ["1", "2"])
    'services[1].domains[2].name'
    """
    path = pattern
    for key in keys:
        path = path.replace("[*]", f"[{key}]", 1)
    return path


def keys(path: str) -> tuple[str, ...]:
    """Return the keys of a path from left to right.

    >>> keys("services[1].domains[2].name")
    ('1', '2')
    """
    return tuple(key for _, key in steps(path) if key is not None)


def lies_under(path: str, prefix: str) -> bool:
    """Return whether a path is the prefix itself or something within it.

    >>> lies_under("services[1].name", "services[1]")
    True
    >>> lies_under("services[10].name", "services[1]")
    False
    """
    return path == prefix or path.startswith((f"{prefix}.", f"{prefix}["))
