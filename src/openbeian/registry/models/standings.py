"""What the administration or the provider has put against a registration, and why."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from openbeian.registry.models.period import IN_FORCE, Period
from openbeian.registry.models.registrations import Access, Domain, Entity, Service

SUBJECTS = ("entity", "service", "domain", "access")


class StandingKind(models.TextChoices):
    """A suspension holds until it is lifted; the other two end the registration for good."""

    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    REVOKED = "revoked"


class Party(models.TextChoices):
    """Who put it: the provincial administration (通信管理局) or the access provider."""

    ADMINISTRATION = "administration"
    PROVIDER = "provider"


def _exactly_one_subject() -> Q:
    """Return the condition that one of the four subjects is named and the others are not."""
    condition = Q()
    for named in SUBJECTS:
        others = {f"{other}__isnull": True for other in SUBJECTS if other != named}
        condition |= Q(**{f"{named}__isnull": False}, **others)
    return condition


class Standing(Period):
    """A suspension (until lifted), a cancellation or a revocation, with its reason as worded.

    The administration may put any; the provider may put one against its own access only, because a
    registration is not the provider's. `reason` is in the words, and the `language`, of whoever
    gave it; it is shown to the applicant and to the provider, never to the public.
    """

    entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, null=True, blank=True, related_name="standings"
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="standings"
    )
    domain = models.ForeignKey(
        Domain, on_delete=models.PROTECT, null=True, blank=True, related_name="standings"
    )
    access = models.ForeignKey(
        Access, on_delete=models.PROTECT, null=True, blank=True, related_name="standings"
    )
    kind = models.CharField(max_length=20, choices=StandingKind)
    by = models.CharField(max_length=20, choices=Party)
    reason = models.TextField()
    language = models.CharField(max_length=10)
    lifted_because = models.TextField(blank=True)

    class Meta(Period.Meta):
        constraints: ClassVar = [
            *Period.Meta.constraints,
            CheckConstraint(
                condition=_exactly_one_subject(), name="a_standing_concerns_exactly_one_subject"
            ),
            CheckConstraint(
                condition=Q(by=Party.ADMINISTRATION) | Q(access__isnull=False),
                name="the_provider_acts_on_an_access_only",
            ),
            CheckConstraint(
                condition=IN_FORCE | Q(kind=StandingKind.SUSPENDED),
                name="only_a_suspension_can_be_lifted",
            ),
            *(
                UniqueConstraint(
                    fields=[subject, "by"],
                    condition=IN_FORCE & Q(kind=StandingKind.SUSPENDED),
                    name=f"each_party_suspends_{subject}_once_at_a_time",
                )
                for subject in SUBJECTS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.by}"
