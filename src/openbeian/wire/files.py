"""A file of the interface: written from records one by one, read record by record.

    <UploadData version="V.3.0">
      <ICP><XZBA><Baxx>…</Baxx><Baxx>…</Baxx></XZBA><Qqdwid>1</Qqdwid></ICP>
    </UploadData>

A file belongs to exactly one of ICP and IP (a download also to JCDM or SJTB), is written in GBK
and has no document type. Either way no more than one record is held in memory.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from openbeian.wire.building import build
from openbeian.wire.formats import DOWNLOAD, UPLOAD
from openbeian.wire.messages import DownloadRecord, UploadRecord
from openbeian.wire.parsing import Parsing


def write_upload(sink: BinaryIO, records: Iterable[UploadRecord], *, unit_id: int) -> int:
    """Write records as one upload of a reporting unit and return how many there were.

    Records come in the order of `messages.UPLOADS`. Raises MessageRefused; the sink is then void.
    """
    return build(sink, UPLOAD, records, unit_id=unit_id)


def write_download(sink: BinaryIO, records: Iterable[DownloadRecord]) -> int:
    """Write records as one download, as an administration does, and return how many there were.

    Records come in the order of `messages.DOWNLOADS`. Raises MessageRefused; the sink is then void.
    """
    return build(sink, DOWNLOAD, records)


def read_download(source: BinaryIO) -> Iterator[DownloadRecord]:
    """Yield the records of a download; raises MessageRefused at what is not of the interface."""
    return iter(Parsing(source, DOWNLOAD))


class Upload:
    """An upload as an administration receives it: iterate once, then ask who sent it.

    The iteration raises MessageRefused at what is not of the interface.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._parsing = Parsing(source, UPLOAD)

    def __iter__(self) -> Iterator[UploadRecord]:
        return iter(self._parsing)

    @property
    def unit_id(self) -> int | None:
        """The reporting unit (Qqdwid); None until every record was read."""
        return self._parsing.unit_id
