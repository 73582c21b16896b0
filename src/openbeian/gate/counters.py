"""How often what was answered: counted by each worker in memory that all workers can read.

One file for each worker, a row of 64-bit numbers; what a worker counted stays when it dies.
"""

import mmap
import os
from collections.abc import Iterator
from pathlib import Path

from openbeian.gate.replies import STATUS_OF

ENDPOINTS = ("verify", "batch", "nginx", "traefik", "envoy", "caddy")
STATUSES = (
    "filed_here",
    "filed_elsewhere",
    "in_process",
    "unfiled",
    "suspended",
    "blocked",
    "not_required",
    "unknown",
)
REFUSED = "refused"
_CELLS = (
    *((endpoint, status) for endpoint in ENDPOINTS for status in STATUSES),
    *((REFUSED, error.code) for error in STATUS_OF),
)
_PLACES = {cell: place for place, cell in enumerate(_CELLS)}
_WIDTH = 8


class Counters:
    """The counts of one worker, and the sums of all that count in the same folder."""

    def __init__(self, folder: Path | None) -> None:
        """Count in a file of this process, or for itself alone where there is no folder."""
        self._folder = folder
        size = len(_CELLS) * _WIDTH
        if folder is None:
            self._memory: mmap.mmap = mmap.mmap(-1, size)
        else:
            with (folder / f"worker-{os.getpid()}").open("a+b") as file:
                file.truncate(size)
                self._memory = mmap.mmap(file.fileno(), size)
        self._mine = memoryview(self._memory).cast("Q")

    def count(self, endpoint: str, status: str) -> None:
        """Count an answer."""
        self._mine[_PLACES[endpoint, status]] += 1

    def refuse(self, code: str) -> None:
        """Count a request that was refused."""
        self._mine[_PLACES[REFUSED, code]] += 1

    def sums(self) -> dict[tuple[str, str], int]:
        """Return the counts of all workers: by endpoint and status, and of what was refused."""
        rows = [row.cast("Q") for row in self._rows()]
        return {cell: sum(row[place] for row in rows) for place, cell in enumerate(_CELLS)}

    def _rows(self) -> Iterator[memoryview]:
        if self._folder is None:
            yield memoryview(self._memory)
            return
        for path in self._folder.glob("worker-*"):
            row = path.read_bytes()
            if len(row) == len(self._memory):  # another worker may be about to make its file
                yield memoryview(row)
