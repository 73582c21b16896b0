"""`openbeian worker`: background tasks and the clockwork of deadlines, run by django-ox."""

import argparse

from openbeian.commands import house, lifeline


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--threads", type=int, default=2, help="tasks at a time")
    parser.add_argument(
        "--interval", type=float, default=0.5, help="seconds between two looks when idle"
    )
    lifeline.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Work until a signal ends it; what is in hand is finished first."""
    house.enter()
    from django.core.management import call_command

    from openbeian.config import founding

    founding.require()
    lifeline.hold(options)
    call_command("ox_worker", concurrency=options.threads, interval=options.interval, verbosity=0)
    return 0
