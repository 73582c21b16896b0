"""Where the public suffix of a host name begins, by the ICANN part of the Public Suffix List.

The list comes with the package `publicsuffixlist`; our own index answers in about a microsecond.
The private part (`github.io` and the like) is left out: for the administration the registered
name is `github.io` itself.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import idna

_BEGIN = "===BEGIN ICANN DOMAINS==="
_END = "===END ICANN DOMAINS==="


@dataclass(frozen=True, slots=True)
class _Index:
    """The rules as A-labels; a wildcard is kept by its parent."""

    rules: frozenset[str]
    wildcards: frozenset[str]
    exceptions: frozenset[str]


def _ascii(rule: str) -> str:
    return rule if rule.isascii() else idna.encode(rule).decode("ascii")


@cache
def _index() -> _Index:
    text = files("publicsuffixlist").joinpath("public_suffix_list.dat").read_text(encoding="utf-8")
    part = text[text.index(_BEGIN) : text.index(_END)]
    lines = [line.split()[0] for line in part.splitlines() if line and not line.startswith("//")]
    rules = [line for line in lines[1:] if line[0] not in "*!"]
    return _Index(
        rules=frozenset(map(_ascii, rules)),
        wildcards=frozenset(_ascii(line[2:]) for line in lines if line.startswith("*.")),
        exceptions=frozenset(_ascii(line[1:]) for line in lines if line.startswith("!")),
    )


def start(name: str) -> int:
    """Return the place in `name` (lower case, A-labels) where its public suffix begins.

    A top-level domain that the list does not have is a public suffix itself.

    >>> "www.example.com.cn"[start("www.example.com.cn"):]
    'com.cn'
    """
    index, begin = _index(), 0
    while True:
        rest = name[begin:]
        dot = rest.find(".")
        if rest in index.exceptions:
            return begin + dot + 1
        if rest in index.rules or dot < 0 or rest[dot + 1 :] in index.wildcards:
            return begin
        begin += dot + 1
