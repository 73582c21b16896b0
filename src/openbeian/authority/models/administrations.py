"""A connection to one provincial administration."""

import base64
import json
from typing import Any

from django.db import models
from django.db.models import F, Q

from openbeian import vault
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.wire.envelope import Keys


class Administration(models.Model):
    """How one administration (省通信管理局) is reached over its interface, and how that goes.

    While `halted`, no call begins. Uploads are made between `opens_at` and `closes_at` of the
    Chinese day, where those are set. `resume_at` is until when the administration, or the pause
    after `failures` calls without an answer, keeps uploads waiting; `waiting_code` is why.
    """

    province = models.CharField(max_length=6, unique=True)
    endpoint = models.CharField(max_length=255)
    isp_id = models.PositiveBigIntegerField()
    user_name = models.CharField(max_length=128)
    secrets_sealed = models.BinaryField()
    halted = models.BooleanField(default=False)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    next_sequence = models.PositiveBigIntegerField(default=1)
    resume_at = models.DateTimeField(null=True, blank=True)
    waiting_code = models.PositiveIntegerField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    polls = models.PositiveBigIntegerField(default=0)
    poll_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None, closes_at=None) | Q(opens_at__lt=F("closes_at")),
                name="reporting_hours_begin_before_they_end",
            ),
            models.CheckConstraint(
                condition=Q(next_sequence__gte=1), name="sequence_numbers_begin_at_one"
            ),
        ]

    def __str__(self) -> str:
        return self.province

    def set_secrets(self, *, password: str, keys: Keys | None) -> None:
        """Seal the password and the keys into this row."""
        key, iv = (keys.key, keys.iv) if keys else (b"", b"")
        words = {"password": password, "key": _text(key), "iv": _text(iv)}
        self.secrets_sealed = vault.seal(json.dumps(words).encode(), context=self._context)

    @property
    def credentials(self) -> Credentials:
        """Who we are to this administration; raises what `vault.open_sealed` raises."""
        raw = vault.open_sealed(bytes(self.secrets_sealed), context=self._context)
        words: dict[str, Any] = json.loads(raw)
        keys = None
        if words["key"]:
            keys = Keys(base64.b64decode(words["key"]), base64.b64decode(words["iv"]))
        return Credentials(self.isp_id, self.user_name, words["password"], keys)

    @property
    def _context(self) -> str:
        return f"authority.administration.secrets:{self.province}"


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
