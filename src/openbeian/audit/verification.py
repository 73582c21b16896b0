"""Re-reads the whole log and says whether it is what was written, in constant memory."""

from collections.abc import Iterator
from dataclasses import dataclass

from openbeian.audit.chain import GENESIS, digest
from openbeian.audit.models import Event
from openbeian.text import Text

_PAGE = 1000

GAP = Text("A row is missing before this one.", "此行之前缺少记录。")
UNLINKED = Text("The row does not follow the row before it.", "此行与前一行不衔接。")
CHANGED = Text("The row was changed after it was written.", "此行写入后被更改。")
CUT = Text("The log ends before a row that it once held.", "日志缺少曾经存在的末尾记录。")
REWRITTEN = Text(
    "The row is not the one that was witnessed.", "此行与留存的见证值不一致，日志曾被重写。"
)


@dataclass(frozen=True, slots=True)
class Head:
    """How long the log is and the hash of its last row: what a witness keeps elsewhere."""

    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: `rows` were read, and `first_bad` is the id where the log goes wrong, if any."""

    ok: bool
    rows: int
    first_bad: int | None
    reason: Text | None
    head: Head


def head() -> Head:
    """Return where the log stands."""
    last = Event.objects.order_by("-id").values_list("id", "hash").first()
    return Head(*last) if last else Head(0, GENESIS)


def verify(*, witness: Head | None = None) -> Verification:
    """Check every row against the one before it.

    A chain alone cannot show that its end was cut off or that all of it was computed anew. A
    `witness`, a head noted earlier and kept outside this database, shows both.
    """
    seen = Head(0, GENESIS)
    for event in _stream():
        fault = _fault(event, seen) or _contradiction(event, witness)
        if fault:
            return Verification(
                ok=False, rows=seen.rows, first_bad=event.id, reason=fault, head=seen
            )
        seen = Head(event.id, event.hash)
    if witness and witness.rows > seen.rows:
        return Verification(
            ok=False, rows=seen.rows, first_bad=seen.rows + 1, reason=CUT, head=seen
        )
    return Verification(ok=True, rows=seen.rows, first_bad=None, reason=None, head=seen)


def _stream() -> Iterator[Event]:
    """Yield the rows by id, a page at a time: no cursor and no snapshot is held meanwhile."""
    after: int | None = None
    while True:
        rows = Event.objects.order_by("id")
        page = list((rows if after is None else rows.filter(id__gt=after))[:_PAGE])
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1].id


def _fault(event: Event, before: Head) -> Text | None:
    if event.id != before.rows + 1:
        return GAP
    if event.previous_hash != before.hash:
        return UNLINKED
    return None if event.hash == digest(event) else CHANGED


def _contradiction(event: Event, witness: Head | None) -> Text | None:
    if witness and event.id == witness.rows and event.hash != witness.hash:
        return REWRITTEN
    return None
