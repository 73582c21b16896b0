"""`openbeian clock`: shows the house's time, or moves a demo's clock forward."""

import argparse
from datetime import timedelta

from openbeian.commands import house
from openbeian.commands.speech import say


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--advance-days", type=float, default=0.0, metavar="DAYS")
    parser.add_argument("--advance-hours", type=float, default=0.0, metavar="HOURS")


def run(options: argparse.Namespace) -> int:
    """Print the present in Shanghai; raises ClockIsReal when asked to move a production clock."""
    house.load()
    house.keep_private()
    from django.utils.timezone import localtime

    from openbeian.config import clock

    by = timedelta(days=options.advance_days, hours=options.advance_hours)
    present = localtime(clock.advance(by) if by else clock.now())
    ahead = clock.offset()
    say(f"{present.isoformat()} (ahead by {ahead})", f"{present.isoformat()}（调快 {ahead}）")
    return 0
