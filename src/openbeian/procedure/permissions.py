"""Who may do what: every permission once, and the roles that hold it.

A permission reads `scope:resource:action`. Nothing is allowed that is not listed here; permissions
belong to roles only, never to a person.
"""

from enum import StrEnum


class Permission(StrEnum):
    """Everything that can be allowed. Keep the list alphabetical by value."""

    ACCOUNT_MANAGE = "account:self:manage"
    AUDIT_READ = "audit:log:read"
    AUTHORITY_RECORD = "authority:outcome:record"
    AUTHORITY_DOWNLOAD = "authority:package:download"
    FILING_ABANDON = "filing:application:abandon"
    FILING_READ = "filing:application:read"
    FILING_SUBMIT = "filing:application:submit"
    FILING_WITHDRAW = "filing:application:withdraw"
    FILING_EDIT = "filing:draft:edit"
    LICENCE_APPLY = "licence:case:apply"
    LICENCE_RECORD = "licence:outcome:record"
    PSB_RECORD = "psb:number:record"
    PUBLIC = "public:page:read"
    REGISTRY_FACTS = "registry:facts:answer"
    REGISTRY_STANDING = "registry:standing:change"
    REVIEW_CLAIM = "review:case:claim"
    REVIEW_DECIDE = "review:case:decide"
    REVIEW_DECLINE = "review:case:decline"
    REVIEW_READ = "review:case:read"
    REVIEW_ASK = "review:correction:ask"
    SYSTEM_TICK = "system:clock:tick"
    SYSTEM_OPERATE = "system:house:operate"


P = Permission


class Role(StrEnum):
    """What a member is in their organisation; `SYSTEM` is the house itself."""

    APPLICANT = "applicant"
    REVIEWER = "reviewer"
    SENIOR_REVIEWER = "senior_reviewer"
    OPERATOR = "operator"
    AUDITOR = "auditor"
    SYSTEM = "system"


# they decide over applications or see other people's: a password alone is too little
PROVIDER_ROLES = frozenset({Role.REVIEWER, Role.SENIOR_REVIEWER, Role.OPERATOR, Role.AUDITOR})

_EVERYONE = frozenset({P.PUBLIC, P.ACCOUNT_MANAGE})
_REVIEW = frozenset(
    {
        P.REVIEW_READ,
        P.REVIEW_CLAIM,
        P.REVIEW_ASK,
        P.REVIEW_DECIDE,
        P.AUTHORITY_DOWNLOAD,
        P.AUTHORITY_RECORD,
        P.LICENCE_RECORD,
    }
)

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.APPLICANT: _EVERYONE
    | {
        P.FILING_ABANDON,
        P.FILING_EDIT,
        P.FILING_READ,
        P.FILING_SUBMIT,
        P.FILING_WITHDRAW,
        P.LICENCE_APPLY,
        P.PSB_RECORD,
        P.REGISTRY_FACTS,
    },
    Role.REVIEWER: _EVERYONE | _REVIEW,
    Role.SENIOR_REVIEWER: _EVERYONE | _REVIEW | {P.REVIEW_DECLINE, P.REGISTRY_STANDING},
    Role.OPERATOR: _EVERYONE | {P.REVIEW_READ, P.SYSTEM_OPERATE, P.REGISTRY_STANDING},
    Role.AUDITOR: _EVERYONE | {P.AUDIT_READ, P.REVIEW_READ},
    # what an administration answers over its interface is recorded by the house itself
    Role.SYSTEM: frozenset({P.SYSTEM_TICK, P.AUTHORITY_RECORD, P.REVIEW_ASK}),
}


def may(role: Role, permission: Permission) -> bool:
    """Return whether a role holds a permission; what is not granted is refused.

    >>> may(Role.APPLICANT, Permission.FILING_SUBMIT)
    True
    >>> may(Role.APPLICANT, Permission.REVIEW_DECIDE)
    False
    """
    return permission in GRANTS[role]
