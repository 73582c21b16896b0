"""What is kept of the conversation with each administration."""

from openbeian.authority.models.administrations import Administration
from openbeian.authority.models.downloads import Download, DownloadRecord
from openbeian.authority.models.uploads import OwnId, Upload, UploadRecord

__all__ = [
    "Administration",
    "Download",
    "DownloadRecord",
    "OwnId",
    "Upload",
    "UploadRecord",
]
