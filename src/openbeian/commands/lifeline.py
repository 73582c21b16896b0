"""A program that `start` runs ends when `start` does, however `start` ended."""

import argparse
import os
import signal
import sys
import threading

STDIN = 0


def configure(parser: argparse.ArgumentParser) -> None:
    """Accept the flag with which the supervisor starts its programs."""
    parser.add_argument("--lifeline", action="store_true", help=argparse.SUPPRESS)


def hold(options: argparse.Namespace) -> None:
    """When asked to, end this process in good order once standard input is closed.

    The supervisor holds the other end of that pipe; the system closes it even on kill -9.
    """
    if options.lifeline:
        threading.Thread(target=_wait_for_the_end, name="lifeline", daemon=True).start()


def _wait_for_the_end() -> None:
    while os.read(STDIN, 1):
        sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGTERM)
