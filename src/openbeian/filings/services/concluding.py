"""What an approved change or cancellation does to what is registered."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.cases.moving import Facts, check
from openbeian.filings.models import Filing, Outcome
from openbeian.filings.sealing import open_declaration
from openbeian.filings.services.access import lock
from openbeian.filings.services.moving import make, note
from openbeian.procedure.filing import RECORD_CANCELLATION, RECORD_CHANGE
from openbeian.registry.models import Entity, Service
from openbeian.registry.services import amend, ending
from openbeian.registry.subjects import Subject, SubjectKind


@transaction.atomic(durable=True)
def record_change(
    *,
    filing_id: UUID,
    actor: Actor,
    at: datetime,
    administration_ids: Mapping[str, int] | None = None,
) -> Filing:
    """Record that a change was approved, and make the registered facts those that it declares.

    `administration_ids` are the administration's own ids by field path; without them those known
    are kept. Raises NoSuchFiling, OwnCase, MoveNotAllowed, NotRegistered, DomainTaken.
    """
    filing = lock(filing_id, actor)
    check(RECORD_CHANGE, filing, actor)
    entity_number, numbers = numbers_of(filing)
    amend.amend(
        declaration=open_declaration(filing.versions.get(number=filing.version)),
        organisation_id=filing.organisation_id,
        entity_number=entity_number,
        service_numbers=numbers,
        actor=actor,
        at=at,
        filing_id=filing.pk,
        administration_ids=administration_ids,
    )
    said = {str(key): number for key, number in numbers.items()}
    note(
        filing,
        Outcome.Kind.APPROVED,
        actor,
        at,
        numbers={"entity": entity_number, "services": said},
    )
    filing.decided_at = at
    facts: Facts = {
        "entity_number": entity_number,
        "service_numbers": tuple(sorted(numbers.values())),
    }
    make(
        RECORD_CHANGE,
        filing,
        actor=actor,
        at=at,
        facts=facts,
        told={"number": entity_number},
    )
    return filing


@transaction.atomic(durable=True)
def record_cancellation(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Record that a cancellation was approved, and end what it names.

    What the administration ended meanwhile stays ended as it was. Raises NoSuchFiling, OwnCase,
    MoveNotAllowed, NotRegistered.
    """
    filing = lock(filing_id, actor)
    check(RECORD_CANCELLATION, filing, actor)
    subject = subject_of(filing)
    number = ending.end_on_request(subject=subject, actor=actor, at=at)
    note(filing, Outcome.Kind.APPROVED, actor, at, numbers={"cancelled": number})
    filing.decided_at = at
    make(
        RECORD_CANCELLATION,
        filing,
        actor=actor,
        at=at,
        facts={"number": number},
        told={"number": number},
    )
    return filing


def numbers_of(filing: Filing) -> tuple[str, dict[int, str]]:
    """Return the numbers of what a change or a cancellation is about, services by declared id."""
    rows = {
        int(key): Service.objects.get(pk=service)
        for key, service in filing.target["services"].items()
    }
    entity = Entity.objects.get(pk=next(iter(rows.values())).entity_id)
    return entity.number, {key: row.number for key, row in rows.items()}


def subject_of(filing: Filing) -> Subject:
    """Return what a cancellation shall end."""
    kind = next(kind for kind in SubjectKind if kind.value in filing.target)
    return Subject(kind, filing.target[kind.value])
