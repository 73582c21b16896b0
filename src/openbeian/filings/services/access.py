"""Finds and locks the application of a verb, for those who may see it."""

from uuid import UUID

from openbeian.accounts.actors import Actor
from openbeian.errors import DomainError
from openbeian.filings.models import Filing
from openbeian.procedure.permissions import Role
from openbeian.text import Text


class NoSuchFiling(DomainError):
    """The application does not exist, or belongs to somebody else: the answer is the same."""

    code = "filing.unknown"
    message = Text("There is no such application.", "未找到该备案申请。")


class OwnCase(DomainError):
    """A reviewer met an application of their own organisation."""

    code = "filing.own_case"
    message = Text(
        "Nobody reviews an application of their own organisation.",
        "不得审核本单位提交的备案申请。",
    )


def lock(filing_id: UUID, actor: Actor) -> Filing:
    """Return the application, locked until the transaction ends; raises NoSuchFiling, OwnCase."""
    filing = Filing.objects.select_for_update().filter(pk=filing_id).first()
    if filing is None or not may_see(filing, actor):
        raise NoSuchFiling
    if actor.role in REVIEWING and filing.organisation_id == actor.organisation_id:
        raise OwnCase
    return filing


REVIEWING = frozenset({Role.REVIEWER, Role.SENIOR_REVIEWER})


def may_see(filing: Filing, actor: Actor) -> bool:
    """An applicant sees only what their own organisation filed."""
    return actor.role is not Role.APPLICANT or filing.organisation_id == actor.organisation_id
