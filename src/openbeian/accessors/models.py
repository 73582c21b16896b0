"""The keys of accessors, and what they have already been used for."""

from django.db import models

from openbeian import vault


class AccessKey(models.Model):
    """A key by which one accessor signs what it asks; without a listed action it may do nothing.

    The secret is sealed, not digested: a signature can be verified only by whoever knows it.
    """

    key_id = models.CharField(max_length=32, unique=True)
    accessor = models.CharField(max_length=64)
    actions = models.JSONField(default=list)
    secret_sealed = models.BinaryField()
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key_id

    def set_secret(self, secret: str) -> None:
        """Seal the secret into this row."""
        self.secret_sealed = vault.seal(secret.encode(), context=self._context)

    @property
    def secret(self) -> str:
        """The secret; raises what `vault.open_sealed` raises."""
        return vault.open_sealed(bytes(self.secret_sealed), context=self._context).decode()

    @property
    def _context(self) -> str:
        return f"accessors.accesskey.secret:{self.key_id}"


class UsedNonce(models.Model):
    """A nonce (as its SHA-256) that a key has signed with; a second time it is a replay."""

    key = models.ForeignKey(AccessKey, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["key", "digest"], name="a_nonce_is_used_once"),
        ]

    def __str__(self) -> str:
        return self.digest
