"""`openbeian verify DOMAIN`: the answer that the interface gives, on the terminal."""

import argparse

from openbeian.commands import house, plain
from openbeian.commands.speech import said


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("domain")
    parser.add_argument("--product", help="what is bought for it, such as hosting or cdn")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Print what the registry says about a host name now."""
    house.enter()
    from openbeian.config import clock
    from openbeian.registry.answers import answer

    found = answer(options.domain, at=clock.now(), product=options.product)
    if options.json:
        plain.show(found)
        return 0
    print(f"{found.host}: {found.status}")
    print(said(found.words))
    print(said(found.next_step))
    return 0
