"""`openbeian manage …`: Django's own commands."""

import argparse

from openbeian.commands import house


def run(options: argparse.Namespace) -> int:
    """Hand the words over to Django."""
    house.enter()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["openbeian manage", *options.words])
    return 0
