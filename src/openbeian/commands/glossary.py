"""`openbeian glossary`: the glossary's page, made from the rulebook."""

import argparse

from openbeian.commands import pages

configure = pages.configure


def run(options: argparse.Namespace) -> int:
    """Print, write or compare the page."""
    from openbeian.rulebook import describe

    return pages.serve(describe.glossary(), options)
