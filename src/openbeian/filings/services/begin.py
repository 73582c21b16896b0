"""Begin an application."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.cases.access import lock_tenant, new_reference
from openbeian.cases.moving import set_deadline
from openbeian.declaration.draft import Draft, merged
from openbeian.filings import kinds
from openbeian.filings.models import Filing
from openbeian.filings.sealing import seal_draft
from openbeian.filings.services.papers import require_fit
from openbeian.procedure.filing import FILING
from openbeian.procedure.permissions import Permission


@transaction.atomic(durable=True)
def begin(*, actor: Actor, at: datetime, draft: Draft | None = None) -> Filing:
    """Return the organisation's open application, making it if there is none.

    An organisation has one open application at a time, so a repeated request finds the first one.
    `draft` is what is known already. Raises NotPermitted, PathUnreadable, NoSuchDocument,
    TooManyFiles, DraftTooLarge.
    """
    actor.require(Permission.FILING_EDIT)
    lock_tenant(actor)
    states = [state.value for state in FILING.active_states()]
    present = Filing.objects.filter(organisation_id=actor.tenant, state__in=states).first()
    if present is not None:
        return present
    begun = merged({}, draft or {})
    require_fit(actor.tenant, begun, begun)
    filing = Filing(
        id=uuid4(),
        reference=new_reference("OB"),
        organisation_id=actor.tenant,
        state=FILING.initial.value,
        created_at=at,
        moved_at=at,
        edited_at=at,
    )
    seal_draft(filing, begun)
    set_deadline(filing)
    filing.save(force_insert=True)
    record(kinds.BEGUN, subject=filing.subject, actor=actor, at=at)
    return filing
