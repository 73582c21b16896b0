"""`openbeian new-secrets`: the secrets of a new installation, as environment settings."""

import argparse


def configure(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(_options: argparse.Namespace) -> int:
    """Print them; they are kept nowhere."""
    from openbeian.config import environment

    for name, value in environment.new_secrets().items():
        print(f"{name}={value}")
    return 0
