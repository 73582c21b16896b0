"""Carries out the effect that a registered service owes: its public-security case."""

from datetime import datetime
from uuid import UUID

from openbeian.outbox.models import Effect
from openbeian.psb.services import open_case


def open_for_service(effect: Effect, *, at: datetime) -> None:
    """Open the case named by `{filing, service_key, service}`; safe to repeat."""
    open_case(
        filing_id=UUID(effect.payload["filing"]),
        service_key=effect.payload["service_key"],
        service_id=effect.payload["service"],
        at=at,
    )
