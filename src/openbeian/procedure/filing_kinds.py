"""The kinds of application (备案类型): what is asked of the administration, and what follows.

The applicant states what is wanted; the kind follows from what is registered already.
"""

from enum import StrEnum

from openbeian.procedure.filing import Flag
from openbeian.text import Text


class FilingKind(StrEnum):
    """What an application asks for."""

    FIRST = "first"
    ADD_SERVICE = "add_service"
    ADD_ACCESS = "add_access"
    CHANGE = "change"
    CANCEL_ENTITY = "cancel_entity"
    CANCEL_SERVICE = "cancel_service"
    CANCEL_ACCESS = "cancel_access"

    @property
    def cancels(self) -> bool:
        """Whether something registered shall end."""
        return self in _CANCELLATIONS

    @property
    def names_new_domains(self) -> bool:
        """Whether its domains are to be registered here, so that nobody else may."""
        return self in _NEW

    @property
    def files_with_public_security(self) -> bool:
        """Whether the public-security filing follows: its websites are new in mainland China."""
        return self in {FilingKind.FIRST, FilingKind.ADD_SERVICE}

    @property
    def flags(self) -> frozenset[Flag]:
        """The flags that stay with an application of this kind."""
        if self.cancels:
            return frozenset({Flag.CANCELLATION})
        return frozenset({Flag.CHANGE}) if self is FilingKind.CHANGE else frozenset()

    @property
    def text(self) -> Text:
        """What it is called on an official form."""
        return _TITLES[self]


_CANCELLATIONS = frozenset(
    {FilingKind.CANCEL_ENTITY, FilingKind.CANCEL_SERVICE, FilingKind.CANCEL_ACCESS}
)
_NEW = frozenset({FilingKind.FIRST, FilingKind.ADD_SERVICE, FilingKind.ADD_ACCESS})
_TITLES = {
    FilingKind.FIRST: Text("First filing", "首次备案"),
    FilingKind.ADD_SERVICE: Text("Add a website", "新增互联网信息服务"),
    FilingKind.ADD_ACCESS: Text("Add access here", "新增接入"),
    FilingKind.CHANGE: Text("Change of registered facts", "变更备案"),
    FilingKind.CANCEL_ENTITY: Text("Cancel the whole registration", "注销主体"),
    FilingKind.CANCEL_SERVICE: Text("Cancel a website", "注销互联网信息服务"),
    FilingKind.CANCEL_ACCESS: Text("End the access here", "取消接入"),
}
