"""What carries the effects of this room out: hand files over, fetch files."""

from datetime import datetime

from openbeian.authority.services import downloads, line
from openbeian.outbox.models import Effect


def send(effect: Effect, *, at: datetime) -> None:
    """Hand over what is next for an administration."""
    line.advance(effect.payload["administration"], at=at)


def receive(effect: Effect, *, at: datetime) -> None:
    """Fetch, apply and acknowledge what an administration has for us."""
    downloads.receive(effect.payload["administration"], at=at)
