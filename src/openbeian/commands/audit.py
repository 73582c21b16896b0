"""`openbeian audit verify`: whether the append-only log is whole."""

import argparse

from openbeian.commands import house
from openbeian.commands.speech import said, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", choices=["verify"])
    parser.add_argument(
        "--witness",
        type=_rows_and_hash,
        metavar="ROWS:HASH",
        help="the head that an earlier verification printed, kept outside the database",
    )


def run(options: argparse.Namespace) -> int:
    """Walk the chain; a broken one is exit code 1 and names the first bad row."""
    house.enter()
    from openbeian.audit import services

    witness = services.Head(*options.witness) if options.witness else None
    outcome = services.verify(witness=witness)
    if outcome.ok:
        head = f"{outcome.head.rows}:{outcome.head.hash}"
        say(f"whole: {outcome.rows} events", f"完整：共 {outcome.rows} 条记录")
        say(f"head to keep elsewhere: {head}", f"请异地留存见证值：{head}")
        return 0
    say(f"broken at event {outcome.first_bad}", f"第 {outcome.first_bad} 条记录有误")
    if outcome.reason:
        print(said(outcome.reason))
    return 1


def _rows_and_hash(words: str) -> tuple[int, str]:
    rows, _, digest = words.partition(":")
    return int(rows), digest
