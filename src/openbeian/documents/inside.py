"""What runs inside a chamber: the decoders and parsers, within limits and with nobody's secrets.

`serve` prepares the libraries once and then forks for each file, so that a file costs
milliseconds and cannot leave anything behind for the next one. Nothing here knows Django.
"""

import contextlib
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from typing import IO

from openbeian.documents import images, pdf, wire
from openbeian.documents.refusals import DocumentRefused, TooDemanding
from openbeian.documents.wire import BELL, DONE, Facts

MOST_RECEIVED = 256 * 1024 * 1024
_LOOK_SECONDS = 0.05
# what getrusage counts in
_UNIT = 1 if sys.platform == "darwin" else 1024

type Answer = tuple[Facts, bytes]


def picture(content: bytes, facts: Facts) -> Answer:
    """Write an image anew, within `max_bytes`; as PNG where `keep_png` is 1."""
    keep_png, most = bool(facts["keep_png"]), int(facts["max_bytes"])
    return {}, images.rewritten(content, keep_png=keep_png, max_bytes=most)


def paper(content: bytes, facts: Facts) -> Answer:
    """Look a PDF through; the content is empty where the file is kept as it came."""
    kept = pdf.looked_through(content, max_bytes=int(facts["max_bytes"]))
    return {"pages": kept.pages}, kept.written_anew


def drawn(content: bytes, facts: Facts) -> Answer:
    """Draw the first page of a PDF `width` pixels wide."""
    width = int(facts["width"])
    return {}, images.encoded(pdf.first_page(content, width=width), width=width)


def shrunk(content: bytes, facts: Facts) -> Answer:
    """Draw a picture `width` pixels wide."""
    return {}, images.shrunk(content, width=int(facts["width"]))


JOBS: dict[str, Callable[[bytes, Facts], Answer]] = {
    job.__name__: job for job in (picture, paper, drawn, shrunk)
}


def answered(content: bytes, facts: Facts) -> Answer:
    """Do the `job` that is asked for; a refusal is an answer as well."""
    try:
        return JOBS[str(facts["job"])](content, facts)
    except DocumentRefused as refusal:
        told = {name: fact for name, fact in refusal.facts.items() if isinstance(fact, int | str)}
        return {**told, "refused": refusal.code}, b""
    except MemoryError:
        return {"refused": TooDemanding.code}, b""


def serve() -> None:
    """Work on one file after the other, each in a process of its own, until nobody asks."""
    os.nice(5)  # those who only read pages go first
    asked, answers = os.fdopen(0, "rb", buffering=0), os.fdopen(1, "wb")
    while asked.read(1) == BELL:
        worker = os.fork()
        if not worker:
            _work_and_vanish(answers)
        _, status = os.waitpid(worker, 0)
        if status:
            os._exit(1)  # what is left in the pipes belongs to no file
        answers.write(DONE)
        answers.flush()


def _work_and_vanish(answers: IO[bytes]) -> None:
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a parser mutters fills no log
        asked = os.fdopen(0, "rb", closefd=False)
        facts, content = wire.receive(asked, MOST_RECEIVED)
        confine(memory=int(facts["memory"]), seconds=int(facts["seconds"]))
        wire.send(answers, *answered(content, facts))
        status = 0
    finally:
        os._exit(status)


def confine(*, memory: int, seconds: int) -> None:
    """Bound this process: bytes of memory, seconds of work, no file written, no core dumped."""
    threading.Thread(target=watch, args=(memory,), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with contextlib.suppress(OSError, ValueError):  # macOS has no such limit, hence the watch
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def watch(memory: int) -> None:
    """End this process at once when more than this many bytes of it were ever resident."""
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT <= memory:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)
