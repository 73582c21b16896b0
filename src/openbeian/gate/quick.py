"""The quick way to an answer: for a host name that is plain already, from what is sound and fresh.

Nearly every request goes it. What it cannot answer is None here and goes the long way, `Gate.ask`;
what it answers is the same to the octet, which `tests/gate/test_quick.py` holds. Each step costs
some hundredths of what the server itself needs for a request, so there is none that no answer
needs: the lines of a record are copied into a template that was made once for all of their form.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from openbeian.gate import moments, records, rendering
from openbeian.gate.header import Header
from openbeian.gate.looking import Gate
from openbeian.gate.records import END, HEAD, NO_FORM, NO_LINES, Form, is_sound
from openbeian.gate.store import Store
from openbeian.gate.vocabulary import Reason, Vocabulary
from openbeian.numbers.domain_name import registrable_of

# a name that `hosts.read` leaves as it is: short labels of letters, digits and inner hyphens
_NAME = r"[a-z0-9]++(?:(?:\.|-++)[a-z0-9]++)*+(?<=[a-z])"
_LONGEST = 63
_ASKED = "domain="
_plain: Callable[[str], re.Match[str] | None] = re.compile(_NAME, re.ASCII).fullmatch
_asked: Callable[[str], re.Match[str] | None] = re.compile(f"{_ASKED}({_NAME})", re.ASCII).fullmatch
_LONGEST_QUERY = len(_ASKED) + _LONGEST
_HEAD = HEAD.size
_LAST = slice(_HEAD, -records.CHECKSUM.size)  # the lines of a phase that none follows
_FIRST_LINE = _HEAD + END.size  # where the lines of another begin
_NO_RECORD = b""  # stands for the head of a record where there is none


class _Kind(NamedTuple):
    """What all answers from one head have in common; no template where the words name their age."""

    reason: Reason
    template: bytes | None
    form: Form


# the kind of an answer, the registrable domain, the lines of the record and the store's as_of
type _Found = tuple[_Kind, bytes, bytes, bytes]


class _View(NamedTuple):
    """What is so under one header, and the kinds of answers met since the vocabulary was read.

    `fresh_until` is a moment of this machine's clock.
    """

    header: Header | None
    fresh_until: int
    ahead: int
    as_of: bytes
    vocabulary: Vocabulary
    kinds: dict[bytes, _Kind]


class Quick:
    """The quick way through one gate, for any thread."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._view = _View(None, 0, 0, b"", Vocabulary((), "", {}, 0), {})

    def verify(self, query: str) -> tuple[Reason, bytes] | None:
        """Return the reason and the whole answer to a query `domain=HOST`, or None."""
        asked = _asked(query)
        if asked is None or len(query) > _LONGEST_QUERY:
            return None
        host = asked[1]
        name = registrable_of(host)
        found = name and self._find(name.encode())
        if not found:
            return None
        (reason, template, form), key, text, as_of = found
        if template is None:
            return None
        lines = text.split(b"\n")
        if not form.as_of:
            lines.append(as_of)
        if form.numbered:
            return reason, template % (host.encode(), key, lines[0], *lines)
        return reason, template % (host.encode(), key, *lines)

    def reason(self, host: str) -> Reason | None:
        """Return the reason of the answer for a host, or None."""
        if _plain(host) is None or len(host) > _LONGEST:
            return None
        name = registrable_of(host)
        found = name and self._find(name.encode())
        return found[0].reason if found else None

    def _find(self, key: bytes) -> _Found | None:
        found = self._gate.find(key)
        if found is None:
            return None
        store, header, record = found
        view = self._view
        if view.header is not header:
            view = self._look_at(store, header)
        at = moments.now()
        if at > view.fresh_until:
            return None
        if record is None:
            kind = view.kinds.get(_NO_RECORD) or _kind(_NO_RECORD, view)
            return kind, key, NO_LINES, view.as_of
        return _first(view, key, record, at + view.ahead)

    def _look_at(self, store: Store, header: Header) -> _View:
        vocabulary, old = store.vocabulary, self._view
        self._view = _View(
            header,
            header.as_of - header.ahead + self._gate.old_after,
            header.ahead,
            moments.octets(header.as_of),
            vocabulary,
            old.kinds if old.vocabulary is vocabulary else {},
        )
        return self._view


def _first(view: _View, key: bytes, record: bytes, at: int) -> _Found | None:
    """Return what a record says in its first phase, while that holds."""
    if not is_sound(key, record):
        return None
    head = record[:_HEAD]
    kind = view.kinds.get(head) or _kind(head, view)
    if not kind.form.ends:
        return kind, key, record[_LAST], view.as_of
    until, length = END.unpack_from(record, _HEAD)
    if at >= until:
        return None
    return kind, key, record[_FIRST_LINE : _FIRST_LINE + length], view.as_of


def _kind(head: bytes, view: _View) -> _Kind:
    """Learn a kind of answer that was not met before."""
    vocabulary = view.vocabulary
    if head == _NO_RECORD:
        reason, form = vocabulary.by_code[vocabulary.absent], NO_FORM
    else:
        form = records.form_of(head)
        reason = vocabulary.reasons[form.reason]
    kind = view.kinds[head] = _Kind(reason, rendering.outline(reason, form), form)
    return kind
