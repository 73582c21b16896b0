"""People, the organisations they act for, and in which role."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from openbeian import vault
from openbeian.procedure.permissions import Role


class UserManager(BaseUserManager["User"]):
    """Makes people; a person signs in with an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """Return a new person; without a password they cannot sign in by one."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. The mobile number is sealed and opened only to send to it."""

    email = models.EmailField(unique=True)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    mobile_sealed = models.BinaryField(default=bytes, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"user {self.pk}"

    @property
    def mobile(self) -> str:
        """The mobile number in clear, or nothing."""
        if not self.mobile_sealed:
            return ""
        return vault.open_sealed(bytes(self.mobile_sealed), context=self._mobile_context).decode()

    def set_mobile(self, mobile: str) -> None:
        """Seal a mobile number into this row; the person must have been stored before."""
        self.mobile_sealed = (
            vault.seal(mobile.encode(), context=self._mobile_context) if mobile else b""
        )

    @property
    def _mobile_context(self) -> str:
        return f"accounts.user.mobile:{self.pk}"


class Founding(models.Model):
    """What the database was founded as; one row, written once."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    mode = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="a_database_is_founded_once")
        ]

    def __str__(self) -> str:
        return f"founded as {self.mode}"


class CacheEntry(models.Model):
    """The table of Django's database cache, which holds the counts of attempts to sign in.

    Only `django.core.cache` reads and writes it; as a model it is made by `migrate`.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_cache"

    def __str__(self) -> str:
        return self.cache_key


class OrganisationKind(models.TextChoices):
    APPLICANT = "applicant"
    PROVIDER = "provider"


class Organisation(models.Model):
    """A tenant: an applicant sees only their own."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20, choices=OrganisationKind, default="applicant")

    def __str__(self) -> str:
        return self.name


MEMBER_ROLES = [(role.value, role.value) for role in Role if role is not Role.SYSTEM]


class Membership(models.Model):
    """A person's role in an organisation; whoever loses the row loses the role at once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=MEMBER_ROLES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], name="a_person_acts_for_one_organisation"),
            models.CheckConstraint(
                condition=~models.Q(role=Role.SYSTEM.value), name="nobody_is_the_system"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.organisation_id}"
