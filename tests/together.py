"""Works that begin at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from openbeian.errors import DomainError


def at_once(*works: Callable[[], object]) -> list[object]:
    """Return what each work returned, or the class of its refusal; any other fault is raised."""
    start = Barrier(len(works))

    def attempt(work: Callable[[], object]) -> object:
        try:
            start.wait()
            return work()
        except DomainError as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(attempt, works))
