"""Public-security filings (公安联网备案): one case per registered website."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import models

from openbeian import vault
from openbeian.cases.models import Case
from openbeian.procedure.deadlines import Moments
from openbeian.procedure.psb import PSB, Flag
from openbeian.workdays import local_day

NEVER = 1000


class PublicSecurityCase(Case):
    """What is still owed to public security for one service; due from the day of the number.

    `filing_id` is the application whose Declaration fills the data sheet, `service_key` the id of
    the service within it, `service_id` that of the registry, `icp_number` its number there, issued
    at `opened_at`. What public security said is sealed: it may name a person.
    """

    procedure = PSB
    flag_type = Flag

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    filing_id = models.UUIDField()
    service_key = models.PositiveIntegerField()
    service_id = models.BigIntegerField()
    icp_number = models.CharField(max_length=64, unique=True)
    domain = models.TextField()
    opened_at = models.DateTimeField()
    psb_number = models.CharField(max_length=64, blank=True)
    refusal_sealed = models.BinaryField(default=bytes, blank=True)
    # the fixed point, in days left, that was told last
    last_reminder = models.PositiveIntegerField(default=NEVER)

    def __str__(self) -> str:
        return f"public-security filing of {self.icp_number}"

    @property
    def refusal(self) -> str:
        """What public security said when it last refused, or nothing."""
        if not self.refusal_sealed:
            return ""
        return vault.open_sealed(bytes(self.refusal_sealed), context=self._refusal_context).decode()

    def set_refusal(self, words: str) -> None:
        """Seal what public security said into this row."""
        self.refusal_sealed = vault.seal(words.encode(), context=self._refusal_context)

    @property
    def _refusal_context(self) -> str:
        return f"psb.refusal:{self.pk}"

    def moments(self) -> Moments:
        """The thirty days run from the number."""
        return Moments(last_move=self.moved_at, number=self.opened_at)

    def notice_facts(self, template: str, at: datetime) -> Mapping[str, Any]:
        """The number, the domain, and the last day where a template has a place for it."""
        facts: dict[str, Any] = {"number": self.icp_number, "domain": self.domain}
        if template in {"psb_reminder", "psb_overdue"} and self.due_on is not None:
            facts |= {"due": self.due_on.isoformat()}
        if template == "psb_reminder" and self.due_on is not None:
            facts["days"] = max(0, (self.due_on - local_day(at)).days)
        if template == "psb_registered":
            facts["psb_number"] = self.psb_number
        return facts
