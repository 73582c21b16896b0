"""What every write of the registry shares: the refusal of a clash, and telling the applicant."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from openbeian.audit.models import Event
from openbeian.errors import DomainError
from openbeian.outbox.services import put
from openbeian.registry.kinds import ENTITY
from openbeian.registry.models import Entity


@contextmanager
def refusing(clash: DomainError) -> Iterator[None]:
    """Raise this error where a constraint of the database refuses what is written inside.

    The database decides, so that of two writers at the same moment one is refused.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refusal:
        raise clash from refusal


def tell(
    template: str, entity: Entity, *, event: Event, facts: Mapping[str, Any], at: datetime
) -> None:
    """Owe the applicant a message about an event, in the caller's transaction."""
    put(
        kind="notice.tell",
        reference=f"tell:{event.pk}:{template}:applicant",
        payload={
            "event": event.pk,
            "template": template,
            "audience": "applicant",
            "organisation": str(entity.organisation_id),
            "reviewer": None,
            "subject_type": ENTITY,
            "subject_id": str(entity.pk),
        },
        sealed=dict(facts),
        at=at,
    )
