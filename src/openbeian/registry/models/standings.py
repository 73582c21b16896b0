"""What the administration or the provider has put against a registration, and why."""

from datetime import UTC
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from openbeian.registry.models.period import IN_FORCE, Period
from openbeian.registry.models.registrations import Access, Domain, Entity, Service
from openbeian.registry.models.words import open_words, seal_words

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
    gave it; it is shown to the applicant and to the provider, never to the public, and sealed, for
    it may name a person.
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
    reason_sealed = models.BinaryField()
    language = models.CharField(max_length=10)
    lifted_because_sealed = models.BinaryField(default=bytes, blank=True)

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

    @property
    def reason(self) -> str:
        """Why it was put."""
        return open_words(self.reason_sealed, self._context("reason"))

    def set_reason(self, words: str) -> None:
        """Seal why it was put into this row."""
        self.reason_sealed = seal_words(words, self._context("reason"))

    @property
    def lifted_because(self) -> str:
        """Why it was lifted, or nothing."""
        return open_words(self.lifted_because_sealed, self._context("lifted_because"))

    def set_lifted_because(self, words: str) -> None:
        """Seal why it was lifted into this row."""
        self.lifted_because_sealed = seal_words(words, self._context("lifted_because"))

    def _context(self, column: str) -> str:
        subject = next(
            f"{name}:{key}" for name in SUBJECTS if (key := getattr(self, f"{name}_id")) is not None
        )
        moment = self.since.astimezone(UTC).isoformat()
        return f"registry.standing.{column}:{subject}:{self.kind}:{moment}"
