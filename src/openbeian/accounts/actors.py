"""Who acts: every write names one."""

from dataclasses import dataclass
from uuid import UUID

from openbeian.errors import DomainError
from openbeian.procedure.permissions import Permission, Role, may
from openbeian.text import Text


class NotPermitted(DomainError):
    """The actor's role does not hold the permission that the verb asks for."""

    code = "access.denied"
    message = Text(
        "Your role does not allow this. Ask the person who manages your organisation.",
        "您的角色无此权限，请联系本单位管理员。",
    )


@dataclass(frozen=True, slots=True)
class Actor:
    """One member of one organisation, or the house itself; `name` is for display only."""

    user_id: int | None
    organisation_id: UUID | None
    role: Role
    name: str

    @property
    def person(self) -> int:
        """The user's id; raises NotPermitted for the house itself, which signs nothing."""
        if self.user_id is None:
            raise NotPermitted
        return self.user_id

    @property
    def tenant(self) -> UUID:
        """The organisation's id; raises NotPermitted for whoever acts for none."""
        if self.organisation_id is None:
            raise NotPermitted
        return self.organisation_id

    def may(self, permission: Permission) -> bool:
        """Whether the actor's role holds a permission."""
        return may(self.role, permission)

    def require(self, permission: Permission) -> None:
        """Raise NotPermitted unless the actor holds the permission."""
        if not self.may(permission):
            raise NotPermitted


SYSTEM = Actor(user_id=None, organisation_id=None, role=Role.SYSTEM, name="Openbeian")
