"""The one shape of a registered fact: it holds from a moment until another, and is never edited."""

from datetime import datetime
from typing import Any, Self, override

from django.db import models
from django.db.models import F, Q

IN_FORCE = Q(until__isnull=True)


class PeriodQuerySet[M: models.Model](models.QuerySet[M]):
    """Reads facts as they stand, or as they stood at a moment."""

    def in_force(self) -> Self:
        """Keep the rows that nothing has ended or superseded."""
        return self.filter(IN_FORCE)

    def held_at(self, at: datetime) -> Self:
        """Keep the rows that held at a moment; the last moment of a row is not part of it."""
        return self.filter(held_at(at))


def held_at(at: datetime, *, through: str = "") -> Q:
    """Return the condition "held at this moment"; `through` names a relation, as `service__`."""
    return Q(**{f"{through}since__lte": at}) & (
        Q(**{f"{through}until__isnull": True}) | Q(**{f"{through}until__gt": at})
    )


class Period(models.Model):
    """A fact that held from `since` until `until`; while nothing ended it, `until` is empty."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=IN_FORCE | Q(until__gte=F("since")),
                name="%(class)s_ends_after_it_begins",
            ),
        ]

    @override
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row if it is well formed; what it clashes with is the database's to say."""
        related = {field.name for field in self._meta.fields if field.is_relation}
        self.clean_fields(exclude=related)
        super().save(*args, **kwargs)

    @property
    def is_in_force(self) -> bool:
        """Whether nothing has ended this fact."""
        return self.until is None

    def end(self, at: datetime) -> None:
        """Close the fact; a clock that was set back cannot end it before it began."""
        self.until = max(at, self.since)
        self.save(update_fields=["until"])
