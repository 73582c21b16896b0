"""What a provider has filed about its addresses (IP备案)."""

from django.db import models
from django.db.models import F, Q

from openbeian.sandbox.models.administration import Provider


class IpSort(models.TextChoices):
    """The four sorts of records, see `openbeian.wire.messages.ip_filing`."""

    SOURCE = "source", "来源"
    ALLOCATION = "allocation", "分配使用"
    BROADCAST = "broadcast", "广播"
    OWN_RANGE = "own_range", "自带"


class IpFiling(models.Model):
    """One filed range; `document` is the message as it came last."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="ip_filings")
    sort = models.CharField(max_length=12, choices=IpSort)
    record_id = models.PositiveBigIntegerField()
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    document = models.TextField()
    filed_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lte=F("last")), name="a_filed_range_begins_before_it_ends"
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "sort", "first"], name="ip_filings_by_range"),
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.first}-{self.last}"
