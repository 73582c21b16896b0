"""The gate's server answering a constant: what a look-up over HTTP is compared with."""

import sys
from functools import partial

from granian import Granian
from granian.constants import Interfaces

HEADERS = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]


def load(size: int, _target: str) -> object:
    """Return a callable that answers with so many octets."""
    body = b"x" * size

    def application(_environ: dict, start_response: object) -> list[bytes]:
        start_response("200 OK", HEADERS)
        return [body]

    return application


def main(port: str, size: str) -> None:
    """Serve on a port of loopback, with the gate's own settings of granian."""
    Granian(
        "constant:load",
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=1,
        websockets=False,
    ).serve(target_loader=partial(load, int(size)))


if __name__ == "__main__":
    main(*sys.argv[1:])
