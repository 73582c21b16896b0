"""What an entity owes after its number: to say every year whether the facts still hold."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from openbeian.registry.models.registrations import Entity


class FactsAnswer(models.TextChoices):
    """What the entity answered."""

    TRUE = "true"
    CHANGED = "changed"


class FactsCheck(models.Model):
    """One asking of "are these facts still true?", and what the entity was told it can cost."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="facts_checks")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    due_on = models.DateField()
    due_is_provisional = models.BooleanField()
    told_en = models.TextField()
    told_zh = models.TextField()
    overdue_told_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=FactsAnswer, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["entity"],
                condition=Q(answered_at__isnull=True),
                name="an_entity_is_asked_one_question_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False, answer__in=FactsAnswer.values),
                name="an_answered_facts_check_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity_id} asked on {self.asked_on}"
