"""A small store to look into, and hands that write, read and ask."""

from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from openbeian.gate import moments, records, store
from openbeian.gate.folder import Folder
from openbeian.gate.header import Header
from openbeian.gate.hosts import Fault
from openbeian.gate.looking import Gate
from openbeian.gate.records import Phase
from openbeian.gate.store import Writer
from openbeian.gate.vocabulary import Reason, Vocabulary
from openbeian.text import Text

DAY = 86400 * moments.SECOND
DOMAIN = "shili-keji.cn"
ENTITY = "沪ICP备2026006107号"
CODES = {
    "linked": "filed_here",
    "seen_elsewhere": "filed_elsewhere",
    "evidence_stale": "unknown",
    "black_listed": "blocked",
    "no_record": "unfiled",
    **dict.fromkeys(Fault, "unknown"),
}
LINKED, SEEN, STALE, LISTED, NO_RECORD = range(5)


def vocabulary(**changes) -> Vocabulary:
    reasons = tuple(
        Reason(
            str(code), status, Text(f"It is {code}.", f"结论：{code}。"), Text("Go on.", "继续。")
        )
        for code, status in CODES.items()
        if code != "evidence_stale"
    )
    stale = Reason(
        "evidence_stale",
        "unknown",
        Text("Seen {days} days ago.", "{days}天前查得。"),
        Text("Look again.", "请重新查询。"),
    )
    whole = {
        "reasons": (*reasons[:STALE], stale, *reasons[STALE:]),
        "absent": "no_record",
        "products": {
            "hosting_mainland": frozenset({"filed_here"}),
            "cdn_mainland": frozenset({"filed_here", "filed_elsewhere"}),
        },
        "fresh_for": 30 * 86400,
    }
    return Vocabulary(**{**whole, **changes})


def header(id_: bytes = bytes(16), **changes) -> Header:
    now = moments.now()
    fields = {
        "store": id_,
        "built_at": now,
        "as_of": now,
        "ahead": 0,
        "position": 7,
        "hash": bytes(32),
        "vocabulary": vocabulary().fingerprint,
    }
    return Header(**{**fields, **changes})


def filed(number: str = ENTITY, **changes) -> Phase:
    fields = {
        "since": DAY,
        "linked": True,
        "entity_number": number,
        "service_number": f"{number}-1",
    }
    return Phase(LINKED, **{**fields, **changes})


def build(path: Path, domains=None, **changes) -> Path:
    """Publish a store of domains and their phases; return its file."""
    folder = Folder(path)
    rows = {DOMAIN: [filed()]} if domains is None else domains
    with folder.locked("build"):
        store_id, draft = folder.draft()
        encoded = {name.encode(): phases for name, phases in rows.items()}
        stored = ((key, records.encode(key, encoded[key])) for key in sorted(encoded))
        store.create(draft, stored, of=vocabulary(), to=header(store_id.bytes, **changes))
        folder.publish(draft)
    return draft


@contextmanager
def gate(path: Path, *, old_after: float = 900):
    opened = Gate(path, old_after=old_after)
    try:
        yield opened
    finally:
        opened.close()


def ask(path: Path, host: str, **options):
    with gate(path) as opened:
        return opened.ask(host, **options)


def change(path: Path, changes, to: Header) -> None:
    """Write as the follower does: in another process, while this one may read."""
    elsewhere(_change, path, changes, to)


def elsewhere(work, *arguments) -> int:
    """Do some work in a fresh process; return its id once it has ended well."""
    process = get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()
    assert process.exitcode == 0
    return process.pid


def _change(path: Path, changes, to: Header) -> None:
    with Writer(path) as writer:
        writer.apply(changes, to)
