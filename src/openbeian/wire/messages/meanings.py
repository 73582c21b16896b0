"""The interface's small codes by what they mean, so that nobody ever reads a bare 0 or 1.

Several contradict each other (a 0 is good news here and bad news there), so each has its own type.
"""

from enum import IntEnum


class ReportedBy(IntEnum):
    """Who reports (报备方式 Bbfs, Bbyhlx)."""

    ENTITY_ITSELF = 0
    PROVIDER = 1


class AttachmentOwner(IntEnum):
    """What an attachment belongs to (Ssdxlx in an upload)."""

    ENTITY = 1
    SERVICE = 2


class PurposeOwner(IntEnum):
    """What a purpose is meant for (Ssdxlx in the code table of purposes): counted otherwise."""

    ENTITY = 0
    SERVICE = 1


class CancellationKind(IntEnum):
    """What is cancelled (注销类别 Zxlb)."""

    ENTITY = 0
    SERVICE = 1
    ACCESS = 2


class VerificationOutcome(IntEnum):
    """What a verification found (核实结果 Hsjg): 0 is the good news."""

    PASSED = 0
    REJECTED = 1


class ReviewOutcome(IntEnum):
    """What the administration decided (审核结果 Shjg): 0 is the bad news."""

    REJECTED = 0
    APPROVED = 1


class Operation(IntEnum):
    """The upload that a result answers (操作类型 Czlx)."""

    FIRST_FILING = 1
    ADD_SERVICE = 2
    ADD_ACCESS = 3
    CHANGE = 4
    CANCEL_ACCESS = 5
    CANCEL_ENTITY = 6
    CANCEL_SERVICE = 7


class ListOperation(IntEnum):
    """What happens to a row of the black list (Czlx in HMDLB)."""

    ADD = 0
    CHANGE = 1
    REMOVE = 2


class IpOperation(IntEnum):
    """The upload of IP addresses that a result answers (Czlx)."""

    ADD = 1
    CHANGE = 2
    DELETE = 3


class NoticeKind(IntEnum):
    """Whose facts are to be rectified (通知类别 Tzlb)."""

    ENTITY = 0
    SERVICE = 1


class AccessAudit(IntEnum):
    """How reported access differs from what was found (接入核查 Hcjg)."""

    OVER_REPORTED = 1
    UNDER_REPORTED = 2


class ServiceAudit(IntEnum):
    """Whether a filed website answers (空壳网站核查 Hcjg): 0 is the good news."""

    ALIVE = 0
    DEAD = 1


class IpAudit(IntEnum):
    """Which filing of IP addresses an audit is about (Yjlx, Ctlx, Wblx)."""

    SOURCE = 1
    ALLOCATION = 2


class Allocation(IntEnum):
    """What became of a range of IP addresses (分配使用状况 Fpfs)."""

    ALLOCATED_AND_USED = 1
    ALLOCATED_AGAIN = 2
    OWN_USE = 3
    RESERVED = 4


class UseMode(IntEnum):
    """How IP addresses are used (使用方式 Syfs)."""

    STATIC = 1
    DYNAMIC = 2
    UNKNOWN = 3


class SourceUnitKind(IntEnum):
    """Where own IP addresses come from (来源单位类型 Ly_dwlx)."""

    NOT_REPORTING = 0
    REPORTING_UNIT = 1
