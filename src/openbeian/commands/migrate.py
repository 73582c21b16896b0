"""`openbeian migrate`: the database, and in production the static files, as this version needs."""

import argparse

from openbeian.commands import house
from openbeian.commands.speech import say


def configure(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(_options: argparse.Namespace) -> int:
    """Bring the database up to date."""
    house.enter()
    house.bring_up_to_date()
    say("The database is up to date.", "数据库已是最新。")
    return 0
