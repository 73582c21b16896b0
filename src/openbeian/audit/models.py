"""The log: one row per event, each bound to the row before it."""

from django.db import models


class Event(models.Model):
    """Something that happened. Rows are added by `services.record` only and never change.

    Ids count 1, 2, 3 … without a gap. People and organisations are kept as plain ids, so that
    deleting an account neither fails on the log nor tears it.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_user_id = models.BigIntegerField(null=True)
    actor_role = models.CharField(max_length=20)
    actor_organisation_id = models.UUIDField(null=True)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    facts = models.JSONField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_event_by_subject")
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.kind}"
