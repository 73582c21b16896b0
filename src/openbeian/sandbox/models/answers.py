"""What waits for a provider to fetch it, and the files in which it was fetched."""

from django.db import models

from openbeian.sandbox.models.administration import Provider
from openbeian.sandbox.models.orders import Order


class DataFile(models.Model):
    """A file for download; it is given out again and again until it is acknowledged."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="downloads")
    name = models.CharField(max_length=128, unique=True)
    content = models.TextField()
    hash = models.CharField(max_length=64)
    encrypt_algorithm = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(
                fields=["provider"],
                condition=models.Q(acknowledged_at__isnull=True),
                name="one_file_of_a_provider_waits_to_be_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """One record for a provider: its message, and the file that carries it once it was asked for.

    `place` is where it stands in that file, such as `ICP/BAJG/Jg_xx`.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="answers")
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    place = models.CharField(max_length=40)
    document = models.TextField()
    made_at = models.DateTimeField()
    file = models.ForeignKey(
        DataFile, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )

    class Meta:
        app_label = "sandbox"
        indexes = [models.Index(fields=["provider", "file"], name="answers_that_wait")]

    def __str__(self) -> str:
        return f"{self.place} ({self.pk})"
