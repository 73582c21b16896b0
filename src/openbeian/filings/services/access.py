"""Finds and locks the application of a verb, for those who may see it."""

from uuid import UUID

from openbeian.accounts.actors import Actor
from openbeian.cases import access
from openbeian.cases.access import OwnCase
from openbeian.errors import DomainError
from openbeian.filings.models import Filing
from openbeian.text import Text

__all__ = ["NoSuchFiling", "OwnCase", "lock"]


class NoSuchFiling(DomainError):
    """The application does not exist, or belongs to somebody else: the answer is the same."""

    code = "filing.unknown"
    message = Text("There is no such application.", "未找到该备案申请。")


def lock(filing_id: UUID, actor: Actor) -> Filing:
    """Return the application, locked until the transaction ends; raises NoSuchFiling, OwnCase."""
    return access.lock(Filing.objects.all(), filing_id, actor, unknown=NoSuchFiling)
