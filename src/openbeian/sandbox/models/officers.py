"""The officer who decides by itself, for demonstrations and for tests of load."""

from django.db import models
from django.db.models import Q

from openbeian.sandbox.models.administration import Administration


class AutoOfficer(models.Model):
    """How fast orders are decided without a person, and how many of them are refused.

    `per_minute` orders are decided; `refusals` is the share, 0 to 1, of which `seed` picks which.
    `worked_until` is the moment of the last decision.
    """

    administration = models.OneToOneField(
        Administration, on_delete=models.PROTECT, related_name="auto_officer"
    )
    per_minute = models.FloatField()
    refusals = models.FloatField(default=0)
    seed = models.IntegerField(default=0)
    worked_until = models.DateTimeField()

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.CheckConstraint(
                condition=Q(per_minute__gt=0, refusals__gte=0, refusals__lte=1),
                name="an_officer_decides_and_refuses_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.administration}: {self.per_minute:g}/min"
