"""`openbeian notices`: the page of messages, made from their catalogue."""

import argparse

from openbeian.commands import house, pages

configure = pages.configure


def run(options: argparse.Namespace) -> int:
    """Print, write or compare the page."""
    house.load()
    from openbeian.notices import describe

    return pages.serve(describe.page(), options)
