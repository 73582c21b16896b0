"""Invented domains for the gate's benchmarks, in the mix of suffixes that China registers."""

import random
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from openbeian.gate import moments, records, store
from openbeian.gate.folder import Folder
from openbeian.gate.header import Header
from openbeian.gate.hosts import Fault
from openbeian.gate.records import Phase
from openbeian.gate.vocabulary import Reason, Vocabulary
from openbeian.text import Text

SUFFIXES = ("com",) * 45 + ("cn",) * 31 + ("com.cn",) * 12 + ("net",) * 4 + ("xn--fiqs8s",) * 3
SUFFIXES += ("xn--55qx5d", "bj.cn", "sh.cn", "net.cn", "top")
HITS = 0.7
_MIX = 0x9E3779B1
_DAY = 86400 * moments.SECOND
# as long as the longest that the registry says
_SAID = Text("The domain is registered and linked to this provider. " * 2, "该域名已备案。" * 8)
_LINKED = Reason("linked", "filed_here", _SAID, _SAID)
_ABSENT = Reason("no_record", "unfiled", _SAID, _SAID)
WORDS = {"en": _SAID.en, "zh": _SAID.zh}
_PRODUCTS = {"hosting_mainland": frozenset({"filed_here"})}
_FAULTS = tuple(Reason(fault, "unknown", _SAID, _SAID) for fault in Fault)
VOCABULARY = Vocabulary((_LINKED, _ABSENT, *_FAULTS), "no_record", _PRODUCTS, 30 * 86400)


def domain(number: int) -> str:
    """Return the registrable domain of a number, always the same."""
    mixed = number * _MIX % 2**32
    return f"{mixed:x}{number:x}.{SUFFIXES[mixed % len(SUFFIXES)]}"


def hosts(domains: int, rows: int, *, seed: int = 1) -> list[str]:
    """Return host names to ask for: seven in ten are below a domain of the store."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    return [
        f"www.{domain(dice.randrange(domains) if dice.random() < HITS else domains + row)}"
        for row in range(rows)
    ]


def record(key: bytes, number: int) -> bytes:
    """Return the record of a domain that is filed here."""
    entity = f"沪ICP备{2010 + number % 16}{number % 1_000_000:06d}号"
    phase = Phase(
        0,
        since=number % 5000 * _DAY + number % 86_400_000_000,
        linked=True,
        entity_number=entity,
        service_number=f"{entity}-{1 + number % 3}",
    )
    return records.encode(key, [phase])


def build(path: Path, domains: int) -> None:
    """Write a store of so many domains and make it the current one of a folder."""
    folder = Folder(path)
    now = moments.now()
    with folder.locked("build"):
        store_id, draft = folder.draft()
        header = Header(store_id.bytes, now, now, 0, 0, bytes(32), VOCABULARY.fingerprint)
        store.create(draft, _rows(domains), of=VOCABULARY, to=header)
        folder.publish(draft)


def _rows(domains: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield the records in the order of their keys; 50 million in less than a gigabyte."""
    numbers: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number in range(domains):
        numbers[domain(number)[:2]].append(number)
    for start in sorted(numbers):
        for key, number in sorted((domain(number).encode(), number) for number in numbers[start]):
            yield key, record(key, number)
