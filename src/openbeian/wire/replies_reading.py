"""Reads the `<return>` strings in which the six methods of the interface answer.

`msg` is taken at any length: the published schemas fix it to exactly 256 characters, which no
real message has. Numbers are taken strictly. Every reader raises ReplyRefused, and an answer
that is refused says nothing about what happened: the caller asks again and does not guess.
"""

from enum import IntEnum

from openbeian.wire.envelope import Envelope, Markings
from openbeian.wire.replies import (
    AcknowledgementReply,
    DownloadedFile,
    DownloadReply,
    Filed,
    FilingPassword,
    FilingPasswordReply,
    FilingStatus,
    FilingStatusReply,
    PreviousUpload,
    PreviousUploadReply,
    QueryKind,
    UploadReply,
)
from openbeian.wire.replies_refusals import ReplyIncomplete, ReplyNumberWrong
from openbeian.wire.replies_xml import Words, number, words_of

_HIGHEST_CODE = 999
_HIGHEST_ALGORITHM = 2**31 - 1
_HIGHEST_SEQUENCE = 2**63 - 1
_OK = 0


def read_upload(reply: str) -> UploadReply:
    """Return what `isp_upload` answered; raises ReplyRefused."""
    words = words_of(reply)
    path = "dataSequences/dataSequence"
    missing = (number(path, text, _HIGHEST_SEQUENCE) for text in words.all_of(path))
    return UploadReply(*_head(words), tuple(missing))


def read_download(reply: str) -> DownloadReply:
    """Return what `isp_download` answered; raises ReplyRefused."""
    words = words_of(reply)
    return DownloadReply(*_head(words), _file(words) if words.has("fileInfos") else None)


def read_acknowledgement(reply: str) -> AcknowledgementReply:
    """Return what `isp_downloadack` answered; raises ReplyRefused."""
    return AcknowledgementReply(*_head(words_of(reply)))


def read_previous_upload(reply: str) -> PreviousUploadReply:
    """Return what `isp_querypreviousupload` answered; raises ReplyRefused.

    The sequence number 0 says that nothing was sent yet.
    """
    words = words_of(reply)
    upload = None
    if words.has("fileInfos"):
        sequence = words.whole("fileInfos/dataSequence", _HIGHEST_SEQUENCE)
        upload = PreviousUpload(sequence, _file(words)) if sequence else None
    return PreviousUploadReply(*_head(words), upload)


def read_filing_status(reply: str) -> FilingStatusReply:
    """Return what `isp_querybeianstatus` answered; raises ReplyRefused."""
    words = words_of(reply)
    code, message = _head(words)
    there = _expected(words, "StatusInfo", code)
    return FilingStatusReply(code, message, _status(words) if there else None)


def read_filing_password(reply: str) -> FilingPasswordReply:
    """Return what `isp_verifybamm` answered; raises ReplyRefused."""
    words = words_of(reply)
    code, message = _head(words)
    there = _expected(words, "VerifyRes", code)
    password = _meaning(FilingPassword, words, "VerifyRes") if there else None
    return FilingPasswordReply(code, message, password)


def _head(words: Words) -> tuple[int, str]:
    return words.whole("msg_code", _HIGHEST_CODE), words.maybe("msg")


def _expected(words: Words, element: str, code: int) -> bool:
    """Return whether an element is there; with code 0 the answer is nothing without it."""
    if words.has(element):
        return True
    if code == _OK:
        raise ReplyIncomplete(element=element)
    return False


def _file(words: Words) -> DownloadedFile:
    markings = Markings(
        hash=words.text("fileInfos/beianInfoHash"),
        encrypt_algorithm=words.whole("fileInfos/encryptAlgorithm", _HIGHEST_ALGORITHM),
        hash_algorithm=words.whole("fileInfos/hashAlgorithm", _HIGHEST_ALGORITHM),
        compression_format=words.whole("fileInfos/compressionFormat", _HIGHEST_ALGORITHM),
    )
    name = words.text("fileInfos/return_FileName")
    return DownloadedFile(name, Envelope(words.text("fileInfos/beianInfo"), markings))


def _status(words: Words) -> FilingStatus:
    return FilingStatus(
        kind=_meaning(QueryKind, words, "StatusInfo/Cxtjlx"),
        condition=words.text("StatusInfo/Cxtj"),
        filed=_meaning(Filed, words, "StatusInfo/Bazt"),
        service_name=words.maybe("StatusInfo/Wzmc"),
        entity_number=words.maybe("StatusInfo/Ztbah"),
        service_number=words.maybe("StatusInfo/Wzbah"),
    )


def _meaning[E: IntEnum](meanings: type[E], words: Words, path: str) -> E:
    """Return what a number means; one without a meaning raises ReplyNumberWrong."""
    found = words.whole(path, _HIGHEST_ALGORITHM)
    try:
        return meanings(found)
    except ValueError:
        raise ReplyNumberWrong(element=path) from None
