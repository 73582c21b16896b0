"""Every table of the administration."""

from openbeian.sandbox.models.administration import Administration, NumberSequence, Provider
from openbeian.sandbox.models.answers import Answer, DataFile
from openbeian.sandbox.models.faults import Fault, FaultKind
from openbeian.sandbox.models.ip_filing import IpFiling, IpSort
from openbeian.sandbox.models.listing import (
    ListedDomain,
    ListedEntity,
    PasswordTries,
    ShortMessage,
)
from openbeian.sandbox.models.officers import AutoOfficer
from openbeian.sandbox.models.orders import (
    OPEN,
    Claim,
    ClaimKind,
    Order,
    OrderState,
    SmsCode,
    UploadedFile,
)
from openbeian.sandbox.models.registrations import Access, Domain, Entity, IpRange, Service

__all__ = [
    "OPEN",
    "Access",
    "Administration",
    "Answer",
    "AutoOfficer",
    "Claim",
    "ClaimKind",
    "DataFile",
    "Domain",
    "Entity",
    "Fault",
    "FaultKind",
    "IpFiling",
    "IpRange",
    "IpSort",
    "ListedDomain",
    "ListedEntity",
    "NumberSequence",
    "Order",
    "OrderState",
    "PasswordTries",
    "Provider",
    "Service",
    "ShortMessage",
    "SmsCode",
    "UploadedFile",
]
