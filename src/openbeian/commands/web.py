"""`openbeian web`: the site, served by granian."""

import argparse

from openbeian.commands import house, lifeline, ports


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--address", default=ports.LOOPBACK)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--threads", type=int, default=2, help="threads of each process")
    lifeline.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Serve until a signal ends it."""
    from granian import Granian
    from granian.constants import Interfaces

    house.enter()
    from openbeian.config import founding

    founding.require()
    lifeline.hold(options)
    Granian(
        "openbeian.config.wsgi:application",
        address=options.address,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    ).serve()
    return 0
