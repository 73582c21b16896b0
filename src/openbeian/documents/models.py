"""The documents that organisations handed in; their content lies sealed in the blob store."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from openbeian import vault


class Document(models.Model):
    """One file as it was kept, addressed by its organisation and the SHA-256 of its content.

    `received_sha256` is that of the bytes as they came, so that the same file sent again is known
    without being looked at again. The display name may tell a person's name and is sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="documents"
    )
    sha256 = models.CharField(max_length=64)
    received_sha256 = models.CharField(max_length=64)
    blob = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    name_sealed = models.BinaryField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                name="an_organisation_keeps_a_content_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "received_sha256"], name="document_as_it_was_received"
            )
        ]

    def __str__(self) -> str:
        return f"document {self.id}"

    @property
    def name(self) -> str:
        """The display name in clear."""
        return vault.open_sealed(bytes(self.name_sealed), context=self._name_context).decode()

    def set_name(self, name: str) -> None:
        """Seal a display name into this row."""
        self.name_sealed = vault.seal(name.encode(), context=self._name_context)

    @property
    def context(self) -> str:
        """Where the content belongs: a blob moved to another organisation or row stays shut."""
        return f"document:{self.organisation_id}:{self.sha256}"

    @property
    def _name_context(self) -> str:
        return f"documents.document.name:{self.id}"
