"""Begin an application."""

import secrets
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.cases.moving import set_deadline
from openbeian.declaration.draft import Draft
from openbeian.filings import kinds
from openbeian.filings.models import Filing
from openbeian.filings.sealing import seal_draft
from openbeian.procedure.filing import FILING
from openbeian.procedure.permissions import Permission

# without letters and digits that look alike, for reading over the telephone
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@transaction.atomic(durable=True)
def begin(*, actor: Actor, at: datetime, draft: Draft | None = None) -> Filing:
    """Return the organisation's open application, making it if there is none.

    An organisation has one open application at a time, so a repeated request finds the first one.
    Raises NotPermitted.
    """
    actor.require(Permission.FILING_EDIT)
    states = [state.value for state in FILING.active_states()]
    mine = Filing.objects.select_for_update().filter(organisation_id=actor.tenant)
    present = mine.filter(state__in=states).first()
    if present is not None:
        return present
    filing = Filing(
        id=uuid4(),
        reference=_reference(),
        organisation_id=actor.tenant,
        state=FILING.initial.value,
        created_at=at,
        moved_at=at,
        edited_at=at,
    )
    seal_draft(filing, draft or {})
    set_deadline(filing)
    filing.save(force_insert=True)
    record(kinds.BEGUN, subject=filing.subject, actor=actor, at=at)
    return filing


def _reference() -> str:
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"OB-{signs[:4]}-{signs[4:]}"
