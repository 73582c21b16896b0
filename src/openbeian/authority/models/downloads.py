"""Files that an administration handed out, and what was done about each of their records."""

import hashlib

from django.db import models
from django.db.models import Q

from openbeian import vault
from openbeian.authority.models.administrations import Administration
from openbeian.filings.models import Filing
from openbeian.wire.envelope import Envelope, Markings


class Download(models.Model):
    """One file as it came, kept before anybody looked into it.

    `sealed` is what came (beianInfo), `sha256` its hash, `markings` what stood beside it. A file
    that was quarantined and comes again with other bytes replaces the former, which stays here.
    """

    class State(models.TextChoices):
        STORED = "stored"
        APPLIED = "applied"
        ACKNOWLEDGED = "acknowledged"
        QUARANTINED = "quarantined"  # not understood, or against what we know: for an operator
        SET_ASIDE = "set_aside"  # an operator saw to it by hand; it is acknowledged unapplied
        REPLACED = "replaced"

    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, related_name="downloads"
    )
    name = models.CharField(max_length=128)
    state = models.CharField(max_length=12, choices=State, default=State.STORED)
    sealed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    markings = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["administration", "name"],
                condition=~Q(state="replaced"),
                name="a_downloaded_file_is_kept_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["quarantined", "set_aside", "replaced"]) ^ Q(reason=""),
                name="a_file_in_quarantine_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.administration_id}/{self.name}"

    def set_envelope(self, envelope: Envelope) -> None:
        """Seal what came into this row."""
        marks = envelope.markings
        self.markings = {
            "hash": marks.hash,
            "encrypt_algorithm": marks.encrypt_algorithm,
            "hash_algorithm": marks.hash_algorithm,
            "compression_format": marks.compression_format,
        }
        self.sha256 = digest(envelope)
        self.sealed = vault.seal(envelope.content.encode(), context=self._context)

    @property
    def why(self) -> tuple[str, str, str]:
        """Why it is in quarantine: the code, and the words in English and in Chinese."""
        code, _, rest = self.reason.partition("\n")
        english, _, chinese = rest.partition("\n")
        return code, english or code, chinese or english or code

    @property
    def raw(self) -> bytes:
        """What came as one file, whose hash is `sha256`; raises what `vault.open_sealed` raises."""
        return _raw(self.envelope)

    @property
    def envelope(self) -> Envelope:
        """What came; raises what `vault.open_sealed` raises."""
        content = vault.open_sealed(bytes(self.sealed), context=self._context)
        return Envelope(content.decode(), Markings(**self.markings))

    @property
    def _context(self) -> str:
        return f"authority.download:{self.administration_id}:{self.name}"


def digest(envelope: Envelope) -> str:
    """Return the hash of what came, the hash beside it included."""
    return hashlib.sha256(_raw(envelope)).hexdigest()


def _raw(envelope: Envelope) -> bytes:
    return f"{envelope.markings.hash}\n{envelope.content}".encode()


class DownloadRecord(models.Model):
    """What was done about one record of a file; written once, beside what it tells of."""

    class Outcome(models.TextChoices):
        APPROVED = "approved"
        REFUSED = "refused"
        NOTED = "noted"  # says what nobody has to act on
        REPEATED = "repeated"  # was said, and done, before
        STALE = "stale"  # answers a hand-over that a later one replaced
        KEPT = "kept"  # understood and stored; no application follows from its kind

    download = models.ForeignKey(Download, on_delete=models.PROTECT, related_name="records")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10, choices=Outcome)
    filing = models.ForeignKey(
        Filing, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["download", "position"], name="a_downloaded_record_is_applied_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.outcome}"
