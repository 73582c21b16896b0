"""Files that go to an administration, and which version of which application is in which file."""

import hashlib

from django.db import models
from django.db.models import Q

from openbeian import vault
from openbeian.authority.models.administrations import Administration
from openbeian.filings.models import Filing


class Upload(models.Model):
    """One file under its number in the administration's sequence (dataSequence).

    `sealed` is the file as it was written, before zip and encryption, and `sha256` its hash;
    `wire_hash` is the hash that travelled with it (beianInfoHash). It is emptied when it no longer
    has to be kept. While `leased_until` lies ahead, by the database's clock, a worker is at it.
    """

    class State(models.TextChoices):
        PREPARED = "prepared"
        SENT = "sent"  # a call is under way, or was when its worker died
        UNKNOWN = "unknown"  # a call brought no answer: ask before sending again
        ACCEPTED = "accepted"
        REJECTED = "rejected"  # holds up all that follow until an operator has seen to it

    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, related_name="uploads"
    )
    sequence = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    sealed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    wire_hash = models.CharField(max_length=24, blank=True)
    prepared_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    code = models.PositiveIntegerField(null=True, blank=True)
    # how often an effect was owed to send it; part of the effect's reference
    calls_owed = models.PositiveIntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["administration", "sequence"],
                name="a_sequence_number_is_used_once_for_an_administration",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "rejected"], settled_at__isnull=False)
                | Q(state__in=["prepared", "sent", "unknown"], settled_at=None),
                name="a_settled_upload_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.administration_id}/{self.sequence}"

    def set_content(self, xml: bytes) -> None:
        """Seal the file into this row."""
        self.sha256 = hashlib.sha256(xml).hexdigest()
        self.sealed = vault.seal(xml, context=self._context)

    @property
    def content(self) -> bytes:
        """The file; raises what `vault.open_sealed` raises."""
        return vault.open_sealed(bytes(self.sealed), context=self._context)

    @property
    def _context(self) -> str:
        return f"authority.upload:{self.administration_id}:{self.sequence}"


class UploadRecord(models.Model):
    """One version of an application as one record for the administration.

    It is in no file (`upload` is empty) until it is collected. A version that is handed over anew,
    after a failed verification, is another record with ids of its own, so that an answer to the
    former one is never taken for an answer to this. `sealed` is the record as a file of its own,
    until it is part of a larger one, and `package` its hash.
    """

    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, related_name="records"
    )
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="upload_records")
    version = models.PositiveIntegerField()
    # where it stands in a file: which kind of message it is
    place = models.CharField(max_length=40, default="ICP/XZBA/Baxx")
    package = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(default=bytes)
    made_at = models.DateTimeField()
    upload = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="records"
    )
    position = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["filing"],
                condition=Q(upload=None),
                name="an_application_waits_for_a_file_once",
            ),
            models.UniqueConstraint(
                fields=["upload", "position"], name="a_place_in_a_file_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(upload=None, position=None)
                | Q(upload__isnull=False, position__isnull=False),
                name="a_record_in_a_file_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} v{self.version}"

    def set_content(self, xml: bytes) -> None:
        """Seal the record into this row."""
        self.package, self.size = hashlib.sha256(xml).hexdigest(), len(xml)
        self.sealed = vault.seal(xml, context=self._context)

    @property
    def content(self) -> bytes:
        """The record as a file of its own; raises what `vault.open_sealed` raises."""
        return vault.open_sealed(bytes(self.sealed), context=self._context)

    @property
    def _context(self) -> str:
        return f"authority.record:{self.pk}"


class OwnId(models.Model):
    """Our own id (its key) of one part of a record, by field path, and the administration's."""

    record = models.ForeignKey(UploadRecord, on_delete=models.CASCADE, related_name="own_ids")
    path = models.CharField(max_length=200)
    administration_id = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["record", "path"], name="a_part_of_a_record_has_one_id"
            ),
        ]
        indexes = [models.Index(fields=["administration_id"], name="own_ids_by_theirs")]

    def __str__(self) -> str:
        return f"{self.pk} {self.path}"
