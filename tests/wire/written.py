"""Files of the interface in bytes: as we write them, and as somebody else might."""

import io
from typing import Any

from openbeian.wire.files import Upload, read_download, write_download, write_upload

UNIT = 110_000_042


def uploaded(*records: Any) -> bytes:
    """Return records as an upload of the unit."""
    sink = io.BytesIO()
    assert write_upload(sink, records, unit_id=UNIT) == len(records)
    return sink.getvalue()


def downloaded(*records: Any) -> bytes:
    """Return records as a download."""
    sink = io.BytesIO()
    assert write_download(sink, records) == len(records)
    return sink.getvalue()


def upload_read(raw: bytes) -> list[Any]:
    """Return the records of an upload."""
    return list(Upload(io.BytesIO(raw)))


def download_read(raw: bytes) -> list[Any]:
    """Return the records of a download."""
    return list(read_download(io.BytesIO(raw)))


def upload_of(inside: str, *, version: str = "V.3.0", before: str = "") -> bytes:
    """Return an upload with this inside its root, in GBK."""
    return (
        f'<?xml version="1.0" encoding="GBK"?>{before}'
        f'<UploadData version="{version}">{inside}</UploadData>'
    ).encode("gbk")


def download_of(inside: str) -> bytes:
    """Return a download with this inside its root, in GBK."""
    return (
        f'<?xml version="1.0" encoding="GBK"?><DownloadData version="V.3.0">{inside}</DownloadData>'
    ).encode("gbk")
