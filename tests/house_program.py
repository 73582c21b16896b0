"""Runs a module of the suite as a program of its own, against an empty database of its own.

`python -m house_program outbox.crash WORD …` makes the tables, calls `main(WORD, …)` of the module
and prints what it returns, as JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module

import django
from django.core.management import call_command
from django.db import connections

TABLES = ("audit", "outbox", "django_ox")


def fork(work: Callable[[], object]) -> int:
    """Run work in a child process with connections of its own; return the child's id."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:  # noqa: BLE001 - a child never returns into what its parent was doing
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def exit_code(child: int) -> int:
    """Wait for a child and return how it ended."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(module: str, *words: str) -> None:
    django.setup()
    for app in TABLES:
        call_command("migrate", app, verbosity=0)
    sys.stdout.write(json.dumps(import_module(module).main(*words)))


if __name__ == "__main__":
    main(*sys.argv[1:])
