"""The house's own round over its cases: one that fails is told of and stops no other."""

from collections.abc import Callable, Iterable
from uuid import UUID


def attend_each(cases: Iterable[UUID], attend: Callable[[UUID], bool]) -> int:
    """Attend to each case in a transaction of its own; return for how many something was done.

    Raises an ExceptionGroup of what went wrong, after the last case.
    """
    done = 0
    faults: list[Exception] = []
    for case_id in cases:
        try:
            done += attend(case_id)
        except Exception as fault:  # noqa: BLE001 - whatever it was, the next case is still owed
            faults.append(fault)
    if faults:
        raise ExceptionGroup("some cases could not be attended to", faults)
    return done
