"""`openbeian rules`: checks the rulebook's files, or lists what an edition asks on a day."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openbeian.commands.speech import said, say

# the rulebook's editions, named here so that help needs no rulebook
EDITIONS = ("founding-document", "current-regulation")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", choices=["check", "list"])
    parser.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0])
    parser.add_argument("--on", type=date.fromisoformat, help="a day; default: today")
    parser.add_argument(
        "--override", type=Path, action="append", help="an operator's file; default: the settings'"
    )


def run(options: argparse.Namespace) -> int:
    """Check or list; a faulty rulebook is exit code 1 with every fault on its line."""
    from openbeian.config import environment

    overrides = options.override or environment.read().rulebook_overrides
    return _check(overrides) if options.action == "check" else _list(options, overrides)


def _check(overrides: Sequence[Path]) -> int:
    from openbeian import rulebook

    faults = rulebook.check_data(overrides)
    if faults:
        print(*faults, sep="\n")
        return 1
    book = rulebook.load(overrides)
    say(
        f"{len(book.rules)} rules hold together, fingerprint {book.fingerprint}",
        f"{len(book.rules)}条规则校验通过，指纹 {book.fingerprint}",
    )
    return 0


def _list(options: argparse.Namespace, overrides: Sequence[Path]) -> int:
    from openbeian import rulebook

    edition = rulebook.Edition(options.edition)
    # a rule's day is the terminal's calendar day; nothing is decided by it
    on = options.on or date.today()  # noqa: DTZ011
    for rule in rulebook.load(overrides).rules.values():
        if rule.version(edition, on):
            print(f"{rule.id}\t{said(rule.demand)}")
    return 0
