"""The same run on many machines by Dask: a task for each file, and the index once on each worker.

Workers read the files and write the answers themselves, so both lie where every worker sees them;
the client sends the index and gets back the tallies.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from distributed import Client, Future, LocalCluster, as_completed
from numpy.typing import NDArray

from openbeian.errors import DomainError
from openbeian.gate.bulk import mapping, targets
from openbeian.gate.bulk.answering import Terms
from openbeian.gate.bulk.layout import Index, Shape, arrays
from openbeian.gate.bulk.quick import Quick
from openbeian.gate.bulk.running import Answering
from openbeian.gate.bulk.sources import Source
from openbeian.gate.bulk.tallying import Tally


class Shipment(NamedTuple):
    """All that a worker needs to answer."""

    terms: Terms
    shape: Shape
    file: NDArray[np.uint8]


class Done(NamedTuple):
    """One file that was answered, and its size in octets; or why it could not be."""

    tally: Tally
    octets: int
    refusal: tuple[type[DomainError], dict[str, object]] | None = None


@contextmanager
def client(scheduler: str | None, workers: int) -> Iterator[Client]:
    """Lend a client of a scheduler, or of so many processes of this machine."""
    if scheduler:
        with Client(scheduler) as one:
            yield one
        return
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        Client(cluster) as one,
    ):
        yield one


def ship(one: Client, terms: Terms, index: Index) -> "Future[Shipment]":
    """Send an index to every worker, once."""
    shipped: list[Future[Shipment]] = one.scatter(
        [Shipment(terms, index.shape, index.file)], broadcast=True
    )
    return shipped[0]


def work(
    one: Client,
    shipped: "Future[Shipment]",
    sources: Sequence[Source],
    output: Path | None,
    *,
    named: bool,
) -> Iterator[Done]:
    """Yield each file as it is done; its answers are a part of the folder `output`.

    Raises what `mapping.work` raises.
    """
    tasks = [
        one.submit(_answer, shipped, source, _part(output, number), named, pure=False)
        for number, source in enumerate(sources)
    ]
    finished = as_completed(tasks)
    del tasks  # a worker keeps what it found only until it was asked for
    for task in finished:
        done: Done = task.result()
        if done.refusal is not None:
            kind, facts = done.refusal
            raise kind(**facts)
        yield done


def _part(output: Path | None, number: int) -> str | None:
    return None if output is None else str(output / f"part-{number:05d}.parquet")


def _answer(shipped: Shipment, source: Source, part: str | None, named: bool) -> Done:  # noqa: FBT001
    tally = Tally(tuple(reason.status for reason in shipped.terms.reasons))
    octets = 0

    def told(read: int, _rows: int) -> None:
        nonlocal octets
        octets += read

    index = arrays(shipped.shape, shipped.file)
    run = Answering(shipped.terms, Quick(shipped.terms, index))
    try:
        with targets.opened(part, shipped.terms.reasons) as target:
            mapping.work(run, source, target, tally, named=named, told=told)
    except DomainError as refusal:  # it would not survive the way back as an exception
        return Done(tally, octets, (type(refusal), refusal.facts))
    return Done(tally, octets)
