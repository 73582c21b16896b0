"""How much an organisation may keep: what it handed in stays, so it has to end somewhere."""

from uuid import UUID

from django.conf import settings
from django.db.models import Count, Sum

from openbeian.accounts.models import Organisation
from openbeian.documents.models import Document
from openbeian.documents.refusals import NoRoomLeft, TooManyFilesKept
from openbeian.documents.sizes import megabytes


def require(organisation_id: UUID, *, size: int) -> None:
    """Raise unless one more file of this size may be kept. Raises TooManyFilesKept, NoRoomLeft."""
    kept = Document.objects.filter(organisation_id=organisation_id).aggregate(
        files=Count("pk"), size=Sum("size", default=0)
    )
    if kept["files"] >= settings.OPENBEIAN_ORGANISATION_FILES:
        raise TooManyFilesKept(limit=settings.OPENBEIAN_ORGANISATION_FILES)
    if kept["size"] + size > settings.OPENBEIAN_ORGANISATION_BYTES:
        raise NoRoomLeft(limit=megabytes(settings.OPENBEIAN_ORGANISATION_BYTES))


def reserve(organisation_id: UUID, *, size: int) -> None:
    """Do the same within a transaction, one file of an organisation at a time."""
    Organisation.objects.select_for_update(no_key=True).filter(pk=organisation_id).first()
    require(organisation_id, size=size)
