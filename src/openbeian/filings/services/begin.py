"""Begin an application: one is open at a time."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from openbeian import rulebook
from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.cases.access import lock_tenant, new_reference
from openbeian.cases.moving import set_deadline
from openbeian.declaration.draft import Draft, merged
from openbeian.declaration.paths import keys, lies_under
from openbeian.declaration.restating import restated
from openbeian.filings import kinds
from openbeian.filings.models import Filing
from openbeian.filings.registered import NotDeclaredHere, registered
from openbeian.filings.sealing import seal_draft
from openbeian.filings.services.papers import is_document, require_fit
from openbeian.procedure.filing import FILING
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.procedure.permissions import Permission
from openbeian.registry.models import Entity
from openbeian.registry.subjects import NotRegistered


@transaction.atomic(durable=True)
def begin(*, actor: Actor, at: datetime, draft: Draft | None = None) -> Filing:
    """Return the organisation's open application, making one for a new website if there is none.

    An organisation has one open application at a time, so a repeated request finds the first one.
    `draft` is what is known already; what is registered of the entity need not be typed again, nor
    its papers be handed in again, the forms to sign excepted. Raises NotPermitted, PathUnreadable,
    NoSuchDocument, TooManyFiles, DraftTooLarge.
    """
    present = open_one(actor)
    if present is not None:
        return present
    entity = Entity.objects.in_force().filter(organisation_id=actor.tenant).first()
    if entity is None:
        return new(FilingKind.FIRST, actor=actor, at=at, draft=draft or {}, target={})
    carried = {**_of_entity(entity), **(draft or {})}
    return new(FilingKind.ADD_SERVICE, actor=actor, at=at, draft=carried, target={})


def _of_entity(entity: Entity) -> Draft:
    """Return what is registered of an entity as a draft, without what has to be signed anew."""
    try:
        known = restated(registered(entity).declaration)
    except (NotDeclaredHere, NotRegistered):
        return {}
    signed = {kind.id for kind in rulebook.default().documents.values() if kind.states}
    return {
        path: said
        for path, said in known.items()
        if not lies_under(path, "services") and not (is_document(path) and keys(path)[-1] in signed)
    }


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
