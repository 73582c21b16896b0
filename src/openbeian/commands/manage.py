"""`openbeian manage …`: Django's own commands."""

import argparse
import os


def run(options: argparse.Namespace) -> int:
    """Hand the words over to Django."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbeian.config.settings")
    execute_from_command_line(["openbeian manage", *options.words])
    return 0
