"""`openbeian procedure`: the procedure's page, made from the tables of moves."""

import argparse

from openbeian.commands import pages

configure = pages.configure


def run(options: argparse.Namespace) -> int:
    """Print, write or compare the page."""
    from openbeian.procedure import describe

    return pages.serve(describe.page(), options)
