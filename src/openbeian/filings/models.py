"""Applications (备案申请): a draft, its frozen versions, what was asked and what was answered.

Versions, corrections and outcomes are rows that the database lets nobody change.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from openbeian import vault
from openbeian.accounts.models import User
from openbeian.cases.models import Case
from openbeian.filings import telling
from openbeian.procedure.deadlines import Moments
from openbeian.procedure.filing import FILING, Flag
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.rulebook import Edition
from openbeian.text import Text


class Filing(Case):
    """One application; the draft is sealed whole.

    `title` and `domain` are the search projection of the latest draft: no data of a person.
    `target` says what of the registry it is about, as `services.later` puts it; the
    filing password (备案密码) of an entity that was filed elsewhere is sealed.
    """

    procedure = FILING
    flag_type = Flag

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(
        max_length=32,
        default=FilingKind.FIRST.value,
        choices=[(kind.value, kind.value) for kind in FilingKind],
    )
    target = models.JSONField(default=dict, blank=True)
    password_sealed = models.BinaryField(default=bytes, blank=True)
    province = models.CharField(max_length=6, blank=True)
    title = models.CharField(max_length=255, blank=True)
    domain = models.CharField(max_length=253, blank=True)
    draft_sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=0)
    reviewer = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # the reminder that was told last, as "template:point", so that none is told twice
    last_reminder = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=[state.value for state in FILING.active_states()]),
                name="one_open_application_per_organisation",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="filings_by_state_and_due"),
            models.Index(fields=["domain"], name="filings_by_domain"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def kind_now(self) -> FilingKind:
        """The kind as a member of its enum."""
        return FilingKind(self.kind)

    @property
    def password(self) -> str:
        """The filing password that the applicant gave, or nothing."""
        if not self.password_sealed:
            return ""
        return vault.open_sealed(bytes(self.password_sealed), context=self._password).decode()

    def set_password(self, password: str) -> None:
        """Seal a filing password into this row."""
        self.password_sealed = vault.seal(password.encode(), context=self._password)

    @property
    def _password(self) -> str:
        return f"filings.password:{self.pk}"

    def moments(self) -> Moments:
        """The founding document counts from submission, the law from the hand-over."""
        by_law = settings.OPENBEIAN_EDITION == Edition.CURRENT
        submission = self.handed_over_at if by_law else self.submitted_at
        return Moments(last_move=self.moved_at, submission=submission)

    def notice_facts(self, template: str, at: datetime) -> Mapping[str, Any]:
        """The particulars of the application, and the dates that a template has a place for."""
        particulars = {"reference": self.reference, "company": self.title, "domain": self.domain}
        return telling.facts(self, particulars, template, at)

    def notice_addressee(self) -> int | None:
        """The reviewer who took the case."""
        return self.reviewer_id


class DeclarationVersion(models.Model):
    """A Declaration frozen at a submission; never changed afterwards.

    Number 0 is what was registered when a change or a cancellation began.
    """

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)
    rulebook = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "number"], name="a_version_has_one_number_in_its_application"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} v{self.number}"


class Correction(models.Model):
    """One field of a version that the applicant is asked to correct; never changed afterwards.

    It is open until a later version is submitted. Why and how is sealed: an officer's own words
    may name a person. `asked_by` is empty where the house passed on what an administration asked.
    """

    class Source(models.TextChoices):
        PROVIDER = "provider"
        ADMINISTRATION = "administration"

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="corrections")
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=200)
    reason = models.CharField(max_length=64, blank=True)
    words_sealed = models.BinaryField()
    source = models.CharField(max_length=20, choices=Source)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "version", "field"],
                name="a_field_of_a_version_is_corrected_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.filing_id}"

    @property
    def message(self) -> Text:
        """What is wrong with the field."""
        return self._words["message"]

    @property
    def remedy(self) -> Text:
        """How to mend it."""
        return self._words["remedy"]

    def set_words(self, *, message: Text, remedy: Text) -> None:
        """Seal why and how into this row."""
        words = {"message": [message.en, message.zh], "remedy": [remedy.en, remedy.zh]}
        self.words_sealed = vault.seal(json.dumps(words).encode(), context=self._context)

    @property
    def _words(self) -> dict[str, Text]:
        raw = vault.open_sealed(bytes(self.words_sealed), context=self._context)
        return {name: Text(*words) for name, words in json.loads(raw).items()}

    @property
    def _context(self) -> str:
        return f"filings.correction:{self.filing_id}:{self.version}:{self.field}"


class Outcome(models.Model):
    """What the administration was told or answered, or why the provider declined; never changed.

    `numbers` are the package's hash, the receipt or the numbers issued. An officer's own words are
    sealed: they may name a person. `recorded_by` is empty where the administration's interface
    answered.
    """

    class Kind(models.TextChoices):
        HANDED_OVER = "handed_over"
        RECEIVED = "received"
        SMS_ASKED = "sms_asked"
        SMS_PASSED = "sms_passed"
        SMS_FAILED = "sms_failed"
        APPROVED = "approved"
        REFUSED = "refused"
        DECLINED = "declined"

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="outcomes")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    words_sealed = models.BinaryField(default=bytes, blank=True)
    numbers = models.JSONField(default=dict)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} of {self.filing_id}"

    @property
    def words(self) -> str:
        """The officer's words, or nothing."""
        if not self.words_sealed:
            return ""
        return vault.open_sealed(bytes(self.words_sealed), context=self._context).decode()

    def set_words(self, words: str) -> None:
        """Seal the officer's words into this row."""
        self.words_sealed = vault.seal(words.encode(), context=self._context) if words else b""

    @property
    def _context(self) -> str:
        return f"filings.outcome:{self.filing_id}:{self.version}:{self.kind}"


class SearchTerm(models.Model):
    """A blind index: finds an application by a number of its unit or persons, revealing none."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="search_terms")
    kind = models.CharField(max_length=20)
    blind = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "kind", "blind"], name="a_search_term_is_kept_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "blind"], name="filings_by_blind_term")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.filing_id}"


class Request(models.Model):
    """An idempotency key that was used: a repeated request gets the first one's result."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    verb = models.CharField(max_length=32)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="a_request_key_is_used_once"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"


class Backdrop(models.Model):
    """An official photo backdrop (核验幕布) asked for, to be posted free of charge."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="backdrops")
    recipient_sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True, blank=True)
    tracking = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["filing"],
                condition=Q(posted_at=None),
                name="one_open_backdrop_order_per_application",
            ),
        ]

    def __str__(self) -> str:
        return f"backdrop for {self.filing_id}"
