"""Black lists (黑名单), tries of filing passwords, and the short messages that were sent."""

from django.db import models

from openbeian.sandbox.models.administration import Administration, Provider


class ListedEntity(models.Model):
    """An entity on the black list (主体黑名单); `document` is its row of the interface."""

    certificate_type = models.PositiveSmallIntegerField()
    certificate_number = models.CharField(max_length=255)
    document = models.TextField()
    reason = models.CharField(max_length=512)
    listed_at = models.DateTimeField()

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(
                fields=["certificate_type", "certificate_number"],
                name="an_entity_is_black_listed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.certificate_number


class ListedDomain(models.Model):
    """A domain on the black list (网站黑名单), in ASCII."""

    name = models.CharField(max_length=253, unique=True)
    document = models.TextField()
    reason = models.CharField(max_length=512)
    listed_at = models.DateTimeField()

    class Meta:
        app_label = "sandbox"

    def __str__(self) -> str:
        return self.name


class PasswordTries(models.Model):
    """How often a provider guessed a number's filing password wrongly on one day."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)
    number = models.CharField(max_length=128)
    day = models.DateField()
    wrong = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "number", "day"], name="tries_are_counted_by_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.wrong}"


class ShortMessage(models.Model):
    """A short message that was sent; the sandbox shows it in the place of a telephone."""

    administration = models.ForeignKey(Administration, on_delete=models.PROTECT)
    mobile = models.CharField(max_length=128)
    text = models.CharField(max_length=500)
    sent_at = models.DateTimeField()

    class Meta:
        app_label = "sandbox"

    def __str__(self) -> str:
        return self.text
