"""`openbeian mailbox`: an SMTP server on loopback that keeps what it accepts."""

import argparse
import email
import email.policy
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from openbeian.commands import house, lifeline, ports

ACCEPTED = "250 Message accepted"
ENDINGS = {signal.SIGINT, signal.SIGTERM}
MAX_BYTES = 32 * 1024 * 1024
NAME_LENGTH = 120
NOT_IN_NAMES = re.compile(r"[^\w.@+=-]", re.ASCII)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--port", type=int, default=8025)
    parser.add_argument("--folder", type=Path, help="default: mailbox in the data folder")
    lifeline.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Catch until a signal ends it."""
    from openbeian.config import environment

    house.keep_private()
    # blocked before any thread starts, so that only sigwait below receives them
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    lifeline.hold(options)
    with catching(options.folder or environment.read().var / "mailbox", port=options.port):
        signal.sigwait(ENDINGS)
    return 0


@contextmanager
def catching(folder: Path, *, port: int) -> Iterator[None]:
    """Accept mail on a port of loopback into a folder while the block runs."""
    folder.mkdir(parents=True, exist_ok=True)
    controller = Controller(
        Ledger(folder),
        hostname=ports.LOOPBACK,
        port=port,
        server_hostname="localhost",  # never a look-up of this machine's name
        data_size_limit=MAX_BYTES,
    )
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def messages(folder: Path) -> list[EmailMessage]:
    """Return what was accepted, oldest first."""
    return [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in sorted(folder.glob("*.eml"))
    ]


class Ledger:
    """Writes one file for each accepted message, a second one when it is accepted twice."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(  # noqa: N802 - the server calls this name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep the message before saying that it was accepted."""
        content = envelope.content
        self.keep(content if isinstance(content, bytes) else (content or "").encode())
        return ACCEPTED

    def keep(self, content: bytes) -> Path:
        """Write a message durably; its name holds the moment and the Message-ID."""
        headers = email.message_from_bytes(content, policy=email.policy.default)
        reference = str(headers.get("Message-ID", "")).strip().strip("<>") or "none"
        name = f"{time.time_ns()}_{NOT_IN_NAMES.sub('-', reference)[:NAME_LENGTH]}"
        draft = self.folder / f"{name}.part"
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        kept = draft.rename(self.folder / f"{name}.eml")
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)  # the name too must outlive a power cut
        finally:
            os.close(folder)
        return kept
