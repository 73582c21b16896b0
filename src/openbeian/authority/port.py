"""The port to the administrations: what an adapter must be able to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from openbeian.accounts.actors import Actor
from openbeian.errors import DomainError
from openbeian.filings.models import Filing
from openbeian.text import Text


class NothingToPack(DomainError):
    """The application was never submitted, so there is no version of it."""

    code = "authority.nothing_to_pack"
    message = Text("The application has not been submitted yet.", "该备案申请尚未提交。")


@dataclass(frozen=True, slots=True)
class Package:
    """What is handed to the administration: a file, its name, and the SHA-256 of its bytes."""

    name: str
    content: bytes
    sha256: str


class Authority(Protocol):
    """One way to reach a provincial administration."""

    def package(self, filing: Filing, *, actor: Actor, at: datetime) -> Package:
        """Return the latest version of an application as this way wants it."""
        ...
