"""Entities, their services and what each service holds: domains, accesses and numbers."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from openbeian.accounts.models import Organisation
from openbeian.declaration.values import ServiceKind
from openbeian.registry.models.period import IN_FORCE, Period

SERVICE_KINDS = [(kind.value, kind.value) for kind in ServiceKind]


class Entity(Period):
    """A filed entity (备案主体) under its entity number (主体备案号).

    `certificate_index` is the blind index of its certificate number, `administration_id` the id
    under which the administration keeps it, where that is known.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="entities"
    )
    number = models.CharField(max_length=40)
    certificate_index = models.CharField(max_length=64)
    province = models.CharField(max_length=6)
    administration_id = models.PositiveBigIntegerField(null=True, blank=True)
    filing_id = models.UUIDField(null=True, blank=True)

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            UniqueConstraint(
                fields=["number"],
                condition=IN_FORCE,
                name="an_entity_number_is_in_force_once",
            ),
        ]
        indexes = [
            models.Index(fields=["number"], name="entity_by_number"),
            models.Index(fields=["certificate_index"], name="entity_by_certificate"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def facts(self) -> "EntityFacts":
        """What is registered about the entity, newest version."""
        return self.versions.latest("since", "pk")

    @property
    def name(self) -> str:
        """The name of the unit (主办单位名称) as registered last."""
        return self.facts.name


class EntityFacts(Period):
    """One version of the facts about an entity; a change supersedes it by another row."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=60)

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            UniqueConstraint(
                fields=["entity"],
                condition=IN_FORCE,
                name="an_entity_has_one_version_of_its_facts_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Service(Period):
    """One internet information service (互联网信息服务) under its service number (服务备案号)."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="services")
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=50)
    kind = models.CharField(max_length=20, choices=SERVICE_KINDS)
    administration_id = models.PositiveBigIntegerField(null=True, blank=True)
    filing_id = models.UUIDField(null=True, blank=True)

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            UniqueConstraint(
                fields=["number"],
                condition=IN_FORCE,
                name="a_service_number_is_in_force_once",
            ),
            UniqueConstraint(
                fields=["entity", "sequence"],
                condition=IN_FORCE,
                name="services_of_an_entity_share_no_sequence_number",
            ),
        ]
        indexes = [models.Index(fields=["number"], name="service_by_number")]

    def __str__(self) -> str:
        return self.number

    @property
    def facts(self) -> "ServiceFacts":
        """What is registered about the service, newest version."""
        return self.versions.latest("since", "pk")

    @property
    def name(self) -> str:
        """The name of the service as registered last."""
        return self.facts.name


class ServiceFacts(Period):
    """One version of the facts about a service; a change supersedes it by another row."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=255)
    home_url = models.CharField(max_length=255, blank=True)
    commercial = models.BooleanField()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            UniqueConstraint(
                fields=["service"],
                condition=IN_FORCE,
                name="a_service_has_one_version_of_its_facts_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Domain(Period):
    """A registrable domain (一级域名), as an A-label, registered with a service."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="domains")
    name = models.CharField(max_length=253)
    administration_id = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            UniqueConstraint(
                fields=["name"],
                condition=IN_FORCE,
                name="a_domain_is_registered_once",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="domain_by_name")]

    def __str__(self) -> str:
        return self.name


class Access(Period):
    """How one provider connects a service (接入); `here` means that the provider is this house."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="accesses")
    provider = models.CharField(max_length=255)
    here = models.BooleanField()
    declared_id = models.PositiveBigIntegerField()
    method_ids = models.JSONField()
    server_place_ids = models.JSONField()
    ip_addresses = models.JSONField()
    administration_id = models.PositiveBigIntegerField(null=True, blank=True)
    filing_id = models.UUIDField(null=True, blank=True)

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            UniqueConstraint(
                fields=["service", "provider", "declared_id"],
                condition=IN_FORCE,
                name="an_access_of_a_service_is_registered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} → {self.service_id}"


class Successor(Period):
    """A number that a later one may replace; the row then says which one did."""

    superseded_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    class Meta(Period.Meta):
        abstract = True
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~IN_FORCE,
                name="%(class)s_is_not_in_force_once_superseded",
            ),
        ]


class Licence(Successor):
    """A commercial licence (增值电信业务经营许可证) that an entity holds."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="licences")
    number = models.CharField(max_length=40)
    classes = models.JSONField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta(Successor.Meta):
        constraints = [
            *Successor.Meta.constraints,
            UniqueConstraint(
                fields=["number"],
                condition=IN_FORCE,
                name="a_licence_number_is_in_force_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PsbNumber(Successor):
    """The number of the public-security filing (公安联网备案) of a service."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="psb_numbers")
    number = models.CharField(max_length=40)

    class Meta(Successor.Meta):
        constraints = [
            *Successor.Meta.constraints,
            UniqueConstraint(
                fields=["service"],
                condition=IN_FORCE,
                name="a_service_has_one_psb_number_in_force",
            ),
            UniqueConstraint(
                fields=["number"],
                condition=IN_FORCE,
                name="a_psb_number_is_in_force_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number
