"""The applicant's other verbs: withdraw and give up."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.cases.moving import check
from openbeian.filings.models import Filing
from openbeian.filings.services.access import lock
from openbeian.filings.services.moving import make
from openbeian.procedure.filing import ABANDON, WITHDRAW
from openbeian.registry.services import process


@transaction.atomic(durable=True)
def withdraw(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Take the application back to edit it. Raises NoSuchFiling, MoveNotAllowed."""
    filing = lock(filing_id, actor)
    check(WITHDRAW, filing, actor)
    process.end(filing_id=filing.pk, at=at)
    make(WITHDRAW, filing, actor=actor, at=at)
    return filing


@transaction.atomic(durable=True)
def abandon(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Give the application up. Raises NoSuchFiling, MoveNotAllowed."""
    filing = lock(filing_id, actor)
    check(ABANDON, filing, actor)
    process.end(filing_id=filing.pk, at=at)
    make(ABANDON, filing, actor=actor, at=at)
    return filing
