"""From sources through a run into a target and a tally, with few batches on the way."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

from openbeian.gate.bulk import sources
from openbeian.gate.bulk.answering import Answers
from openbeian.gate.bulk.plain import texts
from openbeian.gate.bulk.running import Answering
from openbeian.gate.bulk.sources import Counting, Source
from openbeian.gate.bulk.tallying import Tally
from openbeian.gate.bulk.targets import Target

if TYPE_CHECKING:
    from openbeian.gate.bulk.quick import Names

type Told = Callable[[int, int], None]

_WAITING = 2  # batches of each thread that are read ahead


def answered(
    run: Answering, batches: "Iterable[Names]", *, jobs: int
) -> "Generator[tuple[Names, Answers]]":
    """Yield every batch with its answers, in order; so many threads look up where they can.

    The kernel lets go of Python's lock; the plain way does not and takes one thread.
    """
    if jobs == 1 or run.is_plain:
        yield from ((batch, run.verify(batch)) for batch in batches)
        return
    waiting: deque[tuple[Names, Future[Answers]]] = deque()
    with ThreadPoolExecutor(jobs) as threads:
        for batch in batches:
            waiting.append((batch, threads.submit(run.verify, batch)))
            if len(waiting) > jobs * _WAITING:
                done, answers = waiting.popleft()
                yield done, answers.result()
        while waiting:
            done, answers = waiting.popleft()
            yield done, answers.result()


def work(
    run: Answering,
    source: Source,
    target: Target,
    tally: Tally,
    *,
    jobs: int = 1,
    named: bool = True,
    told: Told = lambda _octets, _rows: None,
) -> None:
    """Answer one source; `named` counts names too, `told` hears octets read and rows done.

    Raises what `sources.batches` raises.
    """
    counting, before = Counting(), 0
    batches = sources.batches(source, counting)
    with closing(answered(run, batches, jobs=jobs)) as pairs:
        for batch, answers in pairs:
            target.write(batch, answers)
            codes = bytes(answers.codes)
            if named:
                tally.add(texts(batch), codes)
            else:
                tally.count(codes)
            told(counting.octets - before, len(codes))
            before = counting.octets
