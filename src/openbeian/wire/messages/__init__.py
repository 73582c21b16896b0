"""Every record of the interface V3.0 that we speak, by the place where it stands in a file.

Not spoken: domain filings (YM), which registrars make, and the synchronisation of IP addresses,
domains and code tables (SJTB without ICP).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from openbeian.wire.messages.audit import Audit, RectificationNotice
from openbeian.wire.messages.cancellation import Cancellation, Cancelled
from openbeian.wire.messages.change import Change
from openbeian.wire.messages.code_tables import CodeTables
from openbeian.wire.messages.decision import Review, UploadResult
from openbeian.wire.messages.filed import Filed, Synchronised
from openbeian.wire.messages.filing import AddedAccess, AddedServices, FirstFiling
from openbeian.wire.messages.ip_decision import (
    AllocationResult,
    BroadcastResult,
    IpAuditFindings,
    OwnRangeResult,
    SourceResult,
)
from openbeian.wire.messages.ip_filing import (
    ChangedAllocation,
    ChangedBroadcast,
    ChangedOwnRange,
    ChangedSource,
    DeletedAllocation,
    DeletedBroadcast,
    DeletedOwnRange,
    DeletedSource,
    NewAllocation,
    NewBroadcast,
    NewOwnRange,
    NewSource,
)
from openbeian.wire.messages.listing import (
    EntityListing,
    ServiceListing,
    UnfiledHandling,
    UnfiledService,
    UnlawfulAccess,
)
from openbeian.wire.messages.verification import (
    VerificationPaper,
    VerificationResult,
    VerificationTask,
)

VERSION = "V.3.0"

UPLOADS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "ICP/XZBA/Baxx": FirstFiling,
        "ICP/XZWZ/Xzxx": AddedServices,
        "ICP/XZJR/Xzxx": AddedAccess,
        "ICP/BGBA/Bgxx": Change,
        "ICP/HSJG/Hsjgxx": VerificationResult,
        "ICP/WBACLJG/Clxx": UnfiledHandling,
        "ICP/ZXBA/Zx_xx": Cancellation,
        "ICP/XZHYD/Fjxx": VerificationPaper,
        "IP/XZBA/Xzly/Ly": NewSource,
        "IP/XZBA/Xzfp/Fpsy": NewAllocation,
        "IP/XZBA/Xzgbjs/Jsxx": NewBroadcast,
        "IP/XZBA/Zdip/Zdxx": NewOwnRange,
        "IP/XGBA/Xgly/Ly_xx": ChangedSource,
        "IP/XGBA/Xgfp/Fpsy": ChangedAllocation,
        "IP/XGBA/XgZd/Zdxx": ChangedOwnRange,
        "IP/XGBA/Xggbjs/Jsxx": ChangedBroadcast,
        "IP/SCBA/Scly/Ly": DeletedSource,
        "IP/SCBA/Scfp/Fpsy": DeletedAllocation,
        "IP/SCBA/Sczd/Zdxx": DeletedOwnRange,
        "IP/SCBA/Scgbjs/Jsxx": DeletedBroadcast,
    }
)

DOWNLOADS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "ICP/BASJ/Baxx": Filed,
        "ICP/ZXSJ/Zxxx": Cancelled,
        "ICP/HMDLB/Zthmdxxs": EntityListing,
        "ICP/HMDLB/Wzhmdxxs": ServiceListing,
        "ICP/FFJRHMD/Ffjrxx": UnlawfulAccess,
        "ICP/WBAWZLB/Wbawz_xx": UnfiledService,
        "ICP/BAJG/Jg_xx": UploadResult,
        "ICP/BAJG/GJSHS/Gjsh": Review,
        "ICP/HSRW/Baxx": VerificationTask,
        "ICP/HCJG/Jgxx": Audit,
        "ICP/XGTZ/Tzxx": RectificationNotice,
        "IP/BAJG/Lyjg": SourceResult,
        "IP/BAJG/Fpjg": AllocationResult,
        "IP/BAJG/Gbjs": BroadcastResult,
        "IP/BAJG/Zdip": OwnRangeResult,
        "IP/HCJG/Jgxx": IpAuditFindings,
        "JCDM": CodeTables,
        "SJTB/ICP/Baxx": Synchronised,
    }
)

# of these a file holds one at most
SINGLE = frozenset({"ICP/HCJG/Jgxx", "IP/HCJG/Jgxx", "JCDM"})
UNSPOKEN = frozenset({"YM", "SJTB/IP", "SJTB/YM", "SJTB/JCDM"})

type UploadRecord = (
    FirstFiling
    | AddedServices
    | AddedAccess
    | Change
    | VerificationResult
    | UnfiledHandling
    | Cancellation
    | VerificationPaper
    | NewSource
    | NewAllocation
    | NewBroadcast
    | NewOwnRange
    | ChangedSource
    | ChangedAllocation
    | ChangedOwnRange
    | ChangedBroadcast
    | DeletedSource
    | DeletedAllocation
    | DeletedOwnRange
    | DeletedBroadcast
)

type DownloadRecord = (
    Filed
    | Cancelled
    | EntityListing
    | ServiceListing
    | UnlawfulAccess
    | UnfiledService
    | UploadResult
    | Review
    | VerificationTask
    | Audit
    | RectificationNotice
    | SourceResult
    | AllocationResult
    | BroadcastResult
    | OwnRangeResult
    | IpAuditFindings
    | CodeTables
    | Synchronised
)
