"""Builds or reads an upload of 50 MB in a process of its own, and prints what it took.

python streaming.py build|read FILE   →  records, most resident memory in MiB
"""

import re
import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from examples import DECLARATION
from openbeian.wire.files import Upload, write_upload
from openbeian.wire.messages import FirstFiling
from openbeian.wire.upload import first_filing
from openbeian.wire.upload_beside import Beside, Paper, record_paths

RECORDS = 1000
PAPER = bytes(range(256)) * 144  # 36 KiB, which are 48 KiB in base64


def filings() -> Iterator[FirstFiling]:
    """Yield as many first filings as one file may hold, each with a paper."""
    ids = {path: number for number, path in enumerate(record_paths(DECLARATION), 1)}
    made = first_filing(
        DECLARATION, Beside(ids, papers=(Paper("entity", 1, 1, PAPER, "营业执照"),))
    )
    for number in range(1, RECORDS + 1):
        yield replace(made, entity=replace(made.entity, record_id=number))


def build(path: Path) -> int:
    """Write the file and return how many records it holds."""
    with path.open("wb") as sink:
        return write_upload(sink, filings(), unit_id=1)


def read(path: Path) -> int:
    """Read the file and return how many records it holds."""
    with path.open("rb") as source:
        return sum(1 for _ in Upload(source))


def most_resident() -> int:
    """Return the most memory that this process alone ever held, in MiB."""
    status = Path("/proc/self/status")
    if status.is_file():  # elsewhere the figure may include the process that started this one
        found = re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text(encoding="ascii"), re.MULTILINE)
        return int(found[1]) // 1024 if found else 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    records = {"build": build, "read": read}[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(f"{records} {most_resident()}\n")
