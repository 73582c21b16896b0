"""What is filed. The primary keys are the administration's ids (Ztid, Wzid, Ymid, Jrid, Ipid).

`record_id` is the id under which the provider that filed a row keeps it. Rows are never deleted:
what ends has its moment in `cancelled_at`. Parts that no rule asks about are kept as the interface
writes them, see `sandbox.keeping`.
"""

from django.db import models
from django.db.models import Q

from openbeian.sandbox.models.administration import Administration, Provider

IN_FORCE = Q(cancelled_at__isnull=True)


class Registration(models.Model):
    """A row that a provider filed and that ends when it is cancelled."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    record_id = models.PositiveBigIntegerField()
    filed_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        app_label = "sandbox"


class Entity(Registration):
    """A filed entity (主办者) under its number (主体备案号).

    `password_hash` is the filing password (备案密码) as it travels. `last_service` is the last
    suffix that was given out.
    """

    administration = models.ForeignKey(Administration, on_delete=models.PROTECT)
    number = models.CharField(max_length=40, unique=True)
    last_service = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=255)
    nature_id = models.PositiveSmallIntegerField(null=True, blank=True)
    investor = models.CharField(max_length=255, blank=True)
    certificate_type = models.PositiveSmallIntegerField()
    certificate_number = models.CharField(max_length=255)
    certificate = models.TextField()
    address = models.TextField()
    leader = models.TextField()
    remark = models.CharField(max_length=1024, blank=True)
    password_hash = models.CharField(max_length=32)
    reviewer = models.CharField(max_length=128, blank=True)

    class Meta(Registration.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["certificate_type", "certificate_number"],
                condition=IN_FORCE,
                name="a_certificate_is_filed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Service(Registration):
    """A filed website (网站) under its number (网站备案号)."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="services")
    number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=512)
    content_ids = models.JSONField()
    language_ids = models.JSONField()
    preapprovals = models.JSONField(default=list)
    leader = models.TextField()
    home_url = models.CharField(max_length=512, blank=True)
    remark = models.CharField(max_length=1024, blank=True)

    def __str__(self) -> str:
        return self.number


class Domain(Registration):
    """A domain of a website, in ASCII; `registrable` is what others may not file as well."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="domains")
    name = models.CharField(max_length=253)
    registrable = models.CharField(max_length=253, db_index=True)

    class Meta(Registration.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=IN_FORCE, name="a_domain_is_filed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Access(Registration):
    """How a provider connects a website (接入)."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="accesses")
    server_place_ids = models.JSONField()
    method_ids = models.JSONField()

    def __str__(self) -> str:
        return f"{self.service} ({self.provider})"


class IpRange(Registration):
    """Addresses of an access, `first` and `last` as unsigned numbers."""

    access = models.ForeignKey(Access, on_delete=models.PROTECT, related_name="ip_ranges")
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()

    class Meta(Registration.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lte=models.F("last")), name="a_range_begins_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"
