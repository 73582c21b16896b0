"""Writes the `<return>` strings in which the six methods of the interface answer.

Short messages stay short: the published schemas fix `msg` to exactly 256 characters, and no
known server or client heeds that. Every writer raises ReplyUnwritable for what XML cannot carry.
"""

from collections.abc import Iterator

from openbeian.wire.envelope import Envelope, Markings
from openbeian.wire.replies import (
    AcknowledgementReply,
    DownloadedFile,
    DownloadReply,
    FilingPasswordReply,
    FilingStatus,
    FilingStatusReply,
    PreviousUpload,
    PreviousUploadReply,
    UploadReply,
)
from openbeian.wire.replies_xml import group, leaf, written

_OK = 0
_NOTHING_SENT = PreviousUpload(0, DownloadedFile("", Envelope("", Markings(""))))


def write_upload(reply: UploadReply) -> str:
    """Return the answer of `isp_upload` as the interface writes it."""
    if not reply.missing:
        return written(reply.code, reply.message)
    numbers = (leaf("dataSequence", sequence) for sequence in reply.missing)
    return written(reply.code, reply.message, group("dataSequences", *numbers))


def write_download(reply: DownloadReply) -> str:
    """Return the answer of `isp_download` as the interface writes it."""
    if reply.file is None:
        return written(reply.code, reply.message)
    more = group("fileInfos", _algorithms(reply.file), _content(reply.file))
    return written(reply.code, reply.message, more)


def write_acknowledgement(reply: AcknowledgementReply) -> str:
    """Return the answer of `isp_downloadack` as the interface writes it."""
    return written(reply.code, reply.message)


def write_previous_upload(reply: PreviousUploadReply) -> str:
    """Return the answer of `isp_querypreviousupload` as the interface writes it."""
    if reply.upload is None and reply.code != _OK:
        return written(reply.code, reply.message)
    upload = reply.upload or _NOTHING_SENT
    more = group(
        "fileInfos",
        _algorithms(upload.file),
        leaf("dataSequence", upload.sequence),
        _content(upload.file),
    )
    return written(reply.code, reply.message, more)


def write_filing_status(reply: FilingStatusReply) -> str:
    """Return the answer of `isp_querybeianstatus` as the interface writes it."""
    more = () if reply.status is None else group("StatusInfo", *_status_leaves(reply.status))
    return written(reply.code, reply.message, more)


def write_filing_password(reply: FilingPasswordReply) -> str:
    """Return the answer of `isp_verifybamm` as the interface writes it."""
    more = () if reply.password is None else leaf("VerifyRes", reply.password.value)
    return written(reply.code, reply.message, more)


def _algorithms(file: DownloadedFile) -> Iterator[str]:
    markings = file.envelope.markings
    yield from leaf("hashAlgorithm", markings.hash_algorithm)
    yield from leaf("compressionFormat", markings.compression_format)
    yield from leaf("encryptAlgorithm", markings.encrypt_algorithm)


def _content(file: DownloadedFile) -> Iterator[str]:
    yield from leaf("return_FileName", file.name)
    yield from leaf("beianInfo", file.envelope.content)
    yield from leaf("beianInfoHash", file.envelope.markings.hash)


def _status_leaves(status: FilingStatus) -> Iterator[Iterator[str]]:
    """Yield the elements in the schema's order; those that are empty are left out."""
    yield leaf("Cxtjlx", status.kind.value)
    yield leaf("Cxtj", status.condition)
    for tag, value in (
        ("Wzmc", status.service_name),
        ("Ztbah", status.entity_number),
        ("Wzbah", status.service_number),
    ):
        if value:
            yield leaf(tag, value)
    yield leaf("Bazt", status.filed.value)
