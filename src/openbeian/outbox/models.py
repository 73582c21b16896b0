"""The outbox: one row for each effect on the outside world, and how it stands."""

import json
from typing import Any

from django.db import models

from openbeian import vault


class State(models.TextChoices):
    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


class Effect(models.Model):
    """A message, an upload or a call that is owed, under a reference that never changes.

    Handlers hand the reference to the outside party, so whoever honours it sees nothing twice.
    """

    kind = models.CharField(max_length=60)
    reference = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    # what may name a person: words of an officer, an address; sealed for this reference and wiped
    # once the effect is done
    sealed = models.BinaryField(default=bytes, blank=True)
    put_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, default="", blank=True)
    settled_at = models.DateTimeField(null=True)
    # who is at it and, by the clock of the database, until when nobody else may be
    lease = models.CharField(max_length=32, default="", blank=True)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="one_effect_per_reference"),
            models.CheckConstraint(
                condition=models.Q(state=State.WAITING, settled_at=None)
                | (~models.Q(state=State.WAITING) & models.Q(settled_at__isnull=False)),
                name="a_settled_effect_has_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="outbox_effect_waiting",
                condition=models.Q(state=State.WAITING),
            ),
            models.Index(
                fields=["id"], name="outbox_effect_dead", condition=models.Q(state=State.DEAD)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"

    def secret(self) -> dict[str, Any]:
        """Return what was put sealed beside the payload; empty where nothing was."""
        if not self.sealed:
            return {}
        raw = vault.open_sealed(bytes(self.sealed), context=secret_context(self.reference))
        secret: dict[str, Any] = json.loads(raw)
        return secret


def secret_context(reference: str) -> str:
    """Return the context that binds a sealed part to its effect."""
    return f"outbox.effect:{reference}"
