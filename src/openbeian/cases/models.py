"""The abstract case: an application, a licence case and a public-security filing are such."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.db import models

from openbeian.accounts.models import Organisation
from openbeian.procedure.deadlines import Moments
from openbeian.procedure.engine import Procedure, Situation


class Case(models.Model):
    """State, flags and deadline of one case; only `cases.moving` changes them.

    A subclass names its `procedure`, the enum of its flags, what its events are about, and the
    moments and facts that only it knows.
    """

    procedure: ClassVar[Procedure[Any]]
    flag_type: ClassVar[type[StrEnum]]

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=32)
    flags = models.JSONField(default=list, blank=True)
    moved_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def state_now(self) -> Any:
        """The state as a member of the procedure's enum."""
        return type(self.procedure.initial)(self.state)

    @property
    def flags_now(self) -> frozenset[Any]:
        """The flags as members of the procedure's enum."""
        return frozenset(self.flag_type(flag) for flag in self.flags)

    @property
    def situation(self) -> Situation:
        """What the case is in now, in words, and whose turn it is."""
        return self.procedure.situation(self.state_now, self.flags_now)

    @property
    def subject(self) -> tuple[str, str]:
        """What an event of this case is about: its kind and id."""
        return (self.procedure.name, str(self.pk))

    def moments(self) -> Moments:
        """Return the moments from which this case's limits are counted."""
        return Moments(last_move=self.moved_at)

    def notice_facts(  # a case without particulars has none
        self,
        template: str,  # noqa: ARG002
        at: datetime,  # noqa: ARG002
    ) -> Mapping[str, Any]:
        """Return the facts of this case that a notice template has a place for."""
        return {}

    def notice_addressee(self) -> int | None:
        """Return the member of the provider who alone is told, or None for all of them."""
        return None
