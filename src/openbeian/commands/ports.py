"""Choosing a port on loopback, or a Unix socket."""

import socket
from pathlib import Path

LOOPBACK = "127.0.0.1"
TRIES = 100


def free_from(preferred: int) -> int:
    """Return the preferred port, or the next one on which nothing listens.

    Raises OSError when a hundred ports in a row are taken.
    """
    for port in range(preferred, preferred + TRIES):
        with socket.socket() as probe:
            # a port that was used a moment ago is free, though the system still remembers it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return port
    message = f"ports {preferred} to {preferred + TRIES - 1} are all taken"
    raise OSError(message)


def answers(port: int) -> bool:
    """Whether something accepts connections on a port of loopback."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def clear(path: Path) -> None:
    """Remove a Unix socket at which nobody listens any more; its program was killed."""
    if not path.is_socket():
        return
    with socket.socket(socket.AF_UNIX) as probe:
        if probe.connect_ex(str(path)) != 0:
            path.unlink()
