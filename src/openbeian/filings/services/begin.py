"""Begin an application: one is open at a time."""

from collections.abc import Mapping
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
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.procedure.permissions import Permission
from openbeian.registry.models import Entity


@transaction.atomic(durable=True)
def begin(*, actor: Actor, at: datetime, draft: Draft | None = None) -> Filing:
    """Return the organisation's open application, making one for a new website if there is none.

    An organisation has one open application at a time, so a repeated request finds the first one.
    `draft` is what is known already. Raises NotPermitted, PathUnreadable, NoSuchDocument,
    TooManyFiles, DraftTooLarge.
    """
    present = open_one(actor)
    if present is not None:
        return present
    filed = Entity.objects.in_force().filter(organisation_id=actor.tenant).exists()
    kind = FilingKind.ADD_SERVICE if filed else FilingKind.FIRST
    return new(kind, actor=actor, at=at, draft=draft or {}, target={})


def open_one(actor: Actor) -> Filing | None:
    """Return the open application of an organisation that stays locked; raises NotPermitted."""
    actor.require(Permission.FILING_EDIT)
    lock_tenant(actor)
    states = [state.value for state in FILING.active_states()]
    return Filing.objects.filter(organisation_id=actor.tenant, state__in=states).first()


def new(
    kind: FilingKind,
    *,
    actor: Actor,
    at: datetime,
    draft: Draft,
    target: Mapping[str, object],
    password: str = "",
) -> Filing:
    """Make an application, in the caller's transaction; raises as `begin`."""
    begun = merged({}, draft)
    require_fit(actor.tenant, begun, begun)
    filing = Filing(
        id=uuid4(),
        reference=new_reference("OB"),
        organisation_id=actor.tenant,
        kind=kind,
        target=dict(target),
        state=FILING.initial.value,
        flags=sorted(kind.flags),
        created_at=at,
        moved_at=at,
        edited_at=at,
    )
    if password:
        filing.set_password(password)
    seal_draft(filing, begun)
    set_deadline(filing)
    filing.save(force_insert=True)
    record(kinds.BEGUN, subject=filing.subject, actor=actor, at=at, facts={"kind": kind.text})
    return filing
