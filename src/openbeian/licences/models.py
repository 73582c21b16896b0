"""Commercial licence cases (ICP许可证): begun only after an ICP filing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import models

from openbeian import vault
from openbeian.cases.models import Case
from openbeian.procedure.licence import LICENCE, Flag


class LicenceCase(Case):
    """One application for the commercial licence; `documents` are files by kind, as SHA-256.

    The reason of the last correction or refusal is sealed: it may name a person.
    """

    procedure = LICENCE
    flag_type = Flag

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    filing_id = models.UUIDField()
    entity_id = models.BigIntegerField()
    entity_number = models.CharField(max_length=64)
    capital_cny = models.BigIntegerField(null=True, blank=True)
    documents = models.JSONField(default=dict, blank=True)
    reason_sealed = models.BinaryField(default=bytes, blank=True)
    licence_number = models.CharField(max_length=64, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state__in=[state.value for state in LICENCE.active_states()]),
                name="one_open_licence_case_per_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reason(self) -> str:
        """The words of the last correction or refusal, or nothing."""
        if not self.reason_sealed:
            return ""
        return vault.open_sealed(bytes(self.reason_sealed), context=self._reason_context).decode()

    def set_reason(self, reason: str) -> None:
        """Seal the words of a correction or refusal into this row."""
        self.reason_sealed = vault.seal(reason.encode(), context=self._reason_context)

    @property
    def _reason_context(self) -> str:
        return f"licences.reason:{self.pk}"

    def notice_facts(self, template: str, at: datetime) -> Mapping[str, Any]:  # noqa: ARG002
        """The particulars of the case, and the last day where a template has a place for it."""
        facts: dict[str, Any] = {"reference": self.reference, "number": self.entity_number}
        if template in {"licence_submitted", "licence_handed_over"} and self.due_on is not None:
            facts |= {"due": self.due_on.isoformat(), "due_provisional": self.due_provisional}
        if template == "licence_granted":
            facts["licence_number"] = self.licence_number
        return facts
