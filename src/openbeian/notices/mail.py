"""The e-mail channel: one message over SMTP, and what its answers mean.

A message is the same, byte for byte in all that identifies it, at every attempt: its Message-ID
follows from the reference. So whoever received it before a lost answer can tell.
"""

import contextlib
import re
import smtplib
from datetime import datetime
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers

from openbeian.notices.catalogue import TEMPLATES
from openbeian.notices.models import Notice
from openbeian.outbox.handlers import GiveUp, TryAgain

_PERMANENT = 500
_HELD_BY_US = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPSenderRefused,
)


def send(notice: Notice, _at: datetime) -> str:
    """Hand one e-mail to the mail server; return its Message-ID once it is accepted.

    Raises GiveUp if the recipient or the message was refused for good, TryAgain for every other
    fault: what the operator can mend, and what nobody knows.
    """
    address = notice.address
    try:
        message = compose(notice)
        _transmit(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, text = next(iter(refusal.recipients.values()))
        raise _verdict(code, text, address) from None
    except _HELD_BY_US as fault:
        raise TryAgain(_words(fault.smtp_code, fault.smtp_error, address)) from None
    except smtplib.SMTPResponseException as refusal:
        raise _verdict(refusal.smtp_code, refusal.smtp_error, address) from None
    except OSError as fault:  # among them time-outs, TLS faults and every other SMTPException
        raise TryAgain(f"{type(fault).__name__}: {_masked(str(fault), address)}") from None
    except ValueError as fault:
        raise GiveUp(f"the message cannot be written: {_masked(str(fault), address)}") from None
    return message_id(notice.reference)


def message_id(reference: str) -> str:
    """Return the Message-ID of a reference: short, always valid, and telling nothing."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{sha256(reference.encode()).hexdigest()[:40]}@{domain}>"


def compose(notice: Notice) -> EmailMultiAlternatives:
    """Return the message: plain text, and the same as a simple page."""
    letter = notice.letter
    headers = {
        "Message-ID": message_id(notice.reference),
        "Date": format_datetime(notice.created_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": ", ".join(section.language for section in letter.sections),
        "X-Openbeian-Reference": notice.reference,
        "X-Openbeian-Template": notice.template,
    }
    if TEMPLATES[notice.template].urgent:
        headers["Importance"] = "high"
    message = EmailMultiAlternatives(
        subject=letter.subject, body=letter.text, to=[notice.address], headers=headers
    )
    message.attach_alternative(letter.html, "text/html")
    return message


def _transmit(message: EmailMultiAlternatives) -> None:
    mailer = mailers["default"]
    try:
        mailer.open()
        if mailer.send_messages([message]) != 1:
            # Django passes over a message to nobody in silence
            raise ValueError("the message has no recipient")
    finally:
        # the answer to DATA decides; a server that stumbles over QUIT has the message all the same
        with contextlib.suppress(OSError):
            mailer.close()


def _verdict(code: int, text: bytes | str, address: str) -> TryAgain | GiveUp:
    words = _words(code, text, address)
    return GiveUp(words) if code >= _PERMANENT else TryAgain(words)


def _words(code: int, text: bytes | str, address: str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {_masked(said, address)}"


def _masked(said: str, address: str) -> str:
    """Return what the other side said without the address, for it is read by operators."""
    local = re.escape(address.partition("@")[0])
    words = re.sub(rf"\b{local}\b", "…", said.replace(address, "…")) if local else said
    return " ".join(words.split())[:240]
