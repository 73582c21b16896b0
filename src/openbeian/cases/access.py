"""Finds and locks a case for those who may see it; nobody handles a case of their own."""

import secrets
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from openbeian.accounts.actors import Actor
from openbeian.accounts.models import Organisation
from openbeian.audit.queries import history
from openbeian.cases.models import Case
from openbeian.errors import DomainError
from openbeian.procedure.permissions import Role
from openbeian.text import Text

REVIEWING = frozenset({Role.REVIEWER, Role.SENIOR_REVIEWER})
# without letters and digits that look alike, for reading over the telephone
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class OwnCase(DomainError):
    """A reviewer met something of their own organisation, or that they once applied for."""

    code = "case.own"
    message = Text(
        "Nobody handles an application or a registration of their own or of their organisation.",
        "不得办理本人或本单位的申请及备案事项。",
    )


def may_see(case: Case, actor: Actor) -> bool:
    """Return whether a case may be shown: an applicant sees only their own organisation's."""
    return actor.role is not Role.APPLICANT or case.organisation_id == actor.organisation_id


def is_own(case: Case, actor: Actor) -> bool:
    """Return whether a reviewer has a part in a case, now or from a time as its applicant."""
    return has_part(actor, case.organisation_id, [case.subject])


def has_part(actor: Actor, organisation_id: UUID, subjects: Iterable[tuple[str, str]]) -> bool:
    """Return whether a reviewer is of an organisation, or once applied in one of its cases."""
    if actor.role not in REVIEWING:
        return False
    return organisation_id == actor.organisation_id or any(
        history(subject)
        .filter(actor_user_id=actor.user_id, actor_role=Role.APPLICANT.value)
        .exists()
        for subject in subjects
    )


def require_not_own(case: Case, actor: Actor) -> None:
    """Raise OwnCase where a reviewer has a part in the case."""
    if is_own(case, actor):
        raise OwnCase


def find[C: Case](
    cases: QuerySet[C], case_id: UUID, actor: Actor, *, unknown: type[DomainError]
) -> C:
    """Return one of these cases; raises the error `unknown` where the actor may not see it."""
    case = cases.filter(pk=case_id).first()
    if case is None or not may_see(case, actor):
        raise unknown
    return case


def lock[C: Case](
    cases: QuerySet[C], case_id: UUID, actor: Actor, *, unknown: type[DomainError]
) -> C:
    """Return one of these cases, locked until the transaction ends; raises `unknown`, OwnCase."""
    case = find(cases.select_for_update(), case_id, actor, unknown=unknown)
    require_not_own(case, actor)
    return case


def lock_tenant(actor: Actor) -> None:
    """Let an organisation begin one thing at a time, until the transaction ends."""
    Organisation.objects.select_for_update(no_key=True).get(pk=actor.tenant)


def new_reference(prefix: str) -> str:
    """Return a fresh reference to a case, such as `OB-7K2M-9QXT`."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"{prefix}-{signs[:4]}-{signs[4:]}"
