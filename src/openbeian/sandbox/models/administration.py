"""The administration of a province, the providers that report to it, and its numbers."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from openbeian.numbers.province import by_code
from openbeian.sandbox import sealing
from openbeian.wire.envelope import Keys


class Administration(models.Model):
    """One provincial administration (通信管理局); `province` is a code such as 310000."""

    province = models.CharField(max_length=6, unique=True)
    verifies_by_sms = models.BooleanField(default=True)
    under_maintenance = models.BooleanField(default=False)

    class Meta:
        app_label = "sandbox"

    def __str__(self) -> str:
        found = by_code(self.province)
        return f"{found.short if found else self.province}通信管理局"


class Provider(models.Model):
    """An access provider's account at one administration.

    `unit_id` is the interface's `ispId` and `Qqdwid`. Without hours it may report at any time.
    """

    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, related_name="providers"
    )
    unit_id = models.PositiveBigIntegerField()
    name = models.CharField(max_length=255)
    user_name = models.CharField(max_length=64)
    password_sealed = models.BinaryField(default=b"")
    key_sealed = models.BinaryField(null=True, blank=True)
    iv_sealed = models.BinaryField(null=True, blank=True)
    next_sequence = models.PositiveBigIntegerField(default=1)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    most_pending = models.PositiveIntegerField(null=True, blank=True)
    halted = models.BooleanField(default=False)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(
                fields=["administration", "unit_id"],
                name="a_unit_has_one_account_at_an_administration",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(opens_at__lt=F("closes_at")),
                name="hours_open_before_they_close",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def password(self) -> str:
        """The password in the clear; raises NotOpened."""
        return sealing.unseal(
            bytes(self.password_sealed), purpose=self._purpose("password")
        ).decode()

    @property
    def keys(self) -> Keys | None:
        """The AES key and IV that were given out, or None; raises NotOpened."""
        if self.key_sealed is None or self.iv_sealed is None:
            return None
        return Keys(
            key=sealing.unseal(bytes(self.key_sealed), purpose=self._purpose("key")),
            iv=sealing.unseal(bytes(self.iv_sealed), purpose=self._purpose("iv")),
        )

    def set_password(self, password: str) -> None:
        """Seal a new password; the row is not yet saved."""
        self.password_sealed = sealing.seal(password.encode(), purpose=self._purpose("password"))

    def set_keys(self, keys: Keys | None) -> None:
        """Seal a new key and IV, or take them away; the row is not yet saved."""
        self.key_sealed = self.iv_sealed = None
        if keys is not None:
            self.key_sealed = sealing.seal(keys.key, purpose=self._purpose("key"))
            self.iv_sealed = sealing.seal(keys.iv, purpose=self._purpose("iv"))

    def reports_at(self, at: datetime) -> bool:
        """Return whether a moment lies within the reporting hours (报备时间), Beijing time."""
        if self.opens_at is None or self.closes_at is None:
            return True
        return self.opens_at <= localtime(at).time() < self.closes_at

    @property
    def hours(self) -> str:
        """The reporting hours as a message names them."""
        if self.opens_at is None or self.closes_at is None:
            return "00:00-24:00"
        return f"{self.opens_at:%H:%M}-{self.closes_at:%H:%M}"

    def _purpose(self, secret: str) -> str:
        return f"provider:{self.unit_id}:{secret}"


class NumberSequence(models.Model):
    """The last serial that an administration gave out in a year."""

    administration = models.ForeignKey(Administration, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(
                fields=["administration", "year"], name="a_year_has_one_sequence_of_numbers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.administration} {self.year}: {self.last}"
