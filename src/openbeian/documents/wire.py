"""The messages between the house and a chamber: a few facts in JSON, then the bytes of a file."""

import json
import struct
from collections.abc import Mapping
from typing import IO

_LENGTHS = struct.Struct(">II")
_MOST_FACTS = 4096

# rung before each message, so that nothing of it is read by the process that only waits for it
BELL = b"\a"
# said after each answer, when the process that gave it has ended well
DONE = b"\n"

type Facts = Mapping[str, int | str]


class Garbled(Exception):
    """What came is no message, or longer than it may be; nothing after it can be trusted."""


def send(file: IO[bytes], facts: Facts, content: bytes = b"") -> None:
    """Write one message."""
    told = json.dumps(dict(facts)).encode()
    file.write(_LENGTHS.pack(len(told), len(content)) + told)
    file.write(content)
    file.flush()


def receive(file: IO[bytes], most: int) -> tuple[Facts, bytes]:
    """Read one message whose content is at most `most` bytes. Raises Garbled."""
    told, size = _LENGTHS.unpack(exactly(file, _LENGTHS.size))
    if told > _MOST_FACTS or size > most:
        raise Garbled
    return _facts(exactly(file, told)), exactly(file, size)


def exactly(file: IO[bytes], count: int) -> bytes:
    """Read this many bytes. Raises Garbled where there are fewer."""
    content = file.read(count)
    if len(content) != count:
        raise Garbled
    return content


def _facts(told: bytes) -> Facts:
    try:
        facts = json.loads(told)
    except ValueError as fault:
        raise Garbled from fault
    if not isinstance(facts, dict) or not all(
        isinstance(fact, int | str) for fact in facts.values()
    ):
        raise Garbled
    return facts
