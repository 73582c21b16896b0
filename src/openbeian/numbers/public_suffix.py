"""Where the public suffix of a host name begins, by the ICANN part of the Public Suffix List.

The list comes with the package `publicsuffixlist`; our own index answers in about a microsecond.
The private part (`github.io` and the like) is left out: for the administration the registered
name is `github.io` itself.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import idna

_BEGIN = "===BEGIN ICANN DOMAINS==="
_END = "===END ICANN DOMAINS==="
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules as A-labels; a wildcard is kept by its parent.

    `below` has, for each top-level domain below which there are rules, those rules; or None where
    some are no plain pair of labels.
    """

    rules: frozenset[str]
    wildcards: frozenset[str]
    exceptions: frozenset[str]
    below: Mapping[str, frozenset[str] | None]


def _ascii(rule: str) -> str:
    return rule if rule.isascii() else idna.encode(rule).decode("ascii")


@cache
def rules() -> Rules:
    """Return the ICANN part of the list, for whoever builds an index of another shape."""
    text = files("publicsuffixlist").joinpath("public_suffix_list.dat").read_text(encoding="utf-8")
    part = text[text.index(_BEGIN) : text.index(_END)]
    lines = [line.split()[0] for line in part.splitlines() if line and not line.startswith("//")]
    plain = frozenset(_ascii(line) for line in lines[1:] if line[0] not in "*!")
    wildcards = frozenset(_ascii(line[2:]) for line in lines if line.startswith("*."))
    exceptions = frozenset(_ascii(line[1:]) for line in lines if line.startswith("!"))
    return Rules(plain, wildcards, exceptions, _below(plain, wildcards))


def _below(rules: frozenset[str], wildcards: frozenset[str]) -> dict[str, frozenset[str] | None]:
    pairs: defaultdict[str, set[str]] = defaultdict(set)
    for rule in rules:
        if "." in rule:
            pairs[rule.rpartition(".")[2]].add(rule)
    deep = {top for top, some in pairs.items() if any(rule.count(".") > 1 for rule in some)}
    deep |= {parent.rpartition(".")[2] for parent in wildcards}
    return {top: None if top in deep else frozenset(pairs[top]) for top in {*pairs, *deep}}


def start(name: str) -> int:
    """Return the place in `name` (lower case, A-labels) where its public suffix begins.

    A top-level domain that the list does not have is a public suffix itself.

    >>> "www.example.com.cn"[start("www.example.com.cn"):]
    'com.cn'
    """
    index = rules()
    last = name.rfind(".")
    below = index.below.get(name[last + 1 :], _NONE)
    if below is None:
        return _deep_start(index, name)
    if not below:
        return last + 1
    second = name.rfind(".", 0, last)
    return second + 1 if name[second + 1 :] in below else last + 1


def _deep_start(index: Rules, name: str) -> int:
    begin = 0
    while True:
        rest = name[begin:]
        dot = rest.find(".")
        if rest in index.exceptions:
            return begin + dot + 1
        if rest in index.rules or dot < 0 or rest[dot + 1 :] in index.wildcards:
            return begin
        begin += dot + 1
