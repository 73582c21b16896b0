"""Messages: one row per person and channel, its words sealed, and how it stands."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from openbeian import vault
from openbeian.notices.letters import Letter, ShortMessage

ADDRESS_INDEX = "notices.notice.address"


class Channel(models.TextChoices):
    EMAIL = "email"
    SMS = "sms"


class State(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Notice(models.Model):
    """A message to one person by one channel, under a reference that never changes.

    The state only ever leaves WAITING, by compare-and-swap. `last_answer` is what the other side
    said to the latest attempt, without the address.
    """

    reference = models.CharField(max_length=200)
    channel = models.CharField(max_length=10, choices=Channel)
    template = models.CharField(max_length=40)
    audience = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="notices",
    )
    organisation_id = models.UUIDField(null=True, blank=True)
    event = models.CharField(max_length=40, blank=True)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=80, blank=True)
    address_sealed = models.BinaryField()
    address_index = models.CharField(max_length=64)
    words_sealed = models.BinaryField()
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    attempted_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    last_answer = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="one_notice_per_reference"),
            models.CheckConstraint(
                condition=Q(state=State.WAITING) ^ Q(settled_at__isnull=False),
                name="a_settled_notice_has_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="notice_by_subject"),
            models.Index(fields=["address_index"], name="notice_by_address"),
            models.Index(fields=["channel", "state"], name="notice_by_state"),
        ]

    def __str__(self) -> str:
        return self.reference

    def seal(self, *, address: str, words: Letter | ShortMessage) -> None:
        """Put address and words into this row; they open in this row only."""
        self.address_sealed = vault.seal(address.encode(), context=self._context("address"))
        self.address_index = vault.blind(address, context=ADDRESS_INDEX)
        stored = json.dumps(words.to_json(), ensure_ascii=False).encode()
        self.words_sealed = vault.seal(stored, context=self._context("words"))

    @property
    def address(self) -> str:
        """The e-mail address or mobile number in clear."""
        sealed = bytes(self.address_sealed)
        return vault.open_sealed(sealed, context=self._context("address")).decode()

    @property
    def letter(self) -> Letter:
        """The words of an e-mail."""
        return Letter.from_json(self._words())

    @property
    def short_message(self) -> ShortMessage:
        """The words of an SMS."""
        return ShortMessage.from_json(self._words())

    def begin_attempt(self, *, at: datetime) -> bool:
        """Count an attempt before it is made; False if somebody else began one since we looked."""
        begun = self._waiting().filter(attempts=self.attempts)
        return bool(begun.update(attempts=F("attempts") + 1, attempted_at=at))

    def settle(self, state: State, *, answer: str, at: datetime) -> bool:
        """Leave WAITING for good; False if that was done already."""
        return bool(self._waiting().update(state=state, settled_at=at, last_answer=answer[:300]))

    def note_answer(self, answer: str) -> None:
        """Keep what the other side said to an attempt that is to be made again."""
        self._waiting().update(last_answer=answer[:300])

    def _waiting(self) -> "models.QuerySet[Notice]":
        return Notice.objects.filter(pk=self.pk, state=State.WAITING)

    def _words(self) -> Any:
        sealed = bytes(self.words_sealed)
        return json.loads(vault.open_sealed(sealed, context=self._context("words")))

    def _context(self, column: str) -> str:
        return f"notices.notice.{column}:{self.reference}"


class AcceptedSms(models.Model):
    """What the backend `outbox` has accepted: the demo's and the tests' mobile phones.

    One row per reference, like a vendor who honours it.
    """

    reference = models.CharField(max_length=200)
    mobile_sealed = models.BinaryField()
    mobile_index = models.CharField(max_length=64)
    text_sealed = models.BinaryField()
    accepted_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="an_sms_is_accepted_once"),
        ]

    def __str__(self) -> str:
        return self.reference

    def seal(self, *, mobile: str, text: str) -> None:
        """Put number and text into this row."""
        self.mobile_sealed = vault.seal(mobile.encode(), context=self._context("mobile"))
        self.mobile_index = vault.blind(mobile, context=ADDRESS_INDEX)
        self.text_sealed = vault.seal(text.encode(), context=self._context("text"))

    @property
    def mobile(self) -> str:
        """The number in clear."""
        sealed = bytes(self.mobile_sealed)
        return vault.open_sealed(sealed, context=self._context("mobile")).decode()

    @property
    def text(self) -> str:
        """The text with its signature."""
        sealed = bytes(self.text_sealed)
        return vault.open_sealed(sealed, context=self._context("text")).decode()

    def _context(self, column: str) -> str:
        return f"notices.accepted_sms.{column}:{self.reference}"
