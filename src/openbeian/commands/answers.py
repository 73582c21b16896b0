"""`openbeian answers`: the page of verification answers, made from the registry's data."""

import argparse

from openbeian.commands import house, pages

configure = pages.configure


def run(options: argparse.Namespace) -> int:
    """Print, write or compare the page."""
    house.load()
    from openbeian.registry import describe

    return pages.serve(describe.page(), options)
