"""The documents of a licence case are shown only against a row in the log."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.audit.facts import Fact
from openbeian.audit.queries import history
from openbeian.audit.services import record
from openbeian.cases import access
from openbeian.licences import kinds
from openbeian.licences.models import LicenceCase
from openbeian.licences.queries import NoSuchCase
from openbeian.procedure.permissions import Permission
from openbeian.text import Text


@transaction.atomic(durable=True)
def documents(*, case_id: UUID, actor: Actor, at: datetime) -> None:
    """Note that somebody looks at the documents, once for each turn of the case and person.

    Raises NotPermitted, NoSuchCase, OwnCase.
    """
    case = _lock(case_id, actor)
    if not has_viewed(case, actor):
        record(kinds.DOCUMENTS_VIEWED, subject=case.subject, actor=actor, at=at)


@transaction.atomic(durable=True)
def document(*, case_id: UUID, actor: Actor, title: Text, sha256: str, at: datetime) -> None:
    """Note that an original was taken out of the house. Raises as `documents`."""
    case = _lock(case_id, actor)
    facts: dict[str, Fact] = {"document": title, "sha256": sha256}
    record(kinds.DOCUMENT_DOWNLOADED, subject=case.subject, actor=actor, at=at, facts=facts)


def has_viewed(case: LicenceCase, actor: Actor) -> bool:
    """Return whether this person's look since the case last moved is in the log already."""
    seen = history(case.subject).filter(kind=kinds.DOCUMENTS_VIEWED.name)
    return seen.filter(actor_user_id=actor.user_id, at__gte=case.moved_at).exists()


def _lock(case_id: UUID, actor: Actor) -> LicenceCase:
    actor.require(Permission.LICENCE_RECORD)
    return access.lock(LicenceCase.objects.all(), case_id, actor, unknown=NoSuchCase)
