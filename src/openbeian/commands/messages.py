"""`openbeian messages`: collects the interface's sentences, or checks that all are translated."""

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", choices=["collect", "check"])


def run(options: argparse.Namespace) -> int:
    """Hand over to the catalogue's own module."""
    from openbeian.ui import messages

    return messages.main([options.action])
