"""A real mail server on loopback that can be told how to misbehave."""

import asyncio
import socket
from collections import deque
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


class Postbox:
    """Keeps what it accepted. `faults` are used up one per connection, in their order.

    refuse_sender: 421 to MAIL. greylist: 450 to RCPT. unknown_mailbox: 550 to RCPT.
    refuse_content: 554 to DATA. drop_after_data: keeps the letter, and hangs up before the 250.
    slow: answers after half a second. stuck: answers after the client's patience.
    stumble: keeps the letter, says 250, and never answers QUIT.
    """

    def __init__(self) -> None:
        self.faults: deque[str] = deque()
        self.connections = 0
        self.letters: list[EmailMessage] = []
        self.envelopes: list[tuple[str, tuple[str, ...]]] = []
        self._fault = ""

    @property
    def message_ids(self) -> list[str]:
        return [str(letter["Message-ID"]) for letter in self.letters]

    async def handle_EHLO(self, _server: SMTP, session: Session, _envelope, name, replies):  # noqa: N802
        self.connections += 1
        self._fault = self.faults.popleft() if self.faults else ""
        session.host_name = name
        return replies

    async def handle_MAIL(self, _server, _session, envelope, address, options):  # noqa: N802
        if self._fault == "refuse_sender":
            return "421 4.3.2 the service is closing"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, options):  # noqa: N802
        if self._fault == "greylist":
            return "450 4.7.1 come back later"
        if self._fault == "unknown_mailbox":
            return f"550 5.1.1 <{address}>: no such mailbox"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session, envelope: Envelope):  # noqa: N802
        if self._fault == "refuse_content":
            return "554 5.7.1 looks like spam"
        await asyncio.sleep({"slow": 0.5, "stuck": 3}.get(self._fault, 0))
        self.envelopes.append((envelope.mail_from, tuple(envelope.rcpt_tos)))
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        if self._fault == "drop_after_data":
            server.transport.abort()
        return "250 OK"

    async def handle_QUIT(self, _server, _session, _envelope):  # noqa: N802
        if self._fault == "stumble":
            await asyncio.sleep(3)
        return "221 Bye"


class PostboxServer(Controller):
    """The postbox behind a port of its own."""

    def __init__(self, postbox: Postbox, **options) -> None:
        super().__init__(postbox, hostname="127.0.0.1", port=free_port(), **options)

    @property
    def address(self) -> tuple[str, int]:
        return self.hostname, self.port


def free_port() -> int:
    """Return a port on loopback where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def refuse_everybody(_server, _session, _envelope, _mechanism, _data) -> AuthResult:
    return AuthResult(success=False, handled=False)
