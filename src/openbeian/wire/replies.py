"""What the six methods of the interface answer, as values.

Sources: the published reply schemas of V3.0, and for `isp_verifybamm`, which has none, the text
of the specification. Two numbers mean the reverse of what one expects and so have names here:
`Bazt` 0 is filed, `VerifyRes` 0 is correct.
"""

from dataclasses import dataclass
from enum import IntEnum

from openbeian.wire.envelope import Envelope


class QueryKind(IntEnum):
    """What `isp_querybeianstatus` looks for (`queryConditionType`, `Cxtjlx`)."""

    DOMAIN = 0
    BUSINESS_LICENCE = 1
    IDENTITY_CARD = 2
    INSTITUTION_CODE = 3
    INSTITUTION_LEGAL_PERSON = 4
    MILITARY_UNIT = 5
    ASSOCIATION_LEGAL_PERSON = 6
    PASSPORT = 7
    OFFICER_CARD = 8
    GOVERNMENT_CODE = 9
    ASSOCIATION_CODE = 10
    TAIWAN_PERMIT = 11


class Filed(IntEnum):
    """`Bazt`: whether an entity or a service is filed. Beware: 0 is yes."""

    YES = 0
    NO = 1


class FilingPassword(IntEnum):
    """`VerifyRes`: whether a filing password is right. Beware: 0 is right."""

    CORRECT = 0
    WRONG = 1


@dataclass(frozen=True, slots=True)
class Reply:
    """What every method answers: `code` is its `msg_code`, see `openbeian.wire.results`."""

    code: int
    message: str


@dataclass(frozen=True, slots=True)
class UploadReply(Reply):
    """Answer of `isp_upload`; with code 14 `missing` lists the sequence numbers to send first."""

    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DownloadedFile:
    """A data file of the administration, and the name to acknowledge it by."""

    name: str
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class DownloadReply(Reply):
    """Answer of `isp_download`; without a file there was nothing (more) to fetch."""

    file: DownloadedFile | None = None


@dataclass(frozen=True, slots=True)
class AcknowledgementReply(Reply):
    """Answer of `isp_downloadack`."""


@dataclass(frozen=True, slots=True)
class PreviousUpload:
    """The last file that the administration took from us."""

    sequence: int
    file: DownloadedFile


@dataclass(frozen=True, slots=True)
class PreviousUploadReply(Reply):
    """Answer of `isp_querypreviousupload`; with code 0 and no `upload` nothing was ever sent."""

    upload: PreviousUpload | None = None


@dataclass(frozen=True, slots=True)
class FilingStatus:
    """Whether what was asked for is filed, and where it is, under which numbers.

    `service_name` and `service_number` come with a domain only; all three are empty where
    nothing is filed.
    """

    kind: QueryKind
    condition: str
    filed: Filed
    service_name: str = ""
    entity_number: str = ""
    service_number: str = ""


@dataclass(frozen=True, slots=True)
class FilingStatusReply(Reply):
    """Answer of `isp_querybeianstatus`; `status` is always there with code 0."""

    status: FilingStatus | None = None


@dataclass(frozen=True, slots=True)
class FilingPasswordReply(Reply):
    """Answer of `isp_verifybamm`; `password` is always there with code 0."""

    password: FilingPassword | None = None
