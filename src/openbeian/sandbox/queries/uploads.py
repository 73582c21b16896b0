"""What a provider sent last (isp_querypreviousupload)."""

from openbeian.sandbox.models import Provider, UploadedFile
from openbeian.wire.envelope import Envelope, Markings
from openbeian.wire.replies import DownloadedFile, PreviousUpload


def previous(provider: Provider) -> PreviousUpload | None:
    """Return the last file that was taken from a provider, or None where there is none."""
    file = UploadedFile.objects.filter(provider=provider).order_by("-sequence").first()
    if file is None:
        return None
    markings = Markings(
        hash=file.hash,
        encrypt_algorithm=file.encrypt_algorithm,
        hash_algorithm=file.hash_algorithm,
        compression_format=file.compression_format,
    )
    return PreviousUpload(
        file.sequence, DownloadedFile(file.name, Envelope(file.content, markings))
    )
