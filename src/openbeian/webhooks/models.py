"""Who is told of changes, how far they have come in the log, and how deliveries went."""

import json
from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q

from openbeian import vault
from openbeian.audit.verification import Head


class Subscription(models.Model):
    """An address that is told of changes of some types.

    `position` and `hash` name the event of the log up to which messages were put. While disabled
    it stands still there; enabled again it goes on from there, so nothing is left out.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    url = models.URLField(max_length=500)
    types = models.JSONField()
    secrets_sealed = models.BinaryField()
    previous_until = models.DateTimeField(null=True, blank=True)
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    failing_since = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_because = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(disabled_at=None, disabled_because="")
                | (Q(disabled_at__isnull=False) & ~Q(disabled_because="")),
                name="a_disabled_subscription_says_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def seen(self) -> Head:
        """The place in the log up to which messages were put."""
        return Head(self.position, self.hash)

    def set_secrets(self, *secrets: str) -> None:
        """Seal the secrets into this row, the one that counts first."""
        raw = json.dumps(secrets).encode()
        self.secrets_sealed = vault.seal(raw, context=self._context)

    def secrets(self, *, at: datetime) -> list[str]:
        """Return the secrets to sign with: one, or two while they are being exchanged."""
        raw = vault.open_sealed(bytes(self.secrets_sealed), context=self._context)
        known: list[str] = json.loads(raw)
        both = self.previous_until is not None and at < self.previous_until
        return known if both else known[:1]

    @property
    def _context(self) -> str:
        return f"webhooks.subscription.secrets:{self.pk}"


class Delivery(models.Model):
    """One attempt to deliver: which message, when, and how it went. No address, no content."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE)
    message_id = models.CharField(max_length=60)
    type = models.CharField(max_length=40)
    attempt = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)
    # 0 where no answer came
    status = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.message_id} #{self.attempt}"
